import type { PartRow } from './differences.js';

/** One part of the networks; what differs is marked by weight and ground, and said to those who see neither. */
export function ComparePart({ row }: { readonly row: PartRow }) {
  const isAlike = !row.differs.some(Boolean);
  return (
    <tr data-differs={!isAlike}>
      <th scope="row">
        {row.name}
        <span className="visually-hidden">{isAlike ? ', alike' : ', different'}</span>
      </th>
      {row.values.map((value, at) => (
        // The columns are the candidates, in their order.
        <td key={at}>
          {value === null ? (
            <span className="compare-none">no such stage</span>
          ) : (
            value.map((word, place) => (
              <span key={place} className="compare-word" data-differs={row.differs[place]}>
                {word}
              </span>
            ))
          )}
        </td>
      ))}
    </tr>
  );
}
