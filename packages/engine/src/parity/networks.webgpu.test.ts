import { describe } from 'vitest';
import { ANY_ADAPTER } from '../backends/webgpu/testing/any-adapter.js';
import { itTrainsLikeTheCpu } from './testing/expect-parity.js';

describe('webgpu', () => itTrainsLikeTheCpu({ env: ANY_ADAPTER }));
