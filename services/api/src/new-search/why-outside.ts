import { choicesOf, type Architecture, type Choice, type SearchSpace } from '@stride/core';

/** What keeps a network out of a space, as far as one field can be blamed. */
export function whyOutside(space: SearchSpace, architecture: Architecture): string {
  for (const [name, found, choice] of fieldsSideBySide(space, architecture)) {
    const choices = choicesOf(choice);
    if (!choices.some((each) => each === found)) return `${name} is ${JSON.stringify(found)}; expected ${choices.map((each) => JSON.stringify(each)).join(' or ')}`;
  }
  return `its ${architecture.stages.length} stages are not what the ${space.stages.length} of the space can be together`;
}

type SideBySide = readonly [name: string, found: number | string, choice: Choice<number | string>];

function* fieldsSideBySide(space: SearchSpace, architecture: Architecture): Iterable<SideBySide> {
  yield* side('input', architecture.input, space.input);
  yield ['classes', architecture.classes, space.classes];
  yield* side('stem', architecture.stem, space.stem);
  yield* side('head', architecture.head, space.head);
  // Which stage is which is plain only where none is left out.
  if (architecture.stages.length !== space.stages.length) return;
  for (const [index, stage] of architecture.stages.entries()) {
    const wanted = space.stages[index];
    if (wanted) yield* side(`stages/${index}`, stage, wanted);
  }
}

function* side<T extends object>(name: string, found: T, choices: { readonly [K in keyof T]: Choice<T[K]> }): Iterable<SideBySide> {
  for (const field of Object.keys(found) as (keyof T & string)[]) {
    yield [`${name}/${field}`, found[field] as number | string, choices[field] as Choice<number | string>];
  }
}
