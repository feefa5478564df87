/** A key that nobody else has drawn. `crypto.randomUUID` is only there on secure pages; this is everywhere. */
export function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
