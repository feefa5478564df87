import type { Download } from '@stride/client';
import { Menu } from '../ui/menu.js';
import { useAction } from '../ui/use-action.js';
import { formatItems } from './formats.js';

interface ExportMenuProps {
  readonly label: string;
  /** What is exported, e.g. "Export candidate 3". */
  readonly title: string;
  /** Whether what is exported was trained in full. */
  readonly hasWeights: boolean;
  readonly className?: string;
  readonly testId: string;
  download(format: string): Promise<Download>;
}

/** Saves a network in the chosen format. */
export function ExportMenu({ download, label, title, hasWeights, className, testId }: ExportMenuProps) {
  const { busy, run } = useAction();
  return (
    <Menu
      label={busy ? 'Exporting…' : label}
      title={title}
      items={formatItems(hasWeights)}
      {...(className === undefined ? {} : { className })}
      testId={testId}
      disabled={busy}
      onChoose={(format) =>
        void run(async () => {
          save(await download(format));
          return null;
        })
      }
    />
  );
}

function save({ name, contentType, bytes }: Download): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: contentType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun with the click; the browser keeps what it needs of it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
