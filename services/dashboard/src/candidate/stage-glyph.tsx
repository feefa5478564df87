import { memo, useMemo } from 'react';
import { parseText } from './parse-text.js';
import { GLYPH_SCALE, layoutStages } from './stage-layout.js';
import './stage-diagram.css';

/** The shape of an architecture at a glance, in a row of a table; its one-line form where it cannot be read. */
export const StageGlyph = memo(function StageGlyph({ text }: { readonly text: string }) {
  const layout = useMemo(() => {
    const architecture = parseText(text);
    return architecture === null ? null : layoutStages(architecture, GLYPH_SCALE);
  }, [text]);
  if (layout === null) return <code>{text}</code>;
  return (
    <svg
      className="stage-glyph"
      width={layout.width}
      height={layout.height}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      preserveAspectRatio="xMinYMid"
      role="img"
      aria-label={text}
    >
      {layout.columns.map((column) =>
        column.blocks.map((block) => (
          <rect
            key={block.x}
            x={block.x}
            y={(layout.height - block.height) / 2}
            width={block.width}
            height={block.height}
            rx={0.75}
            data-op={column.stage?.op ?? column.kind}
          />
        )),
      )}
    </svg>
  );
});
