import type { Entity } from '../../model/workspace';
import { cell, code } from '../../text/markdown';

/** One Markdown file: its path inside the folder that is written, with `/`. */
export interface Page {
  readonly path: string;
  readonly markdown: string;
}

/** How names become links in a page. */
export interface Links {
  /** A file of the workspace, as a link where there is one to give. */
  file(path: string): string;
  /** The section about an entity; null if it has none. */
  entity(entity: Entity): string | null;
}

/** `target(path)` is where a link to a file of the workspace leads, null for none. */
export function fileLink(path: string, target: (path: string) => string | null): string {
  const to = target(path);
  return to === null ? code(path) : `[${cell(path, 160)}](<${to.replace(/[<>]/g, c => encodeURIComponent(c))}>)`;
}

/** A Markdown table. Cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => ':--')), ...rows.map(line)].join('\n');
}

/** The anchor that Markdown viewers give a heading: lower case, blanks as hyphens, marks left out. */
export function anchorOf(heading: string): string {
  return heading.toLowerCase().trim().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
}

/** A name as part of a file's name. */
export function slug(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 80) || 'other';
}
