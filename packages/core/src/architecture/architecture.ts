/** One concrete network: what a worker can build, a user can export and a paper can print. */
export interface Architecture {
  readonly schemaVersion: 1;
  readonly input: ImageShape;
  readonly classes: number;
  readonly stem: Stem;
  readonly stages: readonly Stage[];
  readonly head: Head;
}

/** Height, width and channels of one image. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Convolution + batch norm + SiLU in front of the stages. */
export interface Stem {
  readonly kernel: Kernel;
  readonly stride: Stride;
  readonly channels: number;
}

/** `layers` blocks of one kind; the first takes the stride and changes the channels, the others keep both. */
export interface Stage {
  readonly op: BlockOp;
  readonly kernel: Kernel;
  readonly stride: Stride;
  /** Width of the hidden layer as a multiple of the block's input channels. */
  readonly expansion: number;
  readonly channels: number;
  readonly layers: number;
  /** Squeeze-excite width as a fraction of the block's INPUT channels; 0 means none. */
  readonly squeezeExcite: number;
}

/** 1x1 convolution + batch norm + SiLU, global average pooling, then the classifier. */
export interface Head {
  readonly channels: number;
}

export type BlockOp = 'mbconv' | 'fused_mbconv';
export type Kernel = 1 | 3 | 5 | 7;
export type Stride = 1 | 2;
