import type { Facts, Path } from '../../../model/facts';
import { readYaml, type YamlDocument } from '../../../syntax/yaml';
import type { Span } from '../../../text/span';
import type { Source } from './draft';
import { movedCall, movedCheck, movedDeclaration, movedProblem, movedReference, movedSpan, movedSuppression } from './moved';

/** Shorter files are read as a whole: that takes less time than a screen needs to show the next character. */
const SHORT = 20_000;

/** Sections whose items say nothing about each other. */
const SECTIONS: ReadonlySet<string> = new Set(['models', 'seeds', 'snapshots', 'analyses', 'sources']);

/** A text and what was read from it. */
export interface Before {
  readonly text: string;
  readonly facts: Facts;
}

/** An item of a section that holds all that changed. */
interface Changed {
  readonly section: string;
  readonly index: number;
  /** Of the section in the text before. */
  readonly around: Span;
  /** Of the item in the text before; and the start of the line of whatever comes behind it. */
  readonly item: Span;
  readonly end: number;
  readonly column: number;
  /** What is behind it, as far as that decides where the item ends. */
  readonly next: 'item' | 'key' | 'nothing';
  /** How much longer the text is now. */
  readonly delta: number;
}

/**
 * The facts of a property file of which one item (a model with its columns, say) has changed: that item is read by itself, and
 * all behind it moved. The same facts as reading the whole file gives, their order included; null where that is not certain,
 * or the file is shorter than `least`. `read` extracts from a source whose text has been read already.
 */
export function reread(source: Source, before: Before, read: (source: Source, yaml: YamlDocument) => void, least = SHORT): Facts | null {
  const { text } = source;
  if (text.length < least || mayHaveAnchors(before.text) || mayHaveAnchors(text)) return null;
  const { facts } = before;
  // Mistakes in YAML can reach further than the item they are in, and a unit test depends on the models of its file.
  if (facts.problems.some(p => p.rule.startsWith('yaml-')) || facts.declarations.some(d => d.step || d.type === 'dbt.unit_test') || facts.queries.length > 0) return null;
  const changed = changedItem(before, text);
  if (!changed) return null;
  const { item, end, column, delta, section, index, next } = changed;
  const line = before.text.indexOf('\n', changed.around.start);
  const head = `${before.text.slice(changed.around.start, line)}\n${' '.repeat(column)}`;
  const stub = next === 'item' ? `${' '.repeat(column)}- name: next\n` : next === 'key' ? 'version: 2\n' : '';
  const body = text.slice(item.start, end + delta);
  const alone = head + body + stub;
  const yaml = readYaml(alone);
  if (!isWhole(yaml, section, head.length, head.length + body.length, next, column)) return null;
  const own: Source = { ...source, document: { ...source.document, text: alone }, text: alone, draft: source.draft.another(), first: index };
  read(own, yaml);
  return joined(facts, own.draft.facts(), changed, head.length, head.length + body.length);
}

/** Whether the item reads as one item, nothing less, and what follows it begins where it did. */
function isWhole(yaml: YamlDocument, section: string, start: number, end: number, next: Changed['next'], column: number): boolean {
  if (yaml.problems.length > 0 || yaml.root?.kind !== 'map' || yaml.root.pairs.length !== (next === 'key' ? 2 : 1)) return false;
  const [pair, behind] = yaml.root.pairs;
  if (pair!.key.text !== section || pair!.value?.kind !== 'seq' || pair!.value.flow || pair!.value.items.length !== (next === 'item' ? 2 : 1)) return false;
  const [item, following] = pair!.value.items;
  return item!.span.start === start && (next !== 'item' || following!.span.start === end + column) && (next !== 'key' || behind!.span.start === end);
}

function changedItem(before: Before, now: string): Changed | null {
  const { text, facts } = before;
  const { start, stop } = difference(text, now);
  let around: Span | null = null;
  let item: Span | null = null;
  let column = -1;
  // Folds are in the order of the text, what holds before what is held.
  for (const fold of facts.folds) {
    if (fold.start >= start) break;
    if (isLineStart(text, fold.start)) {
      if (text.charCodeAt(fold.start) === DASH) {
        // A list may stand in the column of its key.
        if (around && (column === 0 || column < 0)) {
          column = 0;
          item = fold;
        }
        continue;
      }
      around = fold;
      item = null;
      column = -1;
    } else if (around && text.charCodeAt(fold.start) === DASH) {
      const at = columnOf(text, fold.start);
      if (column < 0) column = at;
      if (at >= 0 && at === column) item = fold;
    } else if (column < 0) around = null;
  }
  if (!around || !item || item.end > around.end) return null;
  const section = /^[a-z_]+(?=:)/.exec(text.slice(around.start, around.start + 20))?.[0];
  if (!section || !SECTIONS.has(section)) return null;
  const behind = nextContent(text, item.end);
  if (behind === null || stop > behind.line || item.end > behind.line) return null;
  const next = behind.at === text.length ? 'nothing' : text.charCodeAt(behind.at) === DASH && behind.at - behind.line === column ? 'item' : behind.at === behind.line ? 'key' : null;
  if (next === null) return null;
  const { start: from } = item;
  const named = facts.declarations.find(d => d.span.start >= from && d.span.start < behind.line && d.path?.[0] === section);
  const index = indexOf(named?.path ?? null);
  return index === null ? null : { section, index, around, item, end: behind.line, column, next, delta: now.length - text.length };
}

