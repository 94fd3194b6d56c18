import type { Span } from '../../text/span';

/**
 * The text of a span with everything that is not SQL of its own level blanked out: what stands in brackets, strings, comments and
 * Jinja. Same length, so offsets stay; brackets themselves are kept. Unclosed constructs reach to the end.
 */
export function topLevel(text: string, span: Span): string {
  if (text !== lastText) {
    lastText = text;
    lastLevels.clear();
  }
  const at = `${span.start}-${span.end}`;
  let level = lastLevels.get(at);
  if (level === undefined) lastLevels.set(at, (level = withoutInner(text, span)));
  return level;
}

// Many rules look at the statements of one file, one after the other.
let lastText = '';
const lastLevels = new Map<string, string>();

function withoutInner(text: string, { start, end }: Span): string {
  const out: string[] = [];
  let depth = 0;
  let at = start;
  const skip = (to: number): void => {
    const stop = Math.min(to, end);
    out.push(' '.repeat(stop - at));
    at = stop;
  };
  const after = (mark: string, from: number): number => {
    const i = text.indexOf(mark, from);
    return i < 0 ? end : i + mark.length;
  };
  while (at < end) {
    const two = text.slice(at, at + 2);
    const c = text[at]!;
    if (two === '--') skip(after('\n', at) - 1 > at ? after('\n', at) : end);
    else if (two === '/*') skip(after('*/', at + 2));
    else if (two === '{#') skip(after('#}', at + 2));
    else if (two === '{%') skip(after('%}', at + 2));
    else if (two === '{{') skip(after('}}', at + 2));
    else if (c === "'" || c === '"' || c === '`') {
      // Quoted names at this level stay readable: clauses list them.
      const stop = Math.min(after(c, at + 1), end);
      if (depth === 0 && c !== "'") {
        out.push(text.slice(at, stop));
        at = stop;
      } else skip(stop);
    } else if (c === '(') {
      out.push(depth === 0 ? c : ' ');
      depth++;
      at++;
    } else if (c === ')') {
      depth = Math.max(0, depth - 1);
      out.push(depth === 0 ? c : ' ');
      at++;
    } else {
      out.push(depth === 0 || c === '\n' ? c : ' ');
      at++;
    }
  }
  return out.join('');
}

/** The items of a clause of a select, separated by commas; null if there is no such clause. `clause` and `ends` are regular expressions without flags. */
export function clauseItems(text: string, select: Span, clause: string, ends: string): readonly Span[] | null {
  const flat = topLevel(text, select);
  const head = new RegExp(`\\b${clause}\\b`, 'i').exec(flat);
  if (!head) return null;
  const from = head.index + head[0].length;
  const stop = flat.slice(from).search(new RegExp(`\\b(?:${ends})\\b|;`, 'i'));
  const to = stop < 0 ? flat.length : from + stop;
  const items: Span[] = [];
  let start = from;
  for (let i = from; i <= to; i++) {
    if (i < to && flat[i] !== ',') continue;
    const raw = text.slice(select.start + start, select.start + i);
    const lead = raw.length - raw.trimStart().length;
    const length = raw.trim().length;
    if (length > 0) items.push({ start: select.start + start + lead, end: select.start + start + lead + length });
    start = i + 1;
  }
  return items;
}

export const AFTER_GROUP_BY = 'having|qualify|window|order|limit|union|except|intersect|minus|fetch|offset|settings|format|with';

/** SQL for comparison: one space for any white space, lower case, no spaces around dots and brackets. */
export function normalSql(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').replace(/ ?([().,]) ?/g, '$1').trim();
}
