import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { expression } from './expressions';
import { moved, type Reading, spanOf, textOf } from './nodes';
import type { Expression } from './tree';

/** What follows `as` in a `with` statement, where it is more than a name: `(a, b)`, `self.a`, `a[0]`. On one line, with brackets in brackets once. */
const TARGET = /(?<=\bas[ \t]{1,8}|\bas(?=\())(?:\((?:[\w \t,.*]|\([\w \t,.*]*\))*\)|[A-Za-z_]\w*[.[][\w.[\]]*)(?=[ \t]{0,8}[:,)])/g;

/**
 * A text of the same length that the grammar reads better: it loses the first statement behind a byte order mark, stumbles over
 * form feeds, and of `with a() as (b, c):` it loses the body, since it knows only names there. Such targets are shown as one
 * name; `readTarget` reads them from the file's own text. In strings and comments the exchange changes nothing.
 */
export function shownToGrammar(text: string): string {
  return text.replace(/[\uFEFF\f]/g, ' ').replace(TARGET, target => target.replace(/\W/g, '_'));
}

/** The target at a node of a `with` statement, which may stand for more than a name. */
export function readTarget(reading: Reading, node: SyntaxNode, depth: number): Expression {
  const text = textOf(reading, node);
  if (node.name !== 'VariableName' || !/[.[(]/.test(text)) return expression(reading, node, depth, node.from);
  const own = parser.parse(text).topNode.firstChild?.firstChild;
  return own ? moved(expression({ text }, own, depth, 0), node.from) : { kind: 'unknown', span: spanOf(node) };
}
