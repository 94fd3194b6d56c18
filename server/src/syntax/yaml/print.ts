import type { Json } from '../../model/key';
import { readYaml } from './read';
import { coreValue, isTimestamp, plainValue } from './scalars';
import type { YamlDocument, YamlNode } from './tree';

/** How a file writes YAML: new lines look like the old ones. */
export interface YamlStyle {
  /** Spaces a nested mapping is indented by. */
  readonly step: number;
  /** Spaces between the column of a key and the dashes of its list. */
  readonly list: number;
  /** From a dash to what stands behind it, 2 for `- x`. */
  readonly dash: number;
  readonly quote: '"' | "'";
  readonly eol: '\n' | '\r\n';
  /** Whether text of several lines becomes a literal block (the default) or a quoted string. */
  readonly blocks?: boolean;
}

export const PLAIN_STYLE: YamlStyle = { step: 2, list: 2, dash: 2, quote: '"', eol: '\n' };

/** The style that most of a file has. */
export function styleOf(text: string, document: YamlDocument): YamlStyle {
  const steps = new Map<number, number>();
  const lists = new Map<number, number>();
  const dashes = new Map<number, number>();
  let [single, double] = [0, 0];
  const seen = new Set<YamlNode>();
  const walk = (node: YamlNode | null, parent: number, kind: 'map' | 'seq' | null): void => {
    if (!node || seen.has(node)) return;
    if (node.kind === 'scalar') {
      if (node.style === 'single') single++;
      else if (node.style === 'double') double++;
      return;
    }
    seen.add(node);
    if (!node.flow) {
      const by = node.indent - parent;
      if (kind === 'map') count(node.kind === 'map' ? steps : lists, by);
      else if (kind === 'seq' && node.kind === 'map' && by < 9) count(dashes, by);
    }
    const next = node.flow ? null : node.kind;
    if (node.kind === 'seq') for (const item of node.items) walk(item.value, node.indent, next);
    else
      for (const pair of node.pairs) {
        walk(pair.key, node.indent, next);
        walk(pair.value, node.indent, next);
      }
  };
  walk(document.root, 0, null);
  const list = most(lists) ?? most(steps) ?? 2;
  const step = most(steps) ?? (list > 0 ? list : 2);
  return { step: Math.max(1, step), list: Math.max(0, list), dash: Math.max(2, most(dashes) ?? 2), quote: single > double ? "'" : '"', eol: /\r\n/.test(text) ? '\r\n' : '\n' };
}

function count(tally: Map<number, number>, value: number): void {
  tally.set(value, (tally.get(value) ?? 0) + 1);
}

function most(tally: Map<number, number>): number | null {
  let best: number | null = null;
  for (const [value, times] of tally) if (best === null || times > tally.get(best)!) best = value;
  return best;
}

/** Plain JSON as block YAML, every line indented by `indent` columns, without a line break at the end. */
export function printYaml(value: Json, indent = 0, style: YamlStyle = PLAIN_STYLE): string {
  const pad = ' '.repeat(indent);
  const lines = isList(value) && value.length > 0 ? listLines(value, indent, style) : isMap(value) && Object.keys(value).length > 0 ? mapLines(value, indent, style) : [pad + inline(value, style, false)];
  return lines.join(style.eol);
}

function mapLines(value: { readonly [name: string]: Json }, indent: number, style: YamlStyle): string[] {
  return Object.entries(value).flatMap(([name, inner]) => pairLines(name, inner, indent, style));
}

function listLines(value: readonly Json[], indent: number, style: YamlStyle): string[] {
  return value.flatMap(inner => itemLines(inner, indent, style));
}

/** The lines of `name: value` at column `indent`. */
export function pairLines(name: string, value: Json, indent: number, style: YamlStyle): string[] {
  const head = `${' '.repeat(indent)}${keyText(name, style)}:`;
  if (value === null) return [head];
  if (style.blocks !== false && isBlockText(value)) return textLines(`${head} `, value, indent + style.step);
  if (isList(value) && value.length > 0) return [head, ...listLines(value, indent + style.list, style)];
  if (isMap(value) && Object.keys(value).length > 0) return [head, ...mapLines(value, indent + style.step, style)];
  return [`${head} ${inline(value, style, false)}`];
}

