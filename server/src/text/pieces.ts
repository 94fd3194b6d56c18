import type { TextEdit } from './span';

/**
 * A text under edit that remembers where its characters came from, so that steps which each see the text after the one
 * before can be given as one set of edits of the original.
 */
export class Pieces {
  private pieces: { readonly text: string; readonly from: number | null }[];

  constructor(private readonly original: string) {
    this.pieces = original === '' ? [] : [{ text: original, from: 0 }];
  }

  get text(): string {
    return this.pieces.map(p => p.text).join('');
  }

  /** The same text with the same origins, to try something out on. */
  copy(): Pieces {
    const other = new Pieces(this.original);
    other.pieces = this.pieces.slice();
    return other;
  }

  /** Applies edits whose spans are offsets into `text` as it is now. They must not overlap; of those at one place, order holds. */
  apply(edits: readonly TextEdit[]): void {
    const sorted = [...edits].map((edit, index) => ({ edit, index })).sort((a, b) => b.edit.span.start - a.edit.span.start || b.edit.span.end - a.edit.span.end || b.index - a.index);
    for (const { edit } of sorted) {
      const [before, rest] = split(this.pieces, edit.span.start);
      const [, after] = split(rest, edit.span.end - edit.span.start);
      this.pieces = edit.text === '' ? [...before, ...after] : [...before, { text: edit.text, from: null }, ...after];
    }
  }

  /** Where the characters from `start` to `end` of the original are now; null if they are not together any more. */
  locate(start: number, end: number): { start: number; end: number } | null {
    let at = 0;
    for (const piece of this.pieces) {
      if (piece.from !== null && piece.from <= start && end <= piece.from + piece.text.length) return { start: at + start - piece.from, end: at + end - piece.from };
      at += piece.text.length;
    }
    return start === end && end === this.original.length ? { start: at, end: at } : null;
  }

  /** The edits of the original, in order, each as small as it can be. */
  edits(): TextEdit[] {
    const out: TextEdit[] = [];
    let at = 0;
    let inserted = '';
    const flush = (to: number): void => {
      const edit = smallest(this.original, at, to, inserted);
      if (edit) out.push(edit);
      inserted = '';
    };
    for (const piece of this.pieces) {
      if (piece.from === null) {
        inserted += piece.text;
        continue;
      }
      flush(piece.from);
      at = piece.from + piece.text.length;
    }
    flush(this.original.length);
    return out;
  }
}

type Piece = { readonly text: string; readonly from: number | null };

function split(pieces: readonly Piece[], offset: number): [Piece[], Piece[]] {
  let at = 0;
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!;
    const inside = offset - at;
    if (inside <= 0) return [pieces.slice(0, i), pieces.slice(i)];
    if (inside < piece.text.length) {
      const left = { text: piece.text.slice(0, inside), from: piece.from };
      const right = { text: piece.text.slice(inside), from: piece.from === null ? null : piece.from + inside };
      return [[...pieces.slice(0, i), left], [right, ...pieces.slice(i + 1)]];
    }
    at += piece.text.length;
  }
  return [[...pieces], []];
}

/** The edit without the characters that both sides share at start and end; null if nothing is left. */
function smallest(original: string, start: number, end: number, text: string): TextEdit | null {
  let from = 0;
  while (start + from < end && from < text.length && original[start + from] === text[from]) from++;
  let less = 0;
  while (end - less > start + from && text.length - less > from && original[end - less - 1] === text[text.length - less - 1]) less++;
  if (start + from === end - less && from === text.length - less) return null;
  return { span: { start: start + from, end: end - less }, text: text.slice(from, text.length - less) };
}
