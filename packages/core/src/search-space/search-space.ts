import type { Architecture, BlockOp, Kernel, Stride } from '../architecture/architecture.js';

/** A fixed value, or the list of values a search may choose from. */
export type Choice<T> = T | readonly T[];

/** The declarative document of search-spaces/*.json: what is fixed and what is searched. */
export interface SearchSpace {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly description?: string;
  readonly input: {
    readonly height: Choice<number>;
    readonly width: Choice<number>;
    readonly channels: Choice<number>;
  };
  readonly classes: Choice<number>;
  readonly stem: {
    readonly kernel: Choice<Kernel>;
    readonly stride: Choice<Stride>;
    readonly channels: Choice<number>;
  };
  readonly stages: readonly SearchSpaceStage[];
  readonly head: { readonly channels: Choice<number> };
  /** The network that S0 and P0 of the reward come from; one of the space's own architectures or not. */
  readonly reference: Architecture;
}

export interface SearchSpaceStage {
  readonly op: Choice<BlockOp>;
  readonly kernel: Choice<Kernel>;
  readonly stride: Choice<Stride>;
  readonly expansion: Choice<number>;
  readonly channels: Choice<number>;
  /** 0 leaves the stage out. */
  readonly layers: Choice<number>;
  readonly squeezeExcite: Choice<number>;
}
