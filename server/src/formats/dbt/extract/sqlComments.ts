import type { Span } from '../../../text/span';
import type { JinjaTemplate } from '../../../syntax/jinja';

const MARK = /--|\/\*|'|"/g;

/** Comments of the SQL around the Jinja: `-- …` and `/* … *\/`. Texts in quotes are passed over; Jinja inside a comment belongs to it. */
export function sqlComments(template: JinjaTemplate): Span[] {
  const { text, start, end } = template;
  const out: Span[] = [];
  const jinja = template.segments.filter(s => s.kind !== 'text').map(s => s.span);
  let at = start;
  let next = 0;
  while (at < end) {
    MARK.lastIndex = at;
    const mark = MARK.exec(text);
    if (!mark || mark.index >= end) break;
    while (next < jinja.length && jinja[next]!.end <= mark.index) next++;
    const inside = jinja[next];
    if (inside && inside.start <= mark.index) {
      at = inside.end;
      continue;
    }
    if (mark[0] === '--') {
      const stop = lineEnd(text, mark.index, end);
      out.push({ start: mark.index, end: stop });
      at = stop;
    } else if (mark[0] === '/*') {
      const close = text.indexOf('*/', mark.index + 2);
      const stop = close < 0 || close + 2 > end ? end : close + 2;
      out.push({ start: mark.index, end: stop });
      at = stop;
    } else {
      const close = text.indexOf(mark[0], mark.index + 1);
      at = close < 0 ? mark.index + 1 : close + 1;
    }
  }
  return out;
}

function lineEnd(text: string, from: number, end: number): number {
  for (let i = from; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || c === 13) return i;
  }
  return end;
}
