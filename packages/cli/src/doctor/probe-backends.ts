/** A process that opens each backend in turn and reports after each what came of it. */
import { BACKEND_NAMES, openBackend } from '@stride/engine';
import { reasonOf } from './check.js';
import type { BackendProbe } from './backends.js';

const probes: BackendProbe[] = [];
for (const name of BACKEND_NAMES) probes.push(await probe(name));
process.send?.(probes, () => process.exit(0));

async function probe(name: string): Promise<BackendProbe> {
  try {
    const backend = await openBackend({ name });
    const device = backend.device.name;
    backend.dispose();
    return { name, device, reason: null };
  } catch (error) {
    return { name, device: null, reason: reasonOf(error) };
  }
}
