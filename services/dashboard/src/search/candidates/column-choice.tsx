import { useId } from 'react';
import { COLUMNS, columnsText, type Column } from './columns.js';

interface ColumnChoiceProps {
  readonly columns: readonly Column[];
  onColumns(text: string | null): void;
}

/** Which columns the table has: a list of boxes in the browser's own popover. */
export function ColumnChoice({ columns, onColumns }: ColumnChoiceProps) {
  const id = useId();
  const toggle = (column: Column) => {
    const chosen = columns.includes(column) ? columns.filter((other) => other !== column) : [...columns, column];
    onColumns(columnsText(COLUMNS.filter((known) => chosen.includes(known))));
  };
  return (
    <>
      <button type="button" className="button button-small" popoverTarget={id}>
        Columns
      </button>
      <div className="column-choice" popover="auto" id={id} role="group" aria-label="Columns of the table">
        {COLUMNS.map((column) => (
          <label key={column.id}>
            <input type="checkbox" checked={columns.includes(column)} onChange={() => toggle(column)} /> {column.name}
          </label>
        ))}
      </div>
    </>
  );
}
