import { Prisma } from '../generated/client.js';

/**
 * Whether candidate `c` keeps within the caps of search `s`, in SQL, as core's `keepsWithin` says it: what is not measured is
 * taken to be within.
 */
export const WITHIN_CAPS = Prisma.sql`
  COALESCE(c."params" <= (s."objective"->'caps'->>'params')::float8, TRUE)
  AND COALESCE(c."stepTimeMs" <= (s."objective"->'caps'->>'stepTimeMs')::float8, TRUE)
  AND COALESCE(c."peakMemoryBytes" <= (s."objective"->'caps'->>'memoryBytes')::float8, TRUE)`;