function indexOf(path: Path | null): number | null {
  const index = path?.[1];
  return typeof index === 'number' ? index : null;
}

const DASH = 45;

function isLineStart(text: string, offset: number): boolean {
  return offset === 0 || text.charCodeAt(offset - 1) === 10;
}

/** Spaces before `offset` in its line; -1 if other characters stand there. */
function columnOf(text: string, offset: number): number {
  let i = offset;
  while (i > 0 && text.charCodeAt(i - 1) === 32) i--;
  return isLineStart(text, i) ? offset - i : -1;
}

/** The first line at or behind `offset` that has content, and where that is: the text's end if there is none. Null if the rest of the line that `offset` is in has some. */
function nextContent(text: string, offset: number): { readonly line: number; readonly at: number } | null {
  let line = isLineStart(text, offset) ? offset : -1;
  for (let i = offset; ; ) {
    while (text.charCodeAt(i) === 32) i++;
    const code = text.charCodeAt(i);
    if (i >= text.length) return { line: text.length, at: text.length };
    if (code !== 35 && code !== 10 && code !== 13) return line < 0 ? null : { line, at: i };
    const end = text.indexOf('\n', i);
    if (end < 0) return { line: text.length, at: text.length };
    i = line = end + 1;
  }
}

/** Texts are compared in pieces of this length first: that takes a tenth of the time. */
const STEP = 1024;

/** The first character that differs, and behind the last one, in the text before. */
function difference(before: string, now: string): { readonly start: number; readonly stop: number } {
  const most = Math.min(before.length, now.length);
  let start = 0;
  while (start + STEP <= most && before.slice(start, start + STEP) === now.slice(start, start + STEP)) start += STEP;
  while (start < most && before.charCodeAt(start) === now.charCodeAt(start)) start++;
  let same = 0;
  while (same + STEP <= most - start && before.slice(before.length - same - STEP, before.length - same) === now.slice(now.length - same - STEP, now.length - same)) same += STEP;
  while (same < most - start && before.charCodeAt(before.length - 1 - same) === now.charCodeAt(now.length - 1 - same)) same++;
  return { start, stop: before.length - same };
}

/** Whether a node may have an anchor: then others can be it too. */
function mayHaveAnchors(text: string): boolean {
  return text.includes('&') && /[\s:,[{-]&\S/.test(text);
}

/** Puts the facts of the item in the place of those it had. Null where facts lie otherwise than they should. */
function joined(before: Facts, own: Facts, changed: Changed, from: number, to: number): Facts | null {
  const { item, end, delta, around } = changed;
  const away = item.start - from;
  /** Of what is not in the item: -1 before it, 1 behind it; 0 in it; null if it overlaps. */
  const place = (s: Span): number | null => (s.start >= end ? 1 : s.start >= item.start ? (s.end <= end ? 0 : null) : s.end <= item.start ? -1 : null);
  let sound = true;
  const splice = <T>(old: readonly T[], fresh: readonly T[], spanOf: (x: T) => Span, moved: (x: T, by: number) => T): T[] => {
    const out: T[] = [];
    let put = false;
    let last = -1;
    const insert = () => {
      for (const x of fresh) {
        const s = spanOf(x);
        if (s.start >= from && s.start < to && s.end <= to) out.push(moved(x, away));
        else if (s.start >= from && s.start < to) sound = false;
      }
      put = true;
    };
    for (const x of old) {
      const at = place(spanOf(x));
      if (at === null || at < last) sound = false;
      if (at === null) continue;
      last = at;
      if (at < 0) out.push(x);
      else {
        if (!put) insert();
        if (at > 0) out.push(delta === 0 ? x : moved(x, delta));
      }
    }
    if (!put) insert();
    return out;
  };
  const references = splice(before.references, own.references, r => r.span, movedReference);
  // Where the references of the item begin in either list, and how many more there are now.
  const head = before.references.findIndex(r => r.span.start >= item.start);
  const first = head < 0 ? before.references.length : head;
  const more = references.length - before.references.length;
  const shift = own.references.findIndex(r => r.span.start >= from);
  const calls = [
    ...before.calls.filter(c => place(c.span) === -1),
    ...own.calls.flatMap(c => (c.span.start >= from && c.span.start < to ? [movedCall(c, away, first - Math.max(shift, 0))] : [])),
    ...before.calls.flatMap(c => (place(c.span) === 1 ? [movedCall(c, delta, more)] : [])),
  ];
  const folds = splice(before.folds.filter(f => f !== around), own.folds.filter(f => f.start >= from), f => f, movedSpan);
  folds.splice(before.folds.indexOf(around), 0, sectionNow());
  const out: Facts = {
    declarations: splice(before.declarations, own.declarations, d => d.span, movedDeclaration),
    references,
    checks: splice(before.checks, own.checks, c => c.span, movedCheck),
    queries: [],
    edges: [],
    calls,
    problems: splice(before.problems, own.problems, p => p.span, movedProblem),
    suppressions: splice(before.suppressions, own.suppressions, s => s.span, movedSuppression),
    folds,
  };
  return sound && own.queries.length === 0 && before.edges.length === 0 ? out : null;

  /** The section reaches as far as it did, or to the end of the item if that is its last. */
  function sectionNow(): Span {
    if (around.end > end) return { start: around.start, end: around.end + delta };
    const fold = own.folds.find(f => f.start === 0);
    return { start: around.start, end: (fold?.end ?? to) + away };
  }
}
