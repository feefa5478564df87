import './chart-legend.css';

/** How a thing is drawn; the colors are in the style sheet. */
export type LegendMark =
  'candidate' | 'front' | 'best' | 'reference' | 'pruned' | 'over-caps' | 'what-if' | 'accent-line' | 'accent-dashed' | 'second-line' | 'baseline';

/** In HTML rather than on the canvas: it wraps on narrow screens and can be read aloud. */
export function ChartLegend({ items }: { readonly items: readonly (readonly [LegendMark, string])[] }) {
  return (
    <ul className="chart-legend">
      {items.map(([mark, name]) => (
        <li key={name}>
          <svg viewBox="0 0 18 12" width="18" height="12" data-mark={mark} aria-hidden="true">
            <Mark mark={mark} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

function Mark({ mark }: { readonly mark: LegendMark }) {
  switch (mark) {
    case 'candidate':
      return <circle cx="9" cy="6" r="4" />;
    case 'best':
      return <circle cx="9" cy="6" r="4.75" />;
    case 'reference':
      return <path d="M9 0.8 14.2 6 9 11.2 3.8 6z" />;
    case 'pruned':
      return <path d="M9 1.5 13.5 10h-9z" />;
    case 'over-caps':
      return <circle cx="9" cy="6" r="3.5" />;
    case 'what-if':
      return <path d="M9 11.5C6.5 8.5 5.2 6.9 5.2 4.6a3.8 3.8 0 0 1 7.6 0C12.8 6.9 11.5 8.5 9 11.5z" />;
    case 'front':
      return (
        <>
          <path d="M1 9h7.5V3H17" />
          <circle cx="8.5" cy="9" r="2.75" />
        </>
      );
    default:
      return <path d="M0 6h18" />;
  }
}
