import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from 'react';
import './toasts.css';

const SHOWN_MS = 6000;
const ToastContext = createContext<(text: string) => void>(() => undefined);

/** Says in passing what just happened: `const toast = useToast(); toast('Paused')`. */
export function useToast(): (text: string) => void {
  return useContext(ToastContext);
}

export function Toasts({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly { readonly id: number; readonly text: string }[]>([]);
  const nextId = useRef(0);
  const show = useCallback((text: string) => {
    const id = nextId.current++;
    setToasts((shown) => [...shown, { id, text }]);
    setTimeout(() => setToasts((shown) => shown.filter((toast) => toast.id !== id)), SHOWN_MS);
  }, []);
  return (
    <ToastContext value={show}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {toasts.map(({ id, text }) => (
          <p key={id} className="toast">
            {text}
          </p>
        ))}
      </div>
    </ToastContext>
  );
}
