import { fileURLToPath } from 'node:url';
import { openPeer, type Peer } from './peer.js';

const PROGRAM = fileURLToPath(new URL('./stride-peer.js', import.meta.url));

export function openStride(): Peer {
  return openPeer('Stride', process.execPath, [PROGRAM]);
}
