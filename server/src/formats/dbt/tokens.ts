import type { Document, Token } from '../../model/format';
import { callsIn, readJinja } from '../../syntax/jinja';
import { CONTEXT } from './extract/context';

/** Tokens that a grammar can't tell: which names in Jinja are macros, which are dbt's, what is a keyword argument. In order. */
export function tokens(document: Document): readonly Token[] {
  const template = readJinja(document.text);
  const out: Token[] = [];
  for (const segment of template.segments) {
    if (segment.kind === 'comment') out.push({ span: segment.span, type: 'comment' });
    if (segment.kind === 'tag' && segment.statement.keyword.text !== '') out.push({ span: segment.statement.keyword.span, type: 'keyword' });
  }
  for (const call of callsIn(template)) {
    call.parts.forEach((part, i) => {
      const last = i === call.parts.length - 1;
      out.push({ span: part.span, type: !last ? 'namespace' : call.parts.length === 1 && CONTEXT.has(part.text) ? 'function' : 'macro' });
    });
    for (const arg of call.args) if (arg.kind === 'keyword' && arg.nameSpan) out.push({ span: arg.nameSpan, type: 'parameter' });
  }
  return out.filter(t => t.span.end > t.span.start).sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}
