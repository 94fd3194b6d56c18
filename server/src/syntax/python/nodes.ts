import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../../text/span';

/** What reading one file needs. `text` is the file's own text: positions in the tree are positions in it. */
export interface Reading {
  readonly text: string;
}

/** Nesting beyond this is not read: what lies deeper is unknown. */
export const MAX_DEPTH = 150;

/** Children without comments. */
export function kids(node: SyntaxNode): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) if (child.name !== 'Comment') out.push(child);
  return out;
}

export function spanOf(node: SyntaxNode): Span {
  return { start: node.from, end: node.to };
}

export function textOf(reading: Reading, node: SyntaxNode): string {
  return reading.text.slice(node.from, node.to);
}

export function isError(node: SyntaxNode): boolean {
  return node.type.isError;
}
