import { plainValue } from '../yaml/scalars';
import type { Span } from '../../text/span';
import type { YamlDocument, YamlPair, YamlScalar } from '../yaml/tree';

/**
 * Reads a Java properties text between `start` and `end` into the tree that YAML gives: one flat mapping, whose values are
 * texts as `java.util.Properties` reads them (joined lines, escapes; separators `=`, `:` or blanks). Never throws, linear
 * time; nothing is wrong in such a file but a broken `\u` escape, which is kept as it stands. Doubled keys are problems
 * (`properties-duplicate-key`): the last one counts.
 */
export function readProperties(text: string, start = 0, end = text.length): YamlDocument {
  const to = Math.min(Math.max(end, 0), text.length);
  const pairs: YamlPair[] = [];
  const comments: Span[] = [];
  const seen = new Map<string, YamlPair>();
  const problems: { rule: string; span: Span; message: string; data: { first: readonly number[] } }[] = [];
  let at = Math.min(Math.max(start, 0), to);
  if (text.charCodeAt(at) === 0xfeff) at++;
  while (at < to) {
    const first = skipBlanks(text, at, to);
    if (first >= to) break;
    const c = text[first]!;
    if (c === '\n' || c === '\r') {
      at = first + 1;
      continue;
    }
    if (c === '#' || c === '!') {
      const stop = lineEnd(text, first, to);
      comments.push({ start: first, end: stop });
      at = stop;
      continue;
    }
    const stop = logicalEnd(text, first, to);
    const pair = readPair(text, first, stop);
    const before = seen.get(pair.key.text);
    if (before) problems.push({ rule: 'properties-duplicate-key', span: pair.key.span, message: `'${pair.key.text}' is set twice: the last one counts`, data: { first: [before.span.start, before.span.end] } });
    seen.set(pair.key.text, pair);
    pairs.push(pair);
    at = stop;
  }
  const span = pairs.length > 0 ? { start: pairs[0]!.span.start, end: pairs.at(-1)!.span.end } : { start: at, end: at };
  return { root: pairs.length > 0 ? { kind: 'map', span, pairs, flow: false, indent: 0, anchor: null, alias: null } : null, problems, comments };
}

function readPair(text: string, start: number, end: number): YamlPair {
  let at = start;
  while (at < end && !/[\s=:]/.test(text[at]!)) at += text[at] === '\\' ? 2 : 1;
  const keyEnd = Math.min(at, end);
  at = skipJoined(text, keyEnd, end);
  if (at < end && (text[at] === '=' || text[at] === ':')) at = skipJoined(text, at + 1, end);
  const key = scalar(text, start, keyEnd, true);
  return { key, value: scalar(text, at, end, false), span: { start, end } };
}

function scalar(text: string, start: number, end: number, key: boolean): YamlScalar {
  const span = { start, end };
  const value = text.slice(start, end).replace(/\\(\r\n|[\n\r])[ \t\f]*|\\u([0-9a-fA-F]{4})|\\([\s\S])/g, (_, line: string | undefined, code: string | undefined, c: string | undefined) =>
    line !== undefined ? '' : code !== undefined ? String.fromCharCode(Number.parseInt(code, 16)) : c === 't' ? '\t' : c === 'n' ? '\n' : c === 'r' ? '\r' : c === 'f' ? '\f' : (c ?? ''),
  );
  return { kind: 'scalar', span, content: span, style: 'plain', text: value, value: key ? value : plainValue(value), anchor: null, alias: null, tag: null };
}

function skipBlanks(text: string, at: number, end: number): number {
  while (at < end && (text[at] === ' ' || text[at] === '\t' || text[at] === '\f')) at++;
  return at;
}

/** The same over line ends that are joined by a backslash. */
function skipJoined(text: string, from: number, end: number): number {
  let at = from;
  for (;;) {
    at = skipBlanks(text, at, end);
    if (text[at] !== '\\' || at + 1 >= end || (text[at + 1] !== '\n' && text[at + 1] !== '\r')) return at;
    at += text[at + 1] === '\r' && text[at + 2] === '\n' ? 3 : 2;
  }
}

function lineEnd(text: string, at: number, end: number): number {
  while (at < end && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** The end of the line with all that it is joined to. */
function logicalEnd(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text[at] !== '\n' && text[at] !== '\r') {
    if (text[at] === '\\' && at + 1 < end) at += text[at + 1] === '\r' && text[at + 2] === '\n' ? 3 : 2;
    else at++;
  }
  return Math.min(at, end);
}
