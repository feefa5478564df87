/**
 * Reads the part of Prisma's schema language that schema.prisma uses, and says what PostgreSQL should have for it. For
 * tests: Prisma's own comparison needs its schema engine, which is not to be had offline. What it does not know throws.
 */

export interface PrismaSchema {
  readonly enums: string[];
  readonly columns: string[];
  readonly indexes: string[];
  readonly foreignKeys: string[];
}

const TYPES: Record<string, string> = {
  String: 'text', Int: 'integer', BigInt: 'bigint', Float: 'double precision', Json: 'jsonb', Boolean: 'boolean',
};

export function readPrismaSchema(text: string): PrismaSchema {
  const result: PrismaSchema = { enums: [], columns: [], indexes: [], foreignKeys: [] };
  const blocks = [...text.matchAll(/^(enum|model) (\w+) \{\n([^]*?)^\}/gm)]
    .map(([, kind, name, body]) => ({ kind, name: name!, lines: body!.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('//')) }));
  const enums = new Set(blocks.filter(({ kind }) => kind === 'enum').map(({ name }) => name));
  const models = new Set(blocks.filter(({ kind }) => kind === 'model').map(({ name }) => name));
  for (const { kind, name, lines } of blocks) {
    if (kind === 'enum') {
      result.enums.push(`${name} = ${lines.join(', ')}`);
      continue;
    }
    for (const line of lines) {
      if (line.startsWith('@@')) readBlockAttribute(line, name, result);
      else readField(line, name, { enums, models }, result);
    }
  }
  for (const list of Object.values(result) as string[][]) list.sort();
  return result;
}

function readField(line: string, model: string, known: { enums: Set<string>; models: Set<string> }, result: PrismaSchema): void {
  const [, field, type, mark, rest] = /^(\w+)\s+(\w+)(\[\]|\?)?\s*(.*)$/.exec(line) ?? fail(line);
  if (known.models.has(type!)) {
    const relation = /@relation\(fields: \[(\w+)\], references: \[(\w+)\], onDelete: Cascade\)/.exec(rest!);
    if (relation) result.foreignKeys.push(`${model} FOREIGN KEY ("${relation[1]}") REFERENCES "${type}"(${relation[2]}) ON UPDATE CASCADE ON DELETE CASCADE`);
    else if (mark !== '[]') fail(line);
    return;
  }
  const isEnum = known.enums.has(type!);
  result.columns.push(`${model}.${field} ${columnType(type!, rest!, isEnum, line)}${mark === '?' ? '' : ' NOT NULL'}${defaultOf(rest!, type!, isEnum, model, field!)}`);
  if (/@id\b/.test(rest!)) result.indexes.push(`${model} ${model}_pkey PRIMARY (${field})`);
  if (/@unique\b/.test(rest!)) result.indexes.push(`${model} ${model}_${field}_key UNIQUE (${field})`);
}

function columnType(type: string, rest: string, isEnum: boolean, line: string): string {
  if (isEnum) return `"${type}"`;
  if (rest.includes('@db.Uuid')) return 'uuid';
  if (/@db\.Json\b/.test(rest)) return 'json';
  const precision = /@db\.Timestamptz\((\d)\)/.exec(rest);
  if (precision) return `timestamp(${precision[1]}) with time zone`;
  if (rest.includes('@db.')) fail(line);
  return TYPES[type] ?? fail(line);
}

function defaultOf(rest: string, type: string, isEnum: boolean, model: string, field: string): string {
  const [, generated] = /@default\(dbgenerated\("(.*)"\)\)/.exec(rest) ?? [];
  if (generated !== undefined) return ` DEFAULT ${generated}`;
  const [, value] = /@default\((.*?\(?\)?)\)(?:\s|$)/.exec(rest) ?? [];
  if (value === undefined) return '';
  if (value === 'now()') return ' DEFAULT CURRENT_TIMESTAMP';
  if (value === 'autoincrement()') return ` DEFAULT nextval('"${model}_${field}_seq"'::regclass)`;
  return isEnum ? ` DEFAULT '${value}'::"${type}"` : ` DEFAULT ${value}`;
}

function readBlockAttribute(line: string, model: string, result: PrismaSchema): void {
  const [, kind, list] = /^@@(id|unique|index)\(\[([\w, ]+)\]\)$/.exec(line) ?? fail(line);
  const fields = list!.split(/,\s*/);
  const columns = `(${fields.join(', ')})`;
  if (kind === 'id') result.indexes.push(`${model} ${model}_pkey PRIMARY ${columns}`);
  else if (kind === 'unique') result.indexes.push(`${model} ${model}_${fields.join('_')}_key UNIQUE ${columns}`);
  else result.indexes.push(`${model} ${model}_${fields.join('_')}_idx ${columns}`);
}

function fail(line: string): never {
  throw new Error(`This test helper does not know what ${JSON.stringify(line)} means to PostgreSQL; teach it`);
}
