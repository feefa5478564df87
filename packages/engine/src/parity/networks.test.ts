import { describe } from 'vitest';
import { itTrainsLikeTheCpu } from './testing/expect-parity.js';

describe('wasm', () => itTrainsLikeTheCpu({ name: 'wasm' }));
