import { Component, type ReactNode } from 'react';

interface ErrorBoundaryProps {
  /** What is shown, for the sentence that says it is broken. */
  readonly of: string;
  readonly children: ReactNode;
}

/** A view that breaks takes nothing else of the page with it. Another `key` gives it another chance. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="problem" role="alert">
        <p>{this.props.of} cannot be shown. The search itself is not affected.</p>
        <p className="problem-code">
          <code>{error.message}</code>
        </p>
        <button type="button" className="button" onClick={() => this.setState({ error: null })}>
          Try again
        </button>
      </div>
    );
  }
}
