import { randomBytes } from 'node:crypto';

/**
 * A new UUID of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then random bits, so that ids sort by the
 * time they were made in and rows land at the end of their index.
 */
export function newId(now: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Whether PostgreSQL would take it as a `uuid`; anything else names nothing that is stored. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
