import fc from 'fast-check';
import type { Json } from '../../server/src/model/key';

/** A value with a YAML text for it, in one of the many ways people write it. */
export interface Sample {
  readonly text: string;
  readonly value: Json;
}

/** Runs of a property: more with PROPERTY_RUNS, to look for the rare ones. */
export const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 300);

type Choose = (most: number) => number;

interface Layout {
  readonly step: number;
  readonly list: number;
  readonly dash: number;
  readonly eol: string;
  readonly comments: boolean;
  readonly blanks: boolean;
  readonly flow: number;
}

const WORDS = ['orders', 'id', 'customer id', 'a-b', 'x_1', 'Ünïcode', 'see #4', 'http://x.y/z?a=b', 'it\'s', 'say "hi"', 'C:\\dir', '{{ ref("a") }}', 'yes', '12', '', ' padded ', 'a: b', '# no', '- x', '1e3', '2024-01-01', 'null', '*', '&a', '[x]', 'long text that goes on for a while, with words and more words'];
const KEYS = ['name', 'description', 'columns', 'meta', 'config', 'tags', 'a b', 'x-y', '+enabled', 'on', '12', 'it\'s', 'data_tests'];

const scalarArb: fc.Arbitrary<Json> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...WORDS) },
  fc.constantFrom('line one\nline two\n', 'one\n\ntwo', 'trailing\n', 'a\n  b\nc'),
  fc.integer({ min: -1000, max: 100000 }),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(1.5, 0.25, -3.75),
  fc.string({ unit: 'grapheme', maxLength: 12 }).map(s => s.replace(/\p{Surrogate}/gu, '')),
);

export const jsonArb: fc.Arbitrary<Json> = fc.letrec<{ node: Json; map: Json; list: Json }>(tie => ({
  node: fc.oneof({ maxDepth: 4, depthIdentifier: 'json' }, scalarArb, tie('map'), tie('list')),
  map: fc.dictionary(fc.constantFrom(...KEYS), tie('node'), { maxKeys: 4, depthIdentifier: 'json' }),
  list: fc.array(tie('node'), { maxLength: 4, depthIdentifier: 'json' }),
})).node;

export const mapArb: fc.Arbitrary<{ readonly [name: string]: Json }> = fc.dictionary(fc.constantFrom(...KEYS), jsonArb, { minKeys: 1, maxKeys: 5 });

const layoutArb: fc.Arbitrary<Layout> = fc.record({
  step: fc.constantFrom(2, 4, 3, 1),
  list: fc.constantFrom(0, 2, 4),
  dash: fc.constantFrom(2, 2, 4),
  eol: fc.constantFrom('\n', '\n', '\r\n'),
  comments: fc.boolean(),
  blanks: fc.boolean(),
  flow: fc.constantFrom(0, 4, 2),
});

/** Block mappings at the root, as nearly all real files are. */
export const sampleArb: fc.Arbitrary<Sample> = fc.tuple(mapArb, layoutArb, fc.infiniteStream(fc.nat({ max: 1000 }))).map(([value, layout, stream]) => {
  const choose: Choose = most => (stream.next().value as number) % most;
  const lines = mapLines(value, 0, layout, choose);
  const head = choose(4) === 0 ? ['---'] : choose(4) === 0 ? ['# head', ''] : [];
  return { text: [...head, ...lines].join(layout.eol) + (choose(5) === 0 && !/^\s/.test(String(lines.at(-1))) ? '' : layout.eol), value };
});

const pad = (n: number): string => ' '.repeat(n);

function mapLines(value: { readonly [name: string]: Json }, indent: number, l: Layout, choose: Choose): string[] {
  const out: string[] = [];
  for (const [name, inner] of Object.entries(value)) {
    out.push(...between(indent, l, choose, out.length > 0));
    out.push(...entry(`${pad(indent)}${scalar(name, choose, false, true)}:`, inner, indent, l, choose, false));
  }
  return out;
}

function listLines(value: readonly Json[], indent: number, l: Layout, choose: Choose): string[] {
  const out: string[] = [];
  for (const inner of value) {
    out.push(...between(indent, l, choose, out.length > 0));
    out.push(...entry(`${pad(indent)}-`, inner, indent, l, choose, true));
  }
  return out;
}

