import { writeFileSync } from 'node:fs';
import type { CAC, Command } from 'cac';
import {
  describeArchitecture, REFERENCE_ARCHITECTURES, scaleArchitecture, sizeFamily, StrideError, type Architecture, type ArchitectureDescription,
} from '@stride/core';
import { numberOf, scalingOf, scalingRulesOf, type ArchFlags } from '../arch/flags.js';
import { adaptToFlags, findArchitecture } from '../arch/source.js';
import { coefficientsLine, costTable, partTable } from '../arch/tables.js';
import { colors } from '../output/colors.js';
import { print, printJson } from '../output/print.js';

/** `stride arch list | describe | scale | family`. */
export function registerArch(cli: CAC): void {
  cli
    .command('arch list', 'Published networks and what they cost')
    .option('--json', JSON_HELP)
    .example('  stride arch list')
    .action(list);
  withImages(cli.command('arch describe <name|file>', 'What a network costs, part by part'))
    .example('  stride arch describe winner.json')
    .example('  stride arch describe efficientnetv2-s --image-size 300 --classes 10')
    .action(describe);
  withRules(withImages(cli.command('arch scale <name|file>', 'A larger or smaller form of a network')))
    .option('--width <x>', 'Multiple of the channels')
    .option('--depth <x>', 'Multiple of the layers')
    .option('--resolution <x>', 'Multiple of the image size')
    .option('--phi <x>', 'Depth 1.2^x, width 1.1^x, resolution 1.15^x')
    .option('--params <n>', 'To this many parameters within 5 %, such as 10M')
    .option('--multiply-adds <n>', 'To this many multiply-adds within 5 %, such as 1.5G')
    .option('--out <file>', 'Write the architecture to this file')
    .example('  stride arch scale winner.json --params 500k --out larger.json')
    .example('  stride arch scale efficientnetv2-b0 --width 1.2 --depth 1.4')
    .action(scale);
  withRules(withImages(cli.command('arch family <name|file>', 'Sizes S, M and L of a network')))
    .example('  stride arch family winner.json')
    .action(family);
}

const JSON_HELP = 'Print one JSON object on stdout';

function withImages(command: Command): Command {
  return command
    .option('--json', JSON_HELP)
    .option('--image-size <n>', 'Height of the images in pixels; the width keeps the proportion')
    .option('--classes <n>', 'Classes of the classifier')
    .option('--batch-size <n>', 'Images that the activation memory is for; default 1');
}

function withRules(command: Command): Command {
  return command
    .option('--method <name>', 'compound, or nonuniform with more layers late and images of 480 pixels at most')
    .option('--max-image-size <n>', 'Images grow no further; "none" for no limit. A family keeps images below 64 pixels unless this is said')
    .option('--multiple-of <n>', 'Of channels; default 8')
    .option('--min-channels <n>', 'The fewest that rounding gives; default 8')
    .option('--keep-ninety-percent', 'Round up where the nearest multiple loses more than a tenth, as EfficientNet V1 does');
}

function list(flags: ArchFlags): void {
  const rows = REFERENCE_ARCHITECTURES.map(({ name, architecture }) => ({ name, description: describeArchitecture(architecture) }));
  if (flags.json) {
    const items = rows.map(({ name, description: { architecture: { input, classes }, text, params, multiplyAdds } }) => ({ name, input, classes, text, params, multiplyAdds }));
    return printJson({ items });
  }
  print(costTable(rows));
}

function describe(source: string, flags: ArchFlags): void {
  const description = described(adaptToFlags(findArchitecture(source).architecture, flags), flags);
  if (flags.json) return printJson({ name: source, ...description });
  printDescription(description);
}

function scale(source: string, flags: ArchFlags): void {
  const base = adaptToFlags(findArchitecture(source).architecture, { classes: flags.classes });
  const { architecture, coefficients } = scaleArchitecture(base, scalingOf(flags));
  const description = described(architecture, flags);
  if (flags.out !== undefined) save(String(flags.out), architecture);
  if (flags.json) return printJson({ name: source, coefficients, ...description });
  print(`${colors.bold(coefficientsLine(coefficients))} of ${source}\n`);
  printDescription(description);
}

function family(source: string, flags: ArchFlags): void {
  const members = sizeFamily(adaptToFlags(findArchitecture(source).architecture, flags), scalingRulesOf(flags))
    .map(({ size, coefficients, architecture }) => ({ size, coefficients, ...described(architecture, flags) }));
  if (flags.json) return printJson({ name: source, members });
  print(costTable(members.map(({ size, ...description }) => ({ name: size, description }))));
  for (const { size, coefficients, text } of members) print(`\n${colors.bold(size)}: ${coefficientsLine(coefficients)}\n${text}`);
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
