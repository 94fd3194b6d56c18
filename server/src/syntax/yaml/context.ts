import type { Path } from '../../model/facts';
import type { Span } from '../../text/span';
import { endOfLine, lineStart } from './layout';
import { asPair } from './locate';
import { readYaml } from './read';
import type { YamlItem, YamlMap, YamlNode, YamlPair, YamlScalar, YamlSeq } from './tree';

/** What may be typed at a cursor in YAML that need not be finished. */
export interface YamlContext {
  /** Of a key: the mapping it is for. Of a value: the key or index it is for. */
  readonly path: Path;
  /** `either`: the place of a whole value on a line of its own or behind a dash, where a mapping's first key can stand too. `none`: in a comment or a block of text. */
  readonly expects: 'key' | 'value' | 'either' | 'none';
  /** The other keys of the mapping, where a key can stand. */
  readonly siblings: readonly string[];
  /** What a completion replaces: the key or value the cursor is in, with its quotes. */
  readonly replace: Span;
  /** What stands before the cursor in it, without the opening quote. */
  readonly partial: string;
  /** The quote it starts with, '' if none. */
  readonly quote: '' | '"' | "'";
  /** Whether the cursor is within `[…]` or `{…}`. */
  readonly flow: boolean;
  /** Whether a colon follows the key already. */
  readonly colon: boolean;
  /** What has to be put before the completion for it to count: a space behind `key:`, `- ` in a list. */
  readonly before: '' | ' ' | '- ';
}

/** A character that no file holds: it stands where the cursor is, and shows up somewhere in the tree. */
const MARK = '\ue0f3';

/** Where a cursor is: read with a mark in its place, so that it holds wherever the reader finds its way through half-typed text. */
export function contextAt(text: string, offset: number): YamlContext {
  const cursor = Math.min(Math.max(offset, 0), text.length);
  const none: YamlContext = { path: [], expects: 'none', siblings: [], replace: { start: cursor, end: cursor }, partial: '', quote: '', flow: false, colon: false, before: '' };
  const start = lineStart(text, cursor);
  const left = text.slice(start, cursor);
  const right = text.slice(cursor, endOfLine(text, cursor));
  if (left.trim() === '' && /^\s+\S/.test(right)) return none;
  const space = /(?:^|[\s\w"')\]}])[:-]$/.test(left) && (right.trim() === '' || /^\s/.test(right)) ? ' ' : '';
  for (const tail of right.trim() === '' && space === '' ? ['', ':'] : ['']) {
    const marked = text.slice(0, cursor) + space + MARK + tail + text.slice(cursor);
    const { root, comments } = readYaml(marked);
    const at = cursor + space.length;
    if (comments.some(c => c.start < at && at < c.end)) return none;
    const found = root ? find(root, at, [], null) : null;
    if (found) return contextOf(found, text, cursor, marked, space, tail);
  }
  return none;
}

interface Found {
  readonly scalar: YamlScalar;
  readonly path: Path;
  readonly parent: YamlMap | YamlSeq | null;
  readonly entry: YamlPair | YamlItem | null;
  readonly part: 'key' | 'value';
}

/** The scalar over `offset`, with what is around it. */
function find(node: YamlNode, offset: number, path: Path, around: { parent: YamlMap | YamlSeq; entry: YamlPair | YamlItem } | null): Found | null {
  if (offset < node.span.start || offset > node.span.end) return null;
  if (node.kind === 'scalar') return node.text.includes(MARK) ? { scalar: node, path, parent: around?.parent ?? null, entry: around?.entry ?? null, part: 'value' } : null;
  const entries: readonly (YamlPair | YamlItem)[] = node.kind === 'map' ? node.pairs : node.items;
  for (const [i, entry] of entries.entries()) {
    const pair = asPair(entry);
    if (pair?.key.text.includes(MARK)) return { scalar: pair.key, path, parent: node, entry, part: 'key' };
    const found = entry.value && !entry.aliasSpan ? find(entry.value, offset, [...path, pair ? pair.key.text : i], { parent: node, entry }) : null;
    if (found) return found;
  }
  return null;
}

function contextOf(found: Found, text: string, cursor: number, marked: string, space: string, tail: string): YamlContext {
  const { scalar, parent, entry, part } = found;
  const flow = parent?.flow === true;
  const source = marked.slice(scalar.span.start, scalar.span.end);
  const quote = source[0] === '"' || source[0] === "'" ? source[0] : '';
  const start = Math.min(scalar.span.start, cursor);
  const end = Math.max(cursor, scalar.span.end - MARK.length - space.length);
  const partial = text.slice(start + quote.length, cursor);
  const common = { replace: { start, end }, partial, quote: quote as '' | '"' | "'", flow };
  if (scalar.style === 'literal' || scalar.style === 'folded' || /[\r\n]/.test(text.slice(start, cursor))) return { path: found.path, expects: 'none', siblings: [], ...common, colon: false, before: '' };
  if (part === 'key') {
    const map = parent as YamlMap;
    const siblings = map.pairs.filter(p => p !== entry).map(p => p.key.text);
    const colon = tail === '' && entry!.span.end > scalar.span.end && marked.slice(scalar.span.end).trimStart().startsWith(':');
    const dash = tail !== '' && map.pairs.length === 1 && typeof found.path.at(-1) === 'number' && !text.slice(lineStart(text, start), start).includes('-') && !flow;
    return { path: found.path, expects: 'key', siblings, ...common, colon, before: dash ? '- ' : '' };
  }
  const pair = asPair(entry);
  const own = !pair || text.slice(pair.key.span.start, start).includes('\n');
  return { path: found.path, expects: own && !flow ? 'either' : 'value', siblings: [], ...common, colon: false, before: space === '' ? '' : ' ' };
}
