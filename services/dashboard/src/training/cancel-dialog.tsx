import type { TrainingSummary } from '@stride/contracts';
import { stride } from '../api/client.js';
import { Dialog } from '../ui/dialog.js';
import { Problem } from '../ui/problem.js';
import { useAction } from '../ui/use-action.js';

interface CancelDialogProps {
  readonly training: TrainingSummary;
  onClose(): void;
}

export function CancelDialog({ training: { id, status }, onClose }: CancelDialogProps) {
  const { busy, error, run } = useAction({ keepError: true });
  const cancel = async () => {
    const cancelled = await run(async () => {
      await stride.trainings.cancel(id);
      return 'Training cancelled.';
    });
    if (cancelled) onClose();
  };
  return (
    <Dialog title="Cancel this training?" onClose={onClose}>
      <p>
        {status === 'running' ? 'What it has learned so far is lost. ' : ''}
        A cancelled training cannot be resumed; another can be begun at any time.
      </p>
      {error !== null && <Problem error={error} />}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          Keep it
        </button>
        <button type="button" className="button button-danger" disabled={busy} onClick={() => void cancel()}>
          Cancel the training
        </button>
      </div>
    </Dialog>
  );
}
