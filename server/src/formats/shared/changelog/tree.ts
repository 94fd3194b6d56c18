import { readXml, wordsIn, type XmlElement } from '../../../syntax/xml';
import { mergedPairs, readYaml, type YamlNode, type YamlScalar } from '../../../syntax/yaml';
import type { Problem } from '../../../model/facts';
import type { Span } from '../../../text/span';

/** A part of a Liquibase changelog, whichever language it is written in: `<column name="id"/>`, `- column: {name: id}`. */
export interface Item {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly values: ReadonlyMap<string, Value>;
  readonly items: readonly Item[];
  /** What stands between its tags, or as its text. */
  readonly text: Words | null;
}

export interface Value {
  readonly text: string;
  /** The characters of the value in the file. */
  readonly span: Span;
}

/** A text that stands in the file, character by character but for what escapes it. */
export interface Words {
  /** As long as `span`, so that offsets stay. */
  readonly text: string;
  readonly span: Span;
  /** Whether an escape made it another text, so that not every character is as it will be. */
  readonly escaped: boolean;
}

export interface Changelog {
  /** `databaseChangeLog` with what is in it; null if the file holds none. */
  readonly root: Item | null;
  readonly problems: readonly Problem[];
  readonly comments: readonly Span[];
}

const ROOT = 'databaseChangeLog';
const MAX_DEPTH = 60;

/** What tells a changelog from other files of its kind, looked for in the first characters. */
export function isChangelog(path: string, head: string): boolean {
  if (/\.xml$/i.test(path)) return /<(?:\w+:)?databaseChangeLog\b/.test(head);
  if (/\.json$/i.test(path)) return /"databaseChangeLog"\s*:/.test(head);
  return /^\s*databaseChangeLog\s*:/m.test(head);
}

/** Reads a changelog by its ending; anything but `.xml` is YAML. */
export function readChangelog(path: string, text: string): Changelog {
  if (/\.xml$/i.test(path)) {
    const { root, problems, comments } = readXml(text);
    return { root: root?.name === ROOT ? fromXml(text, root) : null, problems, comments };
  }
  // Liquibase reads JSON as the YAML that it is.
  const tree = readYaml(text);
  const pair = mergedPairs(tree.root).find(p => p.key.text === ROOT);
  const root = pair ? fromYaml(text, pair.key, pair.value, 0) : null;
  return { root, problems: tree.problems.filter(p => p.rule === 'yaml-syntax'), comments: tree.comments };
}

function fromXml(text: string, element: XmlElement): Item {
  const { name, nameSpan, span, content } = element;
  const values = new Map<string, Value>();
  for (const a of element.attributes) if (!values.has(a.name)) values.set(a.name, { text: a.value, span: a.span });
  const items = element.children.flatMap(c => (c.kind === 'element' ? [fromXml(text, c)] : []));
  const words = element.children.some(c => c.kind === 'text') ? wordsIn(text, element) : '';
  return { name, nameSpan, span, values, items, text: words.trim() === '' ? null : { text: words, span: content, escaped: false } };
}

/** Keys whose lists belong to what holds them. */
const LISTS: ReadonlySet<string> = new Set(['changes', 'columns', ROOT]);

function fromYaml(text: string, key: YamlScalar, value: YamlNode | null, depth: number): Item {
  const values = new Map<string, Value>();
  const items: Item[] = [];
  fill(text, value, values, items, depth);
  const end = Math.max(key.span.end, value?.span.end ?? 0);
  const whole = { start: Math.min(key.span.start, end), end };
  return { name: key.text, nameSpan: key.content, span: value && value.span.start < key.span.start ? key.span : whole, values, items, text: value?.kind === 'scalar' ? wordsOf(text, value) : null };
}

function fill(text: string, node: YamlNode | null, values: Map<string, Value>, items: Item[], depth: number): void {
  if (depth > MAX_DEPTH || node === null || node.kind === 'scalar') return;
  if (node.kind === 'seq') {
    for (const item of node.items) fill(text, item.value, values, items, depth + 1);
    return;
  }
  for (const { key, value } of mergedPairs(node)) {
    if (value?.kind === 'seq' && LISTS.has(key.text)) fill(text, value, values, items, depth + 1);
    else if (value?.kind === 'scalar') {
      if (!values.has(key.text)) values.set(key.text, { text: value.text, span: value.content });
      items.push({ name: key.text, nameSpan: key.content, span: key.span, values: new Map(), items: [], text: wordsOf(text, value) });
    } else items.push(fromYaml(text, key, value, depth + 1));
  }
}

/** A scalar as text of the same length as it has in the file: escapes are replaced by their character and blanks. */
function wordsOf(text: string, node: YamlScalar): Words {
  const { start, end } = node.content;
  const raw = text.slice(start, end);
  if (node.style === 'single') return { text: raw.replace(/''/g, " '"), span: node.content, escaped: raw.includes("''") };
  if (node.style !== 'double' || !raw.includes('\\')) return { text: raw, span: node.content, escaped: false };
  let open = false;
  const plain = raw.replace(/\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r?\n|[^\r\n])/g, escape => {
    const c = escape[1]!;
    if (c === 'n' || c === 'r') return ' \n';
    if (c === 't') return '  ';
    // A quoted name keeps its quotes close, so that its blanks fall outside.
    if (c === '"') return (open = !open) ? ' "' : '" ';
    return c === 'u' ? String.fromCharCode(Number.parseInt(escape.slice(2), 16)).padEnd(escape.length) : escape.length === 2 ? `${c} ` : escape.replace(/[^\n]/g, ' ');
  });
  return { text: plain, span: node.content, escaped: /\\[^nrt"]/.test(raw) };
}

/** A value of an item; null if it is not given. */
export function valueIn(item: Item, name: string): Value | null {
  return item.values.get(name) ?? null;
}

/** Whether a flag is set: `true` in any case. Null if it is not given or decided by a parameter. */
export function flagIn(item: Item, name: string): boolean | null {
  const text = item.values.get(name)?.text.trim().toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : null;
}

