import type { Span } from '../../text/span';

export interface Token {
  readonly kind: 'name' | 'text' | 'mark';
  readonly span: Span;
  /** Of a text what stands between its quotes, `{name}` for interpolations. */
  readonly text: string;
  /** Of a text: between the quotes, null where escapes or interpolations make it differ from what is written. */
  readonly content: Span | null;
}

const NAME = /[A-Za-z_$][\w$]*/y;

/** The tokens of a Scala or Java text, comments left out. Total and linear; numbers and operators are marks. */
export function lex(text: string): { readonly tokens: readonly Token[]; readonly comments: readonly Span[] } {
  const tokens: Token[] = [];
  const comments: Span[] = [];
  let at = 0;
  while (at < text.length) {
    const c = text[at]!;
    if (/\s/.test(c)) at++;
    else if (text.startsWith('//', at) || text.startsWith('/*', at)) {
      const stop = text.startsWith('//', at) ? text.indexOf('\n', at) : text.indexOf('*/', at + 2);
      const end = stop < 0 ? text.length : text.startsWith('//', at) ? stop : stop + 2;
      comments.push({ start: at, end });
      at = end;
    } else if (c === '"') at = textAt(text, at, null, tokens);
    else if (c === "'") {
      const char = /'(\\.|[^'\\\n])'/y;
      char.lastIndex = at;
      at += char.exec(text)?.[0].length ?? 1;
    } else {
      NAME.lastIndex = at;
      const name = NAME.exec(text)?.[0];
      if (name === undefined) {
        tokens.push({ kind: 'mark', span: { start: at, end: at + 1 }, text: c, content: null });
        at++;
      } else if (text[at + name.length] === '"' && /^(s|f|raw)$/.test(name)) at = textAt(text, at, name, tokens);
      else {
        tokens.push({ kind: 'name', span: { start: at, end: at + name.length }, text: name, content: null });
        at += name.length;
      }
    }
  }
  return { tokens, comments };
}

/** A string from an offset on, with its prefix; gives where it ends. */
function textAt(text: string, start: number, prefix: string | null, tokens: Token[]): number {
  const open = start + (prefix?.length ?? 0);
  const quote = text.startsWith('"""', open) ? '"""' : '"';
  const from = open + quote.length;
  let at = from;
  while (at < text.length && !text.startsWith(quote, at) && (quote === '"""' || text[at] !== '\n')) at += text[at] === '\\' && quote === '"' ? 2 : 1;
  const stop = Math.min(at, text.length);
  const raw = text.slice(from, stop);
  const value = prefix === null ? raw : raw.replace(/\$\{([^{}]*)\}|\$(\w+)/g, (_, a: string | undefined, b: string | undefined) => `{${(a ?? b ?? '').split('.').pop()!.trim()}}`);
  const plain = value === raw && (quote === '"""' || !raw.includes('\\'));
  tokens.push({ kind: 'text', span: { start, end: Math.min(stop + quote.length, text.length) }, text: quote === '"' ? value.replace(/\\(["\\])/g, '$1').replace(/\\n/g, '\n') : value, content: plain ? { start: from, end: stop } : null });
  return Math.min(stop + quote.length, text.length);
}