/** The lines of `- value` whose dash is in column `indent`. */
export function itemLines(value: Json, indent: number, style: YamlStyle): string[] {
  const head = `${' '.repeat(indent)}-${' '.repeat(style.dash - 1)}`;
  if (value === null) return [head.trimEnd()];
  if (style.blocks !== false && isBlockText(value)) return textLines(head, value, indent + style.dash);
  const inner = indent + style.dash;
  let lines: string[] | null = null;
  if (isMap(value) && Object.keys(value).length > 0) lines = mapLines(value, inner, style);
  else if (isList(value) && value.length > 0) lines = listLines(value, inner, style);
  if (lines) return [head + lines[0]!.slice(inner), ...lines.slice(1)];
  return [head + inline(value, style, false)];
}

export function isBlockText(value: Json): value is string {
  if (typeof value !== 'string' || !value.includes('\n') || value.endsWith('\n\n')) return false;
  return /^[^\s]/.test(value) && !UNPRINTABLE.test(value) && !/\r/.test(value);
}

function textLines(head: string, value: string, indent: number): string[] {
  const whole = value.endsWith('\n');
  const pad = ' '.repeat(Math.max(indent, 1));
  const body = (whole ? value.slice(0, -1) : value).split('\n').map(line => (line === '' ? '' : pad + line));
  return [`${head}|${whole ? '' : '-'}`, ...body];
}

/** Plain JSON on one line; collections in brackets. */
export function printFlow(value: Json, style: YamlStyle): string {
  if (isList(value)) return `[${value.map(v => printFlow(v, style)).join(', ')}]`;
  if (isMap(value)) {
    const parts = Object.entries(value).map(([name, inner]) => `${scalarText(name, style, true)}: ${printFlow(inner, style)}`);
    return `{${parts.join(', ')}}`;
  }
  return inline(value, style, true);
}

function inline(value: Json, style: YamlStyle, flow: boolean): string {
  if (typeof value === 'string') return scalarText(value, style, flow);
  if (typeof value === 'number') return numberText(value);
  if (isList(value) || isMap(value)) return printFlow(value, style);
  return String(value);
}

/** A key, quoted where it must be. */
export function keyText(name: string, style: YamlStyle): string {
  return scalarText(name, style, false);
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value < 0 ? '-.inf' : '.inf';
  const text = String(value);
  // PyYAML knows a float by its dot and by the sign of its exponent.
  return plainValue(text) === value ? text : text.replace(/^(-?\d+)(e)/, '$1.0$2');
}

// Characters that only double quotes with escapes can hold.
const UNPRINTABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;
const SIMPLE = /^[A-Za-z_][\w./+-]*(?: [\w./+-]+)*$/;

/** A string as a scalar on one line: unquoted if every reader gives back that string, else in the quotes the text allows. */
export function scalarText(text: string, style: YamlStyle, flow: boolean): string {
  return isPlainSafe(text, flow) ? text : quoteScalar(text, style.quote);
}

function isPlainSafe(text: string, flow: boolean): boolean {
  if (plainValue(text) !== text || coreValue(text) !== text || isTimestamp(text)) return false;
  if (text === '<<' || text === '=') return false;
  if (SIMPLE.test(text)) return true;
  if (text.length > 1000 || /[\n\r\t]/.test(text) || UNPRINTABLE.test(text) || text.includes('{{')) return false;
  // Whatever else the rules say, the reader knows: as a value, and as a key.
  const source = flow ? `[${text}, x]` : `${text}: ${text}`;
  const { root, problems } = readYaml(source);
  if (problems.length > 0 || !root || root.kind === 'scalar') return false;
  const value = root.kind === 'seq' ? (root.items.length === 2 ? root.items[0]!.value : null) : root.pairs.length === 1 && root.pairs[0]!.key.text === text ? root.pairs[0]!.value : null;
  return value?.kind === 'scalar' && value.style === 'plain' && value.text === text && value.alias === null && value.tag === null && value.anchor === null;
}

/** A string in quotes: the wanted ones unless the text reads better in the others, or needs the escapes of double quotes. */
export function quoteScalar(text: string, quote: '"' | "'" = '"'): string {
  const escapes = /[\n\r\t]/.test(text) || UNPRINTABLE.test(text);
  const awkward = quote === '"' ? /["\\]/.test(text) && !text.includes("'") : text.includes("'") && !/["\\]/.test(text);
  const chosen = escapes ? '"' : awkward ? (quote === '"' ? "'" : '"') : quote;
  if (chosen === "'") return `'${text.replaceAll("'", "''")}'`;
  return `"${text.replace(/["\\\n\r\t]|[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, escapeOf)}"`;
}

function escapeOf(char: string): string {
  const short = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }[char];
  return short ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isMap(value: Json): value is { readonly [name: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
