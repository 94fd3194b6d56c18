import type { Path } from '../model/facts';
import type { Span } from '../text/span';
import { readJson } from './json';
import { readToml } from './toml';
import { asPair, type YamlContext, type YamlItem, type YamlMap, type YamlNode, type YamlPair, type YamlScalar } from './yaml';

/** What may be typed at a cursor in JSON or TOML that need not be finished; as for YAML. */
export type TypingContext = Pick<YamlContext, 'path' | 'expects' | 'siblings' | 'replace' | 'quote' | 'colon'>;

/** Words that no file holds: they stand where the cursor is, and show up somewhere in the tree. TOML's bare keys take no other letters. */
const MARK = '\ue0f3';
const BARE_MARK = 'cursor-of-pipewright-0f3';

/** Where a cursor is in JSON: the text is read with a mark in its place. `offset` in UTF-16 units from 0. */
export function jsonContextAt(text: string, offset: number): TypingContext {
  const cursor = Math.min(Math.max(offset, 0), text.length);
  const { root, comments } = readJson(text.slice(0, cursor) + MARK + text.slice(cursor));
  if (comments.some(c => c.start < cursor && cursor < c.end)) return nothing(cursor);
  const found = root ? find(root, MARK, []) : null;
  return found ? contextOf(found, text, cursor, MARK, /^\s*:/) : nothing(cursor);
}

/** Where a cursor is in TOML. A line with nothing but the beginning of a key is one in the making. */
export function tomlContextAt(text: string, offset: number): TypingContext {
  const cursor = Math.min(Math.max(offset, 0), text.length);
  const left = text.slice(text.lastIndexOf('\n', cursor - 1) + 1, cursor);
  const right = /^[^\r\n]*/.exec(text.slice(cursor))![0];
  const alone = /^\s*[\w.-]*$/.test(left) && !/[=\w]/.test(right);
  const tail = alone ? ' = 0' : /^\s*\[+[^\]]*$/.test(left) && !right.includes(']') && !left.includes('=') ? (left.includes('[[') ? ']]' : ']') : '';
  const { root, comments } = readToml(text.slice(0, cursor) + BARE_MARK + tail + text.slice(cursor));
  if (comments.some(c => c.start < cursor && cursor <= c.end)) return nothing(cursor);
  const found = root ? find(root, BARE_MARK, []) : null;
  if (!found) return nothing(cursor);
  // In a header the key stands alone.
  const header = found.part === 'key' && /^\s*\[/.test(left) && !left.includes('=');
  return { ...contextOf(found, text, cursor, BARE_MARK, /^\s*[=.]/), ...(header ? { colon: true } : {}) };
}

interface Found {
  readonly scalar: YamlScalar;
  readonly path: Path;
  readonly parent: YamlMap | null;
  readonly entry: YamlPair | null;
  readonly part: 'key' | 'value';
}

/** The scalar that holds the mark. Tables of TOML are scattered over the file, so all of the tree is looked at. */
function find(node: YamlNode, mark: string, path: Path): Found | null {
  if (node.kind === 'scalar') return node.text.includes(mark) ? { scalar: node, path, parent: null, entry: null, part: 'value' } : null;
  const entries: readonly (YamlPair | YamlItem)[] = node.kind === 'map' ? node.pairs : node.items;
  for (const [i, entry] of entries.entries()) {
    const pair = asPair(entry);
    if (pair?.key.text.includes(mark)) return { scalar: pair.key, path, parent: node as YamlMap, entry: pair, part: 'key' };
    const found = entry.value ? find(entry.value, mark, [...path, pair ? pair.key.text : i]) : null;
    if (found) return found;
  }
  return null;
}

function contextOf({ scalar, path, parent, entry, part }: Found, text: string, cursor: number, mark: string, follows: RegExp): TypingContext {
  const start = Math.min(scalar.span.start, cursor);
  let end = Math.max(cursor, scalar.span.end - mark.length);
  const first = text[start];
  const quote = (first === '"' || first === '\'') && start < cursor ? first : '';
  // A text that is not closed yet runs to the end of its line: only what is a word belongs to it.
  if (quote !== '' && !(end > cursor && text[end - 1] === quote)) end = cursor + /^[\w.-]*/.exec(text.slice(cursor))![0].length;
  const replace: Span = { start, end };
  if (part === 'value') return { path, expects: 'value', siblings: [], replace, quote, colon: false };
  return { path, expects: 'key', siblings: parent!.pairs.filter(p => p !== entry).map(p => p.key.text), replace, quote, colon: follows.test(text.slice(end)) };
}

function nothing(cursor: number): TypingContext {
  return { path: [], expects: 'none', siblings: [], replace: { start: cursor, end: cursor }, quote: '', colon: false };
}
