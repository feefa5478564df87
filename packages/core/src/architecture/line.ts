import { StrideError } from '../errors.js';
import { show } from '../documents/rules.js';
import type { Architecture, BlockOp } from './architecture.js';
import { validateArchitecture } from './validate.js';

const OP_WORDS: Readonly<Record<BlockOp, string>> = { mbconv: 'mbconv', fused_mbconv: 'fused' };
const STAGE_LETTERS = ['k', 's', 'e', 'c', 'l', 'se'] as const;

/**
 * One readable line that holds everything, e.g.
 * `input_28x28x1 classes_10 stem_k3_s2_c16 fused_k3_s1_e1_c16_l1 mbconv_k5_s2_e4_c32_l2_se0.25 head_c128`.
 * k kernel, s stride, e expansion, c channels, l layers, se squeeze-excite (left out when 0).
 */
export function formatArchitecture(architecture: Architecture): string {
  const { input, stem, head } = architecture;
  const stages = architecture.stages.map((stage) => {
    const squeezeExcite = stage.squeezeExcite === 0 ? '' : `_se${stage.squeezeExcite}`;
    const { kernel, stride, expansion, channels, layers } = stage;
    return `${OP_WORDS[stage.op]}_k${kernel}_s${stride}_e${expansion}_c${channels}_l${layers}${squeezeExcite}`;
  });
  return [
    `input_${input.height}x${input.width}x${input.channels}`,
    `classes_${architecture.classes}`,
    `stem_k${stem.kernel}_s${stem.stride}_c${stem.channels}`,
    ...stages,
    `head_c${head.channels}`,
  ].join(' ');
}

/**
 * The architecture of a line that `formatArchitecture` wrote.
 * @throws StrideError ARCHITECTURE_INVALID naming the token that is not understood or the value out of range
 */
export function parseArchitecture(text: string): Architecture {
  const words = text.trim().split(/\s+/);
  const [input, classes, stem, ...rest] = words;
  const head = rest.pop();
  const image = /^input_(\d+)x(\d+)x(\d+)$/.exec(input ?? '');
  if (image === null) throw unknownToken(input, 'input_HEIGHTxWIDTHxCHANNELS, e.g. input_28x28x1');
  const classCount = /^classes_(\d+)$/.exec(classes ?? '');
  if (classCount === null) throw unknownToken(classes, 'classes_N, e.g. classes_10');
  const stemTokens = readTokens(stem, ['stem'], ['k', 's', 'c'], 'stem_k3_s2_c16');
  const headTokens = readTokens(head, ['head'], ['c'], 'head_c128');
  return validateArchitecture({
    schemaVersion: 1,
    input: { height: Number(image[1]), width: Number(image[2]), channels: Number(image[3]) },
    classes: Number(classCount[1]),
    stem: { kernel: stemTokens.values.k, stride: stemTokens.values.s, channels: stemTokens.values.c },
    stages: rest.map(parseStage),
    head: { channels: headTokens.values.c },
  });
}

function parseStage(word: string): unknown {
  const ops = Object.keys(OP_WORDS) as BlockOp[];
  const example = 'mbconv_k3_s2_e4_c32_l2_se0.25 or fused_k3_s1_e1_c16_l1';
  const { name, values } = readTokens(word, Object.values(OP_WORDS), STAGE_LETTERS, example, ['se']);
  return {
    op: ops.find((op) => OP_WORDS[op] === name),
    kernel: values.k, stride: values.s, expansion: values.e, channels: values.c, layers: values.l,
    squeezeExcite: values.se ?? 0,
  };
}

/** Splits `name_k3_s2` into its name and numbers; the letters stand in their order, the optional ones may be missing. */
function readTokens<L extends string>(
  word: string | undefined, names: readonly string[], letters: readonly L[], example: string, optional: readonly L[] = [],
): { name: string; values: Partial<Record<L, number>> } {
  const [name, ...tokens] = (word ?? '').split('_');
  if (name === undefined || !names.includes(name)) throw unknownToken(word, example);
  const values: Partial<Record<L, number>> = {};
  const expected = [...letters];
  for (const token of tokens) {
    const letter = expected.shift();
    const value = letter !== undefined && token.startsWith(letter) ? canonicalNumber(token.slice(letter.length)) : null;
    if (letter === undefined || value === null) throw unknownToken(token, example, word);
    values[letter] = value;
  }
  const missing = expected.find((letter) => !optional.includes(letter));
  if (missing !== undefined) throw unknownToken(word, `${example}; "${missing}" and its number are missing`);
  return { name, values };
}

/** The number, when the text is exactly how that number is written. */
function canonicalNumber(text: string): number | null {
  return String(Number(text)) === text && Number.isFinite(Number(text)) ? Number(text) : null;
}

function unknownToken(token: string | undefined, example: string, word?: string): StrideError {
  const found = token === undefined || token === '' ? 'the line ends' : `unknown token ${show(token)}`;
  const message = `${found}${word === undefined ? '' : ` in ${show(word)}`}; expected ${example}`;
  return new StrideError('ARCHITECTURE_INVALID', `The architecture line is not valid: ${message}`, {
    issues: [{ path: '', message }],
  });
}
