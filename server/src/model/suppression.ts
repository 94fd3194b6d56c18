import type { Span } from '../text/span';
import type { Suppression } from './facts';

const HEAD = /pipewright:[ \t]*(allow-file|allow)(?![\w-])[ \t]*/g;
const ID = /[A-Za-z][\w-]*/y;
const COMMA = /[ \t]*,[ \t]*/y;

/**
 * The suppressions in a file's comments: `pipewright: allow rule-id[, rule-id …] [reason]`, or `allow-file`.
 * `comments` are the comments' spans, whatever marks them; text behind the ids up to the end of the line is the reason,
 * without a closing comment mark. An `allow` without an id gives a suppression without rules, so that it can be reported.
 */
export function readSuppressions(text: string, comments: readonly Span[]): Suppression[] {
  const out: Suppression[] = [];
  for (const comment of comments) {
    const body = text.slice(comment.start, comment.end);
    if (!body.includes('pipewright:')) continue;
    for (const match of body.matchAll(HEAD)) out.push(readOne(text, comment.start + match.index, comment.start + match.index + match[0].length, comment.end, match[1]!));
  }
  return out;
}

function readOne(text: string, start: number, after: number, end: number, word: string): Suppression {
  const rules: { id: string; span: Span }[] = [];
  let at = after;
  for (;;) {
    ID.lastIndex = at;
    const id = at < end ? ID.exec(text) : null;
    if (!id || at + id[0].length > end) break;
    rules.push({ id: id[0], span: { start: at, end: at + id[0].length } });
    at += id[0].length;
    COMMA.lastIndex = at;
    const comma = COMMA.exec(text);
    if (!comma || at + comma[0].length >= end) break;
    at += comma[0].length;
  }
  const newline = text.slice(at, end).search(/[\r\n]/);
  const stop = newline < 0 ? end : at + newline;
  const reason = text.slice(at, stop).replace(/(\*\/|-?#\}|-?%\}|-->)?\s*$/, '').replace(/^[\s:(–—-]+/, '').replace(/[\s)]+$/, '');
  return { rules, span: { start, end: stop }, scope: word === 'allow-file' ? 'file' : 'line', reason: reason === '' ? null : reason };
}
