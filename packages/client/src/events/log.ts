import type { operations } from '../generated/api.js';

export type SearchLog = operations['getSearchLog']['responses'][200]['content']['application/json'];
export type LogQuery = NonNullable<operations['getSearchLog']['parameters']['query']>;
