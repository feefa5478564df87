import { costOf, type Architecture } from '@stride/core';
import { useMemo } from 'react';
import { compact, whole } from '../format/numbers.js';
import './stage-table.css';

/** What each part of a network costs, and its share of the whole. */
export function StageTable({ architecture }: { readonly architecture: Architecture }) {
  const cost = useMemo(() => costOf(architecture), [architecture]);
  return (
    <div className="stage-table-scroll" tabIndex={0} role="group" aria-label="Cost by stage">
      <table className="stage-table" data-testid="stage-table">
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Output</th>
            <th scope="col" colSpan={2}>
              Parameters
            </th>
            <th scope="col" colSpan={2}>
              Multiply-adds
            </th>
          </tr>
        </thead>
        <tbody>
          {cost.parts.map(({ name, params, multiplyAdds, outputShape: { width, height, channels } }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="muted">
                {width}×{height}×{channels}
              </td>
              <Share value={params} of={cost.params} />
              <Share value={multiplyAdds} of={cost.multiplyAdds} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">all</th>
            <td />
            <td className="number" title={whole(cost.params)}>
              {compact(cost.params)}
            </td>
            <td />
            <td className="number" title={whole(cost.multiplyAdds)}>
              {compact(cost.multiplyAdds)}
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Share({ value, of }: { readonly value: number; readonly of: number }) {
  const share = of === 0 ? 0 : value / of;
  return (
    <>
      <td className="number" title={whole(value)}>
        {compact(value)}
      </td>
      <td className="stage-share">
        <span className="stage-share-bar" style={{ width: `${share * 44}px` }} aria-hidden="true" />
        {(share * 100).toFixed(0)} %
      </td>
    </>
  );
}
