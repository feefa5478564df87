/**
 * Keeps step timing honest on a shared host: any number of training steps hold it shared, one timing run holds it
 * exclusive, and a waiting timing run goes before later training steps.
 */
export interface TimingGate {
  shared<T>(step: () => T | Promise<T>): Promise<T>;
  exclusive<T>(run: () => T | Promise<T>): Promise<T>;
}
