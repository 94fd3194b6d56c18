import type { Span } from '../../text/span';

/** Where a cursor stands in Python, told from the characters before it: works in code that is not finished. */
export interface PythonCursor {
  /** The characters between the quotes around the cursor, null outside a string; a string that is not closed ends with its line. */
  readonly string: Span | null;
  /** What is called where the cursor is in the arguments: `dg.AssetKey`; '' if it is in none. */
  readonly callee: string;
  /** The keyword whose value the cursor is in, through lists and dicts; null if there is none. */
  readonly keyword: string | null;
  /** The letters before and behind the cursor that make a word. */
  readonly word: Span;
}

interface Bracket {
  readonly open: string;
  readonly callee: string;
  keyword: string | null;
}

const NAME = /[A-Za-z_][\w.]*/y;

/** Reads `text` up to `offset` (UTF-16, from 0); linear. */
export function cursorIn(text: string, offset: number): PythonCursor {
  const stack: Bracket[] = [];
  let string: Span | null = null;
  let name = '';
  let i = 0;
  while (i < offset) {
    const c = text[i]!;
    if (c === '#') {
      const end = text.indexOf('\n', i);
      i = end < 0 ? text.length : end;
      continue;
    }
    if (c === '"' || c === "'") {
      const end = closing(text, i);
      if (end.close >= offset) {
        string = { start: end.start, end: end.close };
        break;
      }
      i = end.after;
      name = '';
      continue;
    }
    NAME.lastIndex = i;
    const word = NAME.exec(text);
    if (word) {
      name = word[0];
      i += name.length;
      continue;
    }
    const top = stack[stack.length - 1];
    if (c === '(' || c === '[' || c === '{') stack.push({ open: c, callee: c === '(' ? name : '', keyword: null });
    else if (c === ')' || c === ']' || c === '}') stack.pop();
    else if (c === ',' && top) top.keyword = null;
    else if (c === '=' && top?.open === '(' && text[i + 1] !== '=' && name !== '' && !/[=!<>]/.test(text[i - 1] ?? '')) top.keyword = name;
    if (!/\s/.test(c)) name = '';
    i++;
  }
  let keyword: string | null = null;
  let callee = '';
  for (let s = stack.length - 1; s >= 0; s--) {
    const b = stack[s]!;
    if (b.open !== '(') continue;
    callee = b.callee;
    keyword = b.keyword;
    // Plain brackets around a value are passed through.
    if (callee !== '' || keyword !== null) break;
  }
  return { string, callee, keyword, word: wordAt(text, offset) };
}

/** The string that begins with the quote at `at`: where its characters start and end, and where the text goes on. */
function closing(text: string, at: number): { readonly start: number; readonly close: number; readonly after: number } {
  const quote = text[at]!;
  const triple = text.startsWith(quote.repeat(3), at);
  const mark = triple ? quote.repeat(3) : quote;
  const start = at + mark.length;
  for (let i = start; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text.startsWith(mark, i)) return { start, close: i, after: i + mark.length };
    else if (!triple && text[i] === '\n') return { start, close: i, after: i };
  }
  return { start, close: text.length, after: text.length };
}

function wordAt(text: string, offset: number): Span {
  let start = offset;
  let end = offset;
  while (start > 0 && /\w/.test(text[start - 1]!)) start--;
  while (end < text.length && /\w/.test(text[end]!)) end++;
  return { start, end };
}
