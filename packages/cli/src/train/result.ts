import { architectureHash, costOf, formatArchitecture, type CurvePoint, type Device, type ProxyTask } from '@stride/core';
import type { Evaluation, Fit } from '@stride/engine';
import { VERSION } from '@stride/service';
import type { ArchitectureFile } from './architecture-file.js';

/** What a full training ends with; `result.json`, and what `--json` prints. */
export interface TrainResult {
  readonly schemaVersion: 1;
  readonly architecture: ArchitectureFile['architecture'];
  readonly architectureText: string;
  readonly architectureHash: string;
  readonly params: number;
  readonly dataset: string;
  /** On the test split, which took part in nothing before. */
  readonly test: Evaluation & { readonly images: number };
  readonly trainSeconds: number;
  readonly curve: readonly CurvePoint[];
  /** Every setting of the training. */
  readonly task: ProxyTask;
  readonly device: Device;
  readonly provenance: {
    /** Of the winner that was trained; null for a bare architecture. */
    readonly winner: unknown;
    readonly strideVersion: string;
    readonly finishedAt: string;
  };
}

export interface TrainedOn {
  readonly dataset: { readonly name: string; readonly test: { readonly size: number } };
  readonly device: Device;
  readonly task: ProxyTask;
}

export function toResult({ architecture, provenance }: ArchitectureFile, { curve, test, seconds }: Fit, on: TrainedOn): TrainResult {
  return {
    schemaVersion: 1,
    architecture, architectureText: formatArchitecture(architecture), architectureHash: architectureHash(architecture),
    params: costOf(architecture).params,
    dataset: on.dataset.name, test: { ...test, images: on.dataset.test.size },
    trainSeconds: seconds, curve, task: on.task, device: on.device,
    provenance: { winner: provenance, strideVersion: VERSION, finishedAt: new Date().toISOString() },
  };
}
