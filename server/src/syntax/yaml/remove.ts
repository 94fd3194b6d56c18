import type { TextEdit } from '../../text/span';
import { commaIn } from './insert';
import { endOfEntry, endOfLine, isBlankLine, keepsBreaks, lineStart, nextLine, withCommentsAbove, type YamlFile } from './layout';
import type { YamlPlace } from './locate';
import type { YamlItem, YamlPair } from './tree';

/**
 * Takes out the last of `places` (the places on the way to it, the root first). If it is all its parent holds, the parent goes
 * as well, and so on upwards, since an empty value would mean null. Comments right above in the same column, and behind it, go with it.
 */
export function removeEntry(file: YamlFile, places: readonly YamlPlace[]): TextEdit[] | null {
  for (let i = places.length - 1; i > 0; i--) {
    const { parent, index } = places[i]!;
    const entries: readonly (YamlPair | YamlItem)[] = parent?.kind === 'map' ? parent.pairs : (parent?.items ?? []);
    if (entries.length < 2 && i > 1) continue;
    if (parent?.flow) return entries.length < 2 ? [{ span: entries[0]!.span, text: '' }] : removeFromFlow(file, entries, index);
    return removeLines(file, entries, index, parent?.indent ?? 0);
  }
  return null;
}

function removeFromFlow(file: YamlFile, entries: readonly (YamlPair | YamlItem)[], index: number): TextEdit[] {
  const { text } = file;
  const entry = entries[index]!;
  const next = entries[index + 1];
  const cut = (start: number, end: number): TextEdit => ({ span: { start, end }, text: '' });
  if (next) {
    const between = text.slice(entry.span.end, next.span.start);
    const comma = commaIn(text, entry.span.end, next.span.start);
    return [cut(entry.span.start, between.includes('#') ? comma + 1 : next.span.start)];
  }
  const before = entries[index - 1]!;
  const comma = commaIn(text, before.span.end, entry.span.start);
  if (!text.slice(before.span.end, entry.span.start).includes('#')) return [cut(before.span.end, entry.span.end)];
  return [cut(comma, comma + 1), cut(entry.span.start, entry.span.end)];
}

function removeLines(file: YamlFile, entries: readonly (YamlPair | YamlItem)[], index: number, column: number): TextEdit[] {
  const { text } = file;
  const entry = entries[index]!;
  const end = endOfEntry(text, entry, column + 1);
  const line = lineStart(text, entry.span.start);
  if (text.slice(line, entry.span.start).trim() !== '') {
    // Behind a dash: the next entry, or the comment above it, moves up.
    const next = entries[index + 1];
    const between = next ? text.slice(end, next.span.start) : '';
    const stop = next ? end + between.length - between.trimStart().length : end;
    return [{ span: { start: entry.span.start, end: stop }, text: '' }];
  }
  let from = withCommentsAbove(text, line, column);
  let to = nextLine(text, end);
  const blankAbove = from === 0 || isBlankLine(text, lineStart(text, from - 1));
  if (blankAbove) while (to < text.length && isBlankLine(text, to)) to = nextLine(text, to);
  const before = entries[index - 1];
  if (to >= text.length && from > 0 && !(before && keepsBreaks(text, before))) {
    // Nothing follows: the empty lines above would dangle, and a last line without a break stays one.
    while (from > 0 && isBlankLine(text, lineStart(text, from - 1))) from = lineStart(text, from - 1);
    if (!text.endsWith('\n') && from > 0) from = endOfLine(text, lineStart(text, from - 1));
  }
  return [{ span: { start: from, end: to }, text: '' }];
}