function between(indent: number, l: Layout, choose: Choose, blank: boolean): string[] {
  const out: string[] = [];
  if (blank && l.blanks && choose(2) === 0) out.push('');
  if (l.comments && choose(4) === 0) out.push(`${pad(indent)}# comment ${choose(100)}`);
  return out;
}

function entry(head: string, value: Json, indent: number, l: Layout, choose: Choose, item: boolean): string[] {
  const tail = l.comments && choose(5) === 0 ? ` # tail ${choose(100)}` : '';
  const full = value !== null && typeof value === 'object' && Object.keys(value).length > 0;
  if (full && !(l.flow > 0 && choose(l.flow) === 0)) {
    const list = Array.isArray(value);
    if (item) {
      const column = indent + l.dash;
      const lines = list ? listLines(value as readonly Json[], column, l, choose) : mapLines(value as { [name: string]: Json }, column, l, choose);
      if (/^\s*(#|$)/.test(lines[0]!)) return [`${head}${tail}`, ...lines];
      return [head + pad(l.dash - 1) + lines[0]!.slice(column), ...lines.slice(1)];
    }
    const column = indent + (list ? l.list : l.step);
    return [`${head}${tail}`, ...(list ? listLines(value as readonly Json[], column, l, choose) : mapLines(value as { [name: string]: Json }, column, l, choose))];
  }
  if (value === null && choose(2) === 0) return [head + tail];
  const text = typeof value === 'string' ? block(value, indent, choose) : null;
  if (text) return [`${head} ${text[0]}${tail}`, ...text.slice(1)];
  const source = flow(value, choose, false, indent, l);
  const lines = source.split('\n');
  return [...lines.slice(0, -1).map((s, i) => (i === 0 ? `${head} ${s}` : s)), (lines.length > 1 ? '' : `${head} `) + lines.at(-1)! + tail];
}

function block(value: string, indent: number, choose: Choose): string[] | null {
  if (!/^[^\s]/.test(value) || /[\r\t]|\n\n$|[^\x20-\x7e\n]/.test(value) || choose(3) === 0) return null;
  if (!value.includes('\n') && choose(4) !== 0) return null;
  const lines = (value.endsWith('\n') ? value.slice(0, -1) : value).split('\n');
  const by = indent + 1 + choose(4);
  const folds = !value.includes('\n') || (lines.length === 1 && choose(2) === 0);
  const sign = folds ? '>' : '|';
  return [sign + (value.endsWith('\n') ? '' : '-'), ...lines.map(s => (s === '' ? '' : pad(by) + s))];
}

function flow(value: Json, choose: Choose, inside: boolean, indent: number, l: Layout): string {
  if (typeof value === 'string') return scalar(value, choose, inside, false);
  if (value === null) return ['null', '~', 'Null'][choose(3)]!;
  if (typeof value === 'boolean') return (value ? ['true', 'yes', 'On', 'TRUE'] : ['false', 'no', 'off', 'False'])[choose(4)]!;
  if (typeof value === 'number') return String(value);
  const many = l.flow === 2 && choose(3) === 0 ? `\n${pad(indent + 2)}` : '';
  if (Array.isArray(value)) return `[${many}${value.map(v => flow(v, choose, true, indent, l)).join(`,${many || ' '}`)}${value.length > 0 && choose(4) === 0 ? ',' : ''}]`;
  return `{${many}${Object.entries(value).map(([k, v]) => `${scalar(k, choose, true, true)}: ${flow(v, choose, true, indent, l)}`).join(`,${many || ' '}`)}}`;
}

const SAFE = /^[A-Za-z_Ü][\wÜïö./-]*(?: [\w./-]+)*$/;
const MEANING = /^(?:y|n|yes|no|on|off|true|false|null|~)$/i;

function scalar(text: string, choose: Choose, inside: boolean, key: boolean): string {
  if (SAFE.test(text) && !MEANING.test(text) && choose(3) !== 0) {
    return !key && !inside && text.includes(' ') && choose(3) === 0 ? text.replace(' ', `\n${pad(60)}`) : text;
  }
  if (choose(2) === 0 && !/[\n\r\t\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
