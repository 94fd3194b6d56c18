import type { Choice, Document, Expectation, Explanation, Word } from '../../model/format';
import { type HclBlock, type HclBody, type HclExpression, readHcl } from '../../syntax/hcl';
import { entry } from '../../text/entry';
import type { Span } from '../../text/span';
import { explainKey, keyWordsAt, textOfPage, valueWordsAt } from '../shared/pages';
import { addressKey } from './names';
import { terraformLink, terraformTypes } from './pages';

/** What our tables say about the argument, block or type of a resource under the cursor. `offset` in UTF-16 units from 0. */
export function explainTerraform({ text }: Document, offset: number): Explanation | null {
  for (const block of readHcl(text).body.blocks) {
    if (block.span.start > offset || offset > block.span.end) continue;
    const known = typeOf(block);
    if (!known) return null;
    const label = block.labels[0]!;
    if (inside(label.span, offset)) return explainKey(known.pages, '', label.span, known.link);
    const hit = keyIn(block.body, '', offset);
    return hit ? explainKey(known.pages, hit.path, hit.span, known.link) : null;
  }
  return null;
}

/** Types of resources, arguments and blocks, values, and addresses of the same module. */
export function expectTerraform(document: Document, offset: number): Expectation | null {
  const { text } = document;
  const left = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  if (/^\s*(#|\/\/)/.test(left)) return null;
  const rest = /^[\w-]*/.exec(text.slice(offset))![0].length;
  const resource = /^\s*resource\s+"([\w-]*)$/.exec(left);
  if (resource) return words(offset - resource[1]!.length, offset + rest, Object.entries(terraformTypes).map(([type, pages]): Word => ({ label: type, kind: 'value', documentation: textOfPage(pages['']!) })));
  const address = /(?:^|[^\w.-])((?:var|local|module|data\.[\w-]+|[a-z][a-z0-9]*_\w+)\.)([\w-]*)$/.exec(left);
  if (address && /[=([,{:]/.test(left)) return { replace: { start: offset - address[2]!.length, end: offset + rest }, choices: [addresses(document.path, address[1]!)] };
  const key = /^\s*([\w-]*)$/.exec(left);
  if (key) return keys(text, offset - key[1]!.length, offset + rest);
  const value = /^\s*([\w-]+)\s*=\s*"?([\w.:-]*)$/.exec(left);
  return value ? values(text, offset, value[1]!, value[2]!.length, rest, left.trimEnd().endsWith('"') || /"[\w.:-]*$/.test(left)) : null;
}

function addresses(path: string, prefix: string): Choice {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const whole = addressKey(folder, prefix);
  return { kind: 'entities', types: [], namespaces: [whole.slice(0, whole.indexOf('|'))], prefix: whole.slice(whole.indexOf('|') + 1) };
}

/** Arguments and blocks that may begin at `start`; the word that is begun is left out before the file is read. */
function keys(text: string, start: number, end: number): Expectation | null {
  // Behind an equals sign it is a value.
  const without = text.slice(0, start) + text.slice(end);
  const place = placeAt(without, start);
  if (!place) return null;
  const follows = /^\s*[={]/.test(text.slice(end));
  const assigned = place.type.startsWith('airbyte_') || place.object;
  return words(start, end, keyWordsAt(place.pages, place.path, place.present, place.link, (name, inner) => (follows ? name : !inner ? `${name} = ` : assigned ? `${name} = {\n  $0\n}` : `${name} {\n  $0\n}`)));
}

function values(text: string, offset: number, key: string, typed: number, rest: number, quoted: boolean): Expectation | null {
  const place = placeAt(text, offset);
  if (!place) return null;
  const page = entry(place.pages, place.path === '' ? key : `${place.path}.${key}`);
  const list = valueWordsAt(page, v => (quoted ? v : `"${v}"`));
  return list.length === 0 ? null : words(offset - typed, offset + rest, list);
}

function words(start: number, end: number, list: readonly Word[]): Expectation | null {
  return list.length === 0 ? null : { replace: { start, end }, choices: [{ kind: 'words', words: list }] };
}

interface Place {
  readonly type: string;
  readonly pages: (typeof terraformTypes)[string];
  readonly link: string;
  /** Blocks and objects around the place, with dots. */
  readonly path: string;
  readonly present: readonly string[];
  /** Whether it is in an object, where all is written with an equals sign. */
  readonly object: boolean;
}

/** The resource and the blocks in it around an offset; null outside of resources that we know. */
function placeAt(text: string, offset: number): Place | null {
  for (const block of readHcl(text).body.blocks) {
    if (block.body.span.start > offset || offset > block.body.span.end) continue;
    const known = typeOf(block);
    return known ? { ...known, ...within(block.body, '', offset) } : null;
  }
  return null;
}

function typeOf(block: HclBlock): Pick<Place, 'type' | 'pages' | 'link'> | null {
  const type = block.type === 'resource' ? block.labels[0]?.text : undefined;
  const pages = type === undefined ? undefined : entry(terraformTypes, type);
  const link = type === undefined ? null : terraformLink(type);
  return pages && link && type !== undefined ? { type, pages, link } : null;
}

function within(body: HclBody, path: string, offset: number): Pick<Place, 'path' | 'present' | 'object'> {
  for (const b of body.blocks) if (b.body.span.start <= offset && offset <= b.body.span.end && offset < b.span.end) return within(b.body, stepInto(path, b), offset);
  for (const a of body.attributes) {
    const found = inValue(a.value, join(path, a.name), offset);
    if (found) return found;
  }
  // A block may stand again, an argument not.
  return { path, present: body.attributes.map(a => a.name), object: false };
}

function inValue(value: HclExpression, path: string, offset: number): Pick<Place, 'path' | 'present' | 'object'> | null {
  if (offset <= value.span.start || offset >= value.span.end) return null;
  if (value.kind === 'list') return value.items.map(i => inValue(i, path, offset)).find(f => f !== null) ?? null;
  if (value.kind !== 'object') return null;
  for (const e of value.entries) {
    const found = e.key === null ? null : inValue(e.value, join(path, e.key), offset);
    if (found) return found;
  }
  return { path, present: value.entries.flatMap(e => e.key ?? []), object: true };
}

/** The key under the cursor, with the blocks and objects around it. */
function keyIn(body: HclBody, path: string, offset: number): { readonly path: string; readonly span: Span } | null {
  for (const b of body.blocks) {
    if (inside(b.typeSpan, offset)) return b.type === 'dynamic' || b.type === 'content' ? null : { path: join(path, b.type), span: b.typeSpan };
    const label = b.type === 'dynamic' ? b.labels[0] : undefined;
    if (label && inside(label.span, offset)) return { path: join(path, label.text), span: label.span };
    if (inside(b.span, offset)) return keyIn(b.body, stepInto(path, b), offset);
  }
  for (const a of body.attributes) {
    if (inside(a.nameSpan, offset)) return { path: join(path, a.name), span: a.nameSpan };
    const found = keyInValue(a.value, join(path, a.name), offset);
    if (found) return found;
  }
  return null;
}

function keyInValue(value: HclExpression, path: string, offset: number): { readonly path: string; readonly span: Span } | null {
  if (!inside(value.span, offset)) return null;
  if (value.kind === 'list') return value.items.map(i => keyInValue(i, path, offset)).find(f => f !== null) ?? null;
  if (value.kind !== 'object') return null;
  for (const e of value.entries) {
    if (e.key === null) continue;
    if (inside(e.keySpan, offset)) return { path: join(path, e.key), span: e.keySpan };
    const found = keyInValue(e.value, join(path, e.key), offset);
    if (found) return found;
  }
  return null;
}

/** `dynamic "rule" { content { … } }` is `rule` many times. */
function stepInto(path: string, block: HclBlock): string {
  if (block.type === 'content') return path;
  return block.type === 'dynamic' && block.labels[0] ? join(path, block.labels[0].text) : join(path, block.type);
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function inside(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
