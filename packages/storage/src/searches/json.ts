import type { Prisma } from '../generated/client.js';

/** A domain value as Prisma's input for a JSON column. Core's types are readonly, which Prisma's are not. */
export function asJson(value: object): Prisma.InputJsonObject {
  return value as Prisma.InputJsonObject;
}
