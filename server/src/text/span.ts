/** A stretch of a text: UTF-16 offsets from 0, half-open. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replaces the characters of `span` by `text`. Offsets are those of the text before any edit. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

export function span(start: number, end: number): Span {
  return { start, end };
}

/** Whether `offset` lies in the span; the end counts, since a cursor after the last character still touches it. */
export function touches(s: Span, offset: number): boolean {
  return s.start <= offset && offset <= s.end;
}

/** Whether `inner` lies within `outer`. */
export function encloses(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function sliceOf(text: string, s: Span): string {
  return text.slice(s.start, s.end);
}

/**
 * Applies edits in any order. Of edits that overlap, the one that starts first is kept and the other left out;
 * insertions at one place keep their order. Spans outside the text are clamped.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits.map((edit, index) => ({ edit, index })).sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.index - b.index);
  let out = '';
  let at = 0;
  for (const { edit } of sorted) {
    const start = Math.min(Math.max(edit.span.start, 0), text.length);
    const end = Math.min(Math.max(edit.span.end, start), text.length);
    if (start < at) continue;
    out += text.slice(at, start) + edit.text;
    at = end;
  }
  return out + text.slice(at);
}
