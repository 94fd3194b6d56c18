import type { Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import type { Span } from '../../text/span';
import { moved } from './nodes';
import { readBlock } from './statements';
import { shownToGrammar } from './targets';
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
  const own = text.slice(from, to);
  const tree = parser.parse(shownToGrammar(own));
  const body = readBlock({ text: own }, tree.topNode, 0);
  const comments = commentsOf(tree);
  return from === 0 ? { text, body, comments } : { text, body: moved(body, from), comments: moved(comments, from) };
}

/** Positions from here on are those of other files, which are read beside the one that is looked at. */
export const FOREIGN = 2 ** 40;

/** Whether a place lies in another file. */
export function isForeign(span: Span): boolean {
  return span.end >= FOREIGN;
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
