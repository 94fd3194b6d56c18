import type { Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import type { Span } from '../../text/span';
import { readBlock } from './statements';
import type { PythonFile } from './tree';

/** Longer texts (UTF-16 units) are not read: such files are data, not pipelines. */
export const MAX_PYTHON = 2_000_000;

/**
 * Reads Python. Total: any text gives a tree, in linear time; what can't be read is left out. `start` and `end` bound the
 * part that is read (a cell, a code block); positions are always those of `text`.
 */
export function readPython(text: string, start = 0, end = text.length): PythonFile {
  const from = Math.max(0, Math.min(start, text.length));
  const to = Math.max(from, Math.min(end, text.length));
  if (to - from > MAX_PYTHON) return { text, body: [], comments: [] };
  // The grammar loses the first statement behind a byte order mark and stumbles over form feeds.
  const shown = text.slice(from, to).replace(/[\uFEFF\f]/g, ' ');
  const tree = parser.parse(shown);
  const body = readBlock({ text: shown }, tree.topNode, 0);
  const comments = commentsOf(tree);
  return from === 0 ? { text, body, comments } : { text, body: moved(body, from), comments: moved(comments, from) };
}

/** Reads a text whose positions are to lie `offset` further on than they do: another file's, beside one that has positions of its own. */
export function readPythonAt(text: string, offset: number): PythonFile {
  const file = readPython(text);
  return { text: file.text, body: moved(file.body, offset), comments: [] };
}

function commentsOf(tree: Tree): Span[] {
  const out: Span[] = [];
  tree.iterate({
    enter(node) {
      if (node.name === 'Comment') out.push({ start: node.from, end: node.to });
    },
  });
  return out;
}

/** A copy of a tree with every span moved. The depth of trees is bounded, so recursion is safe. */
function moved<T>(value: T, by: number): T {
  if (Array.isArray(value)) return value.map(v => moved(v, by)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const out: { [name: string]: unknown } = {};
  for (const [name, v] of Object.entries(value)) out[name] = typeof v === 'number' && (name === 'start' || name === 'end') ? v + by : moved(v, by);
  return out as T;
}
