import type { Span } from '../../../text/span';

export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'mark' | 'end';
  readonly text: string;
  readonly span: Span;
  /** The comment right before it, without its marks. */
  readonly doc: string | null;
}

/** Tokens of a `.proto` text, with an `end` behind the last; linear. */
export function tokensOf(text: string): { readonly tokens: readonly Token[]; readonly comments: readonly Span[] } {
  const tokens: Token[] = [];
  const comments: Span[] = [];
  let doc: string[] = [];
  const pattern = /\/\/([^\n]*)|\/\*([\s\S]*?)\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|0[xX][0-9a-fA-F]+|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.?[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*|\n[ \t]*\n|\S/g;
  for (const m of text.matchAll(pattern)) {
    const [whole] = m;
    const span = { start: m.index, end: m.index + whole.length };
    if (whole.startsWith('//') || (whole.startsWith('/*') && whole.length > 3)) {
      comments.push(span);
      // A comment behind something on the same line is about that.
      const before = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start);
      if (before.trim() === '') doc.push((m[1] ?? m[2] ?? '').replace(/^\s*\*+/gm, '').trim());
      continue;
    }
    if (whole.startsWith('\n')) {
      doc = [];
      continue;
    }
    const c = whole[0]!;
    const kind = c === '"' || c === "'" ? 'string' : /\d/.test(c) ? 'number' : /[A-Za-z_]/.test(c) || (c === '.' && whole.length > 1) ? 'word' : 'mark';
    tokens.push({ kind, text: whole, span, doc: doc.length > 0 ? doc.join('\n').trim() : null });
    doc = [];
  }
  tokens.push({ kind: 'end', text: '', span: { start: text.length, end: text.length }, doc: null });
  return { tokens, comments };
}
