import type { Span } from '../../text/span';

/** A word of a shell line: its text without quotes, and where that text stands. */
export interface ShellWord {
  readonly text: string;
  readonly span: Span;
  readonly quoted: boolean;
}

/** Words of a command beyond these are not looked at. */
const MOST_WORDS = 500;

/**
 * The simple commands of a shell text between two offsets, each as its words: they end at a line's end (unless a backslash continues
 * it), at `&&`, `||`, `;`, `|`, `)` and at a comment. `escapes` says that `\n` is written for a line's end, as in a Python text.
 */
export function shellCommands(text: string, range: Span, escapes = false): ShellWord[][] {
  const out: ShellWord[][] = [];
  let words: ShellWord[] = [];
  const close = (): void => {
    if (words.length > 0) out.push(words);
    words = [];
  };
  let at = range.start;
  while (at < range.end) {
    const c = text[at]!;
    if (c === '\n' || c === ';' || c === '|' || c === ')' || c === '(' || (c === '&' && text[at + 1] === '&')) {
      close();
      at++;
    } else if (c === '\\' && /[\r\n]/.test(text[at + 1] ?? '')) {
      at += text.startsWith('\r\n', at + 1) ? 3 : 2;
    } else if (escapes && c === '\\' && text[at + 1] === 'n') {
      close();
      at += 2;
    } else if (c === '#' && (words.length === 0 || /\s/.test(text[at - 1] ?? ' '))) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? range.end : end;
    } else if (/\s/.test(c) || c === '&') at++;
    else {
      const word = wordAt(text, at, range.end, escapes);
      at = word.next;
      if (words.length < MOST_WORDS) words.push(word.word);
    }
  }
  close();
  return out;
}

function wordAt(text: string, start: number, end: number, escapes: boolean): { readonly word: ShellWord; readonly next: number } {
  const first = text[start]!;
  if (first === '"' || first === "'") {
    const close = text.indexOf(first, start + 1);
    const stop = close < 0 || close > end ? end : close;
    const after = close < 0 || close > end ? end : close + 1;
    // A quoted part with more behind it (`"a"/b`) is one word that is not understood.
    if (after >= end || /[\s;|)&\\,]/.test(text[after]!)) return { word: { text: text.slice(start + 1, stop), span: { start: start + 1, end: stop }, quoted: true }, next: after };
  }
  let at = start;
  let quote = '';
  while (at < end) {
    const c = text[at]!;
    if (quote !== '') {
      if (c === quote) quote = '';
    } else if (c === '"' || c === "'") quote = c;
    else if (/[\s;|)]/.test(c) || (c === '&' && text[at + 1] === '&') || (c === '\\' && (/[\r\n]/.test(text[at + 1] ?? '') || (escapes && text[at + 1] === 'n')))) break;
    at++;
  }
  const next = Math.max(at, start + 1);
  return { word: { text: text.slice(start, next), span: { start, end: next }, quoted: false }, next };
}
