import { download } from '../api/http.js';
import { Menu } from '../ui/menu.js';
import { useAction } from '../ui/use-action.js';
import { formatItems } from './formats.js';

interface ExportMenuProps {
  /** Of the export, without the format. */
  readonly path: string;
  readonly label: string;
  /** What is exported, e.g. "Export candidate 3". */
  readonly title: string;
  /** Whether what is exported was trained in full. */
  readonly hasWeights: boolean;
  readonly className?: string;
  readonly testId: string;
}

/** Saves a network in the chosen format. */
export function ExportMenu({ path, label, title, hasWeights, className, testId }: ExportMenuProps) {
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
          save(await download(`${path}?format=${format}`));
          return null;
        })
      }
    />
  );
}

function save({ name, content }: { readonly name: string; readonly content: Blob }): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun with the click; the browser keeps what it needs of it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
