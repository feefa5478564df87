import type { ApiError } from '../api/client.js';
import './problem.css';

/** What went wrong and where, in the API's own words. */
export function Problem({ error }: { readonly error: ApiError }) {
  return (
    <div className="problem" role="alert">
      <p>{error.detail}</p>
      {error.issues.length > 0 && (
        <ul>
          {error.issues.map((issue) => (
            <li key={`${issue.path} ${issue.message}`}>
              {issue.path !== '' && <code>{issue.path}</code>} {issue.message}
            </li>
          ))}
        </ul>
      )}
      <p className="problem-code">
        <code>{error.code}</code>
      </p>
    </div>
  );
}
