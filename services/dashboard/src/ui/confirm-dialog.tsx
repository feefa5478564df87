import { Dialog } from './dialog.js';

/** What a person is asked before it is done. */
export interface Confirmation {
  readonly title: string;
  /** What it means. */
  readonly text: string;
  readonly keep: string;
  readonly confirm: string;
  /** Whether something is lost by it. */
  readonly isDanger: boolean;
}

interface ConfirmDialogProps extends Confirmation {
  readonly busy: boolean;
  onConfirm(): void;
  onClose(): void;
}

export function ConfirmDialog({ title, text, keep, confirm, isDanger, busy, onConfirm, onClose }: ConfirmDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {keep}
        </button>
        <button type="button" className={`button ${isDanger ? 'button-danger' : 'button-primary'}`} disabled={busy} onClick={onConfirm}>
          {confirm}
        </button>
      </div>
    </Dialog>
  );
}
