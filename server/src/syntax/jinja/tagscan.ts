import type { Problem } from '../../model/facts';

/** What dbt's own scan for blocks stumbles over. */
const OPEN = /\{%-?\s*[A-Za-z_]|\{#|\{\{/g;
const RAW = /\{%-?\s*raw\s*-?%\}/y;
const RAW_END = /\{%-?\s*endraw\s*-?%\}/g;

/**
 * Goes over a macro, snapshot or docs file as dbt does when it looks for blocks (dbt_common `TagIterator`): only strings, comments
 * and closing marks count. The first thing without an end stops it, and dbt fails; that is the problem given. Null if all is closed.
 */
export function scanFailure(text: string, start: number, end: number): Problem | null {
  let at = start;
  while (true) {
    OPEN.lastIndex = at;
    const found = OPEN.exec(text);
    if (found === null || OPEN.lastIndex > end) return null;
    const mark = found[0].slice(0, 2);
    RAW.lastIndex = found.index;
    let next: number;
    if (mark === '{#') next = after(text.indexOf('#}', found.index + 2), 2);
    else if (mark === '{%' && RAW.test(text)) next = rawEnd(text, RAW.lastIndex);
    else next = closing(text, found.index + 2, end, mark === '{{' ? '}}' : '%}');
    if (next < 0 || next > end) return failure(found.index, mark);
    at = next;
  }
}

function after(found: number, length: number): number {
  return found < 0 ? -1 : found + length;
}

function rawEnd(text: string, at: number): number {
  RAW_END.lastIndex = at;
  return RAW_END.exec(text) === null ? -1 : RAW_END.lastIndex;
}

/** Where the mark outside of strings ends, -1 if there is none. */
function closing(text: string, at: number, end: number, mark: '}}' | '%}'): number {
  while (at < end) {
    const c = text.charCodeAt(at);
    if (c === 34 || c === 39) {
      const string = stringFrom(text, at, end);
      if (string < 0) return -1;
      at = string;
    } else if (text.startsWith(mark, at)) return at + 2;
    else at++;
  }
  return -1;
}

/** End of the first whole string at or after `at`; a quote without its other half is passed over. */
function stringFrom(text: string, at: number, end: number): number {
  let hopeless = 0;
  for (; at < end; at++) {
    const quote = text.charCodeAt(at);
    if ((quote !== 34 && quote !== 39) || quote === hopeless) continue;
    for (let i = at + 1; i < end; i++) {
      const c = text.charCodeAt(i);
      if (c === quote) return i + 1;
      if (c === 92) i++;
    }
    if (hopeless !== 0) return -1;
    hopeless = quote;
  }
  return -1;
}

function failure(at: number, mark: string): Problem {
  const missing = mark === '{#' ? '#}' : mark === '{{' ? '}}' : '%}';
  return { rule: 'jinja-syntax', span: { start: at, end: at + 2 }, message: `dbt finds no end of what begins here: \`${missing}\` is missing, or a string has no closing quote`, data: { missing } };
}
