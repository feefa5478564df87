import { writeFileSync } from 'node:fs';
import type { CAC } from 'cac';
import pc from 'picocolors';
import {
  describeArchitecture, REFERENCE_ARCHITECTURES, scaleArchitecture, sizeFamily, StrideError, type Architecture, type ArchitectureDescription,
} from '@stride/core';
import { numberOf, scalingOf, scalingRulesOf, type ArchFlags } from '../arch/flags.js';
import { adaptToFlags, findArchitecture } from '../arch/source.js';
import { coefficientsLine, costTable, partTable } from '../arch/tables.js';
import { kebab, refuseFlags } from '../misplaced-flags.js';

const ACTIONS = { list, describe, scale, family };

const IMAGES = ['imageSize', 'classes', 'batchSize'];
const RULES = ['method', 'maxImageSize', 'multipleOf', 'minChannels', 'keepNinetyPercent'];
/** What each takes, beside --json. */
const FLAGS: Readonly<Record<keyof typeof ACTIONS, readonly string[]>> = {
  list: [], describe: IMAGES, scale: [...IMAGES, 'width', 'depth', 'resolution', 'phi', 'params', 'multiplyAdds', ...RULES, 'out'], family: [...IMAGES, ...RULES],
};

/** `stride arch list | describe | scale | family`. */
export function registerArch(cli: CAC): void {
  cli
    .command('arch <action> [name|file]', 'Published networks, what a network costs, and its larger and smaller forms: list, describe, scale, family')
    .option('--json', 'One JSON object on stdout')
    .option('--image-size <n>', 'Height of the images in pixels; the width keeps the proportion')
    .option('--classes <n>', 'Classes of the classifier')
    .option('--batch-size <n>', 'Images that the activation memory is for; default 1')
    .option('--width <x>', 'scale: multiple of the channels')
    .option('--depth <x>', 'scale: multiple of the layers')
    .option('--resolution <x>', 'scale: multiple of the image size')
    .option('--phi <x>', 'scale: depth 1.2^x, width 1.1^x, resolution 1.15^x')
    .option('--params <n>', 'scale: to this many parameters within 5 %, such as 10M')
    .option('--multiply-adds <n>', 'scale: to this many multiply-adds within 5 %, such as 1.5G')
    .option('--method <name>', 'scale, family: compound, or nonuniform with more layers late and images of 480 pixels at most')
    .option('--max-image-size <n>', 'scale, family: images grow no further; "none" for no limit. A family keeps images below 64 pixels unless this is said')
    .option('--multiple-of <n>', 'scale, family: of channels; default 8')
    .option('--min-channels <n>', 'scale, family: the fewest that rounding gives; default 8')
    .option('--keep-ninety-percent', 'scale, family: round up where the nearest multiple loses more than a tenth, as EfficientNet V1 does')
    .option('--out <file>', 'scale: write the architecture to this file')
    .example('  stride arch describe efficientnetv2-s --image-size 300 --classes 10')
    .example('  stride arch scale winner.json --params 500k --out larger.json')
    .example('  stride arch family winner.json')
    .action((action: string, source: string | undefined, flags: ArchFlags) => {
      if (!Object.hasOwn(ACTIONS, action)) {
        throw new StrideError('CONFIG_INVALID', `stride arch ${action} does not exist; there is ${Object.keys(ACTIONS).join(', ')}.`);
      }
      run(action as keyof typeof ACTIONS, source, flags);
    });
}

function run(action: keyof typeof ACTIONS, source: string | undefined, flags: ArchFlags): void {
  const taken = FLAGS[action];
  const other = FLAGS.scale.filter((name) => !taken.includes(name));
  refuseFlags(flags, other, `does not go with stride arch ${action}, which takes ${[...taken, 'json'].map((name) => `--${kebab(name)}`).join(', ')}.`);
  ACTIONS[action](source, flags);
}

function list(source: string | undefined, flags: ArchFlags): void {
  if (source !== undefined) throw new StrideError('CONFIG_INVALID', `stride arch list lists all published networks and takes no ${JSON.stringify(source)}; stride arch describe ${source} is about one.`);
  const rows = REFERENCE_ARCHITECTURES.map(({ name, architecture }) => ({ name, description: describeArchitecture(architecture) }));
  if (flags.json) {
    const items = rows.map(({ name, description: { architecture: { input, classes }, text, params, multiplyAdds } }) => ({ name, input, classes, text, params, multiplyAdds }));
    return printJson({ items });
  }
  print(costTable(rows));
}

function describe(source: string | undefined, flags: ArchFlags): void {
  const description = described(adaptToFlags(findArchitecture(source).architecture, flags), flags);
  if (flags.json) return printJson({ name: source, ...description });
  printDescription(description);
}

function scale(source: string | undefined, flags: ArchFlags): void {
  const base = adaptToFlags(findArchitecture(source).architecture, { classes: flags.classes });
  const { architecture, coefficients } = scaleArchitecture(base, scalingOf(flags));
  const description = described(architecture, flags);
  if (flags.out !== undefined) save(String(flags.out), architecture);
  if (flags.json) return printJson({ name: source, coefficients, ...description });
  print(`${pc.bold(coefficientsLine(coefficients))} of ${source}\n`);
  printDescription(description);
}

function family(source: string | undefined, flags: ArchFlags): void {
  const members = sizeFamily(adaptToFlags(findArchitecture(source).architecture, flags), scalingRulesOf(flags))
    .map(({ size, coefficients, architecture }) => ({ size, coefficients, ...described(architecture, flags) }));
  if (flags.json) return printJson({ name: source, members });
  print(costTable(members.map(({ size, ...description }) => ({ name: size, description }))));
  for (const { size, coefficients, text } of members) print(`\n${pc.bold(size)}: ${coefficientsLine(coefficients)}\n${text}`);
}

function described(architecture: Architecture, flags: ArchFlags): ArchitectureDescription {
  const batchSize = numberOf('--batch-size', flags.batchSize);
  return describeArchitecture(architecture, batchSize === undefined ? {} : { batchSize });
}

function printDescription(description: ArchitectureDescription): void {
  print(`${description.text}\n`);
  print(partTable(description));
}

function save(file: string, architecture: Architecture): void {
  try {
    writeFileSync(file, `${JSON.stringify(architecture, null, 2)}\n`);
  } catch (cause) {
    throw new StrideError('CONFIG_INVALID', `${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}

function print(text: string): void {
  console.log(text);
}

function printJson(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
