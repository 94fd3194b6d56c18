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

/** A copy of a tree with every span moved. The depth of trees is bounded, so recursion is safe. */
export function moved<T>(value: T, by: number): T {
  if (Array.isArray(value)) return value.map(v => moved(v, by)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const out: { [name: string]: unknown } = {};
  for (const [name, v] of Object.entries(value)) out[name] = typeof v === 'number' && (name === 'start' || name === 'end') ? v + by : moved(v, by);
  return out as T;
}
