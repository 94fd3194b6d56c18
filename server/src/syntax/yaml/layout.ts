import type { Span } from '../../text/span';
import { type YamlStyle, styleOf } from './print';
import { readYaml } from './read';
import type { YamlDocument, YamlItem, YamlNode, YamlPair } from './tree';

/** A text that is being edited, as it is now. */
export interface YamlFile {
  readonly text: string;
  readonly document: YamlDocument;
  readonly style: YamlStyle;
}

export function fileOf(text: string): YamlFile {
  const document = readYaml(text);
  return { text, document, style: styleOf(text, document) };
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The end of the line that `offset` is in, before its line break. */
export function endOfLine(text: string, offset: number): number {
  const stop = text.indexOf('\n', offset);
  if (stop < 0) return text.length;
  return stop > offset && text[stop - 1] === '\r' ? stop - 1 : stop;
}

/** The start of the next line; the text's end if there is none. */
export function nextLine(text: string, offset: number): number {
  const stop = text.indexOf('\n', offset);
  return stop < 0 ? text.length : stop + 1;
}

export function isBlankLine(text: string, start: number): boolean {
  return start < text.length && text.slice(start, endOfLine(text, start)).trim() === '';
}

/** The column of the comment that is alone on the line at `start`, -1 if there is none. */
function commentColumn(text: string, start: number): number {
  const line = text.slice(start, endOfLine(text, start));
  const column = line.length - line.trimStart().length;
  return line[column] === '#' ? column : -1;
}

/** Where the comment lines start that stand right above the line at `start`, in its column; `start` if none do. */
export function withCommentsAbove(text: string, start: number, column: number): number {
  let from = start;
  while (from > 0) {
    const above = lineStart(text, from - 1);
    if (commentColumn(text, above) !== column) break;
    from = above;
  }
  return from;
}

/**
 * The end of the line an entry ends in, with its comment, or of the comment lines right below that are indented by at least
 * `column`; of a block scalar that keeps them, behind the empty lines as well.
 */
export function endOfEntry(text: string, entry: YamlPair | YamlItem, column: number): number {
  let end = endOfLine(text, entry.span.end);
  if (keepsBreaks(text, entry)) while (isBlankLine(text, nextLine(text, end)) && nextLine(text, end) < text.length) end = endOfLine(text, nextLine(text, end));
  for (;;) {
    const below = nextLine(text, end);
    if (below >= text.length || below === end || commentColumn(text, below) < column) return end;
    end = endOfLine(text, below);
  }
}

/** Whether an entry ends in a block scalar to which the empty lines below belong. */
export function keepsBreaks(text: string, entry: YamlPair | YamlItem): boolean {
  let node: YamlNode | null = entry.aliasSpan ? null : entry.value;
  for (;;) {
    if (!node) return false;
    if (node.kind === 'scalar') return (node.style === 'literal' || node.style === 'folded') && text.slice(node.span.start, endOfLine(text, node.span.start)).split('#')[0]!.includes('+');
    const last: YamlPair | YamlItem | undefined = node.kind === 'map' ? node.pairs.at(-1) : node.items.at(-1);
    if (!last || last.aliasSpan) return false;
    node = last.value;
  }
}

/** Whether each entry is divided from the next by an empty line; false if there are fewer than two. */
export function areSpaced(text: string, entries: readonly { readonly span: Span }[]): boolean {
  for (let i = 1; i < entries.length; i++) if (!/\n[ \t]*\r?\n/.test(text.slice(entries[i - 1]!.span.end, entries[i]!.span.start))) return false;
  return entries.length > 1;
}

export function spaces(columns: number): string {
  return ' '.repeat(Math.max(0, columns));
}
