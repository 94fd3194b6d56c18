import { readBlock, readValue } from './block';
import { atMarker, Cursor, indentationWithTabs, isEnd, lineEnd, skipBlanks, toContent } from './cursor';
import { coreValue, plainValue } from './scalars';
import type { YamlDocument, YamlItem, YamlNode, YamlPair, YamlProblem } from './tree';
import { tidy } from './unusual';

export interface YamlOptions {
  /** What plain scalars mean: as PyYAML reads YAML 1.1 (the default), or by YAML 1.2's core schema. */
  readonly schema?: '1.1' | 'core';
}

/**
 * Reads `text` from `start` to `end` as one YAML document; all spans are offsets into `text`. Never throws, in linear time:
 * broken text gives what could be read before and after the mistake, and each mistake one problem. A second document is a
 * problem too, and left out. What is accepted, and what plain scalars mean, follows PyYAML with libyaml.
 */
export function readYaml(text: string, start = 0, end = text.length, options: YamlOptions = {}): YamlDocument {
  const [first, second] = documents(text, start, end, options, 1);
  if (!first) return { root: null, problems: [], comments: [] };
  if (!second) return first.document;
  const at = second.start;
  const problem: YamlProblem = { rule: 'yaml-syntax', span: { start: at, end: Math.min(at + 3, text.length) }, message: 'A second document starts here; this tool reads one document per file', data: { mistake: 'document' } };
  return { ...first.document, problems: [...first.document.problems, problem] };
}

/** The same for files that may hold several documents, divided by `---`. */
export function readYamlDocuments(text: string, start = 0, end = text.length, options: YamlOptions = {}): readonly YamlDocument[] {
  return documents(text, start, end, options, Number.POSITIVE_INFINITY).map(d => d.document);
}

/** Up to `most` documents, and of the next one only where it starts. */
function documents(text: string, start: number, end: number, options: YamlOptions, most: number): { start: number; document: YamlDocument }[] {
  const to = Math.min(Math.max(end, 0), text.length);
  const from = Math.min(Math.max(start, 0), to);
  const told: YamlProblem[] = [];
  const source = tidy(text, from, to, told);
  const c = new Cursor(source, from, to, options.schema === 'core' ? coreValue : plainValue);
  if (c.at(from) === 0xfeff) c.lineStart = ++c.pos;
  const found: { start: number; document: YamlDocument }[] = [];
  while (c.at(c.pos) === 32) c.pos++;
  if (c.at(c.pos) === 9) c.pos = indentationWithTabs(c);
  for (;;) {
    let at = c.pos;
    let more = toContent(c);
    at = c.pos;
    while (more && c.pos === c.lineStart && c.at(c.pos) === 46 && atMarker(c)) {
      if (found.length === 0) c.tell('yaml-syntax', at, at + 3, "'...' ends a document, but none has started");
      c.pos += 3;
      endOfMarker(c);
      more = toContent(c);
      at = c.pos;
    }
    if (more && found.length >= most) {
      found.push({ start: at, document: { root: null, problems: [], comments: [] } });
      return found;
    }
    if (!more && found.length > 0) return found;
    const root = more ? oneDocument(c) : null;
    found.push({ start: at, document: { root, problems: problemsOf(c, told), comments: c.comments.splice(0) } });
    told.length = 0;
    if (c.pos >= c.end) return found;
  }
}

function endOfMarker(c: Cursor): void {
  const code = skipBlanks(c);
  if (isEnd(code) || code === 35) return;
  const stop = lineEnd(c, c.pos);
  c.tell('yaml-syntax', c.pos, stop, "Nothing but a comment may follow '...'", { mistake: 'rest' });
  c.pos = stop;
}

/** Reads from a document's first character (a directive, `---` or content) to the next marker or the end. */
function oneDocument(c: Cursor): YamlNode | null {
  c.anchors = new Map();
  const first = c.pos;
  let directives = false;
  while (c.pos === c.lineStart && c.at(c.pos) === 37) {
    directives = true;
    c.pos = lineEnd(c, c.pos);
    if (!toContent(c)) break;
  }
  const marked = c.pos < c.end && atMarker(c) && c.at(c.pos) === 45;
  if (directives && !marked) c.tell('yaml-syntax', first, lineEnd(c, first), "Unquoted text cannot start with '%'; a directive needs a line '---' behind it", { mistake: 'start' });
  let root: YamlNode | null = null;
  if (marked) {
    c.pos += 3;
    skipBlanks(c);
    root = readValue(c, -1, false);
  } else if (c.pos < c.end && !atMarker(c)) root = readBlock(c, -1);
  while (toContent(c) && !atMarker(c)) {
    const before = c.pos;
    root = further(c, root);
    if (c.pos === before) c.pos++;
  }
  return root;
}

/** Content that does not belong to the root above it: told, and put beside what is there if it is of the same kind. */
function further(c: Cursor, root: YamlNode | null): YamlNode | null {
  const start = c.pos;
  const problems = c.problems.length;
  if (c.told !== c.lineStart) {
    const fits = root && root.kind !== 'scalar' && c.column < root.indent;
    c.tell('yaml-syntax', start, Math.max(start + 1, lineEnd(c, start)), fits ? 'This line has fewer spaces before it than the lines above' : 'This does not fit what stands above: the value there is finished', { mistake: 'indentation' });
  }
  const node = readBlock(c, -1);
  // What follows a mistake at this level is most likely caused by it.
  c.problems.length = Math.min(c.problems.length, problems + 1);
  if (!root || root.kind === 'scalar') return node ?? root;
  // What follows may hold an alias of the root, and a tree has no cycles.
  if (root.anchor !== null) return root;
  if (node?.kind === 'map' && root.kind === 'map' && !root.flow) for (const pair of node.pairs) (root.pairs as YamlPair[]).push(pair);
  else if (node?.kind === 'seq' && root.kind === 'seq' && !root.flow) for (const item of node.items) (root.items as YamlItem[]).push(item);
  else return root;
  (root as { span: { start: number; end: number } }).span = { start: root.span.start, end: Math.max(root.span.end, node.span.end) };
  return root;
}

/** The problems of a document in order; those that come of tabs are one for each stretch of lines. */
function problemsOf(c: Cursor, told: readonly YamlProblem[]): YamlProblem[] {
  const out = [...told, ...c.problems.splice(0)].filter(p => c.tabs.length === 0 || p.data?.['mistake'] !== 'indentation');
  for (let i = 0; i < c.tabs.length; ) {
    const first = c.tabs[i]!;
    const indents: number[][] = [];
    let last = first;
    do {
      last = c.tabs[i++]!;
      indents.push([last.start, last.end, last.columns]);
    } while (i < c.tabs.length && lineEnd(c, last.end) + 2 >= c.tabs[i]!.start);
    const tab = c.text.indexOf('\t', first.start);
    const lines = indents.length > 1 ? ` (${indents.length} lines from here)` : '';
    out.push({ rule: 'yaml-tab', span: { start: tab, end: Math.max(first.end, tab + 1) }, message: `A tab cannot indent; use spaces${lines}`, data: { indents } });
  }
  c.tabs.length = 0;
  return out.sort((a, b) => a.span.start - b.span.start);
}
