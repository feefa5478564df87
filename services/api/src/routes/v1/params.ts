import { Type } from 'typebox';

/** Any text: what is no UUID is the id of nothing, which is a 404 like every other unknown id. */
export const IdParams = Type.Object({ id: Type.String({ description: 'UUID' }) });
