import { pointer, show, textMatching, type Decision } from '@stride/core';
import type { IssueList } from './issue-list.js';

const NAME = textMatching(/^[^/~]{1,100}$/, 'a name of 1 to 100 characters without / and ~');

/** The decisions of a table; null when something is wrong with them, which has been reported. */
export function readDecisions(reader: IssueList, document: unknown): Decision[] | null {
  const items = reader.list('/decisions', document, 1, 1000);
  if (items === null) return null;
  const decisions = items.map((item, at) => readDecision(reader, pointer('/decisions', at), item));
  const paths = decisions.map((decision) => decision?.path);
  paths.forEach((path, at) => {
    const first = paths.indexOf(path);
    if (path !== undefined && first < at) reader.report(pointer(pointer('/decisions', at), 'name'), `found ${show(path.slice(1))}, the name of /decisions/${first}; expected a name of its own`);
  });
  const sound = decisions.filter((decision) => decision !== null);
  return sound.length === decisions.length ? sound : null;
}

function readDecision(reader: IssueList, path: string, document: unknown): Decision | null {
  const fields = reader.object(path, document, ['name', 'choices']);
  if (fields === null) return null;
  const { name, choices } = fields;
  const isNamed = reader.value(pointer(path, 'name'), name, NAME);
  const items = readChoices(reader, pointer(path, 'choices'), choices);
  return items === null || !isNamed ? null : { path: `/${name}`, choices: items };
}

function readChoices(reader: IssueList, path: string, document: unknown): readonly (string | number)[] | null {
  if (Array.isArray(document) && document.length === 1) {
    reader.report(path, 'found one choice; expected two or more: leave out a decision that is fixed, here and in the points');
    return null;
  }
  const items = reader.list(path, document, 2, 10_000);
  if (items === null) return null;
  const sound = items.filter((item, at): item is string | number => {
    const isValue = typeof item === 'string' || Number.isFinite(item);
    if (!isValue) reader.report(pointer(path, at), `found ${show(item)}; expected a string or a number`);
    else if (items.indexOf(item) < at) reader.report(pointer(path, at), `found ${show(item)} again; expected every choice once`);
    else return true;
    return false;
  });
  return sound.length === items.length ? sound : null;
}
