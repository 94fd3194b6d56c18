import { readSuppressions } from '../../../model/suppression';
import { encloses, type Span } from '../../../text/span';
import { problemsFor, readJinja } from '../../../syntax/jinja';
import { lookupKeys, resourceId } from '../names';
import type { Source } from './draft';

/** How much of a docs block is kept for hovers. */
const MAX_TEXT = 4000;

/** A Markdown file: its `docs` blocks, each a text that descriptions name. */
export function extractDocs(source: Source): void {
  const { scope, name: pkg } = source.project;
  const template = readJinja(source.text);
  // A docs block without a name is passed over by dbt without a word.
  const nameless = template.blocks.filter(b => b.statement.kind === 'docs' && !b.statement.name?.text).map(b => b.open);
  for (const p of problemsFor(template, 'docs')) source.draft.problems.push(nameless.some(o => encloses(o, p.span)) ? { ...p, data: { ...p.data, severity: 'warning' } } : p);
  source.draft.suppressions.push(...readSuppressions(source.text, commentsOf(source.text, template.segments.filter(s => s.kind === 'comment').map(s => s.span))));
  for (const block of template.blocks) {
    const s = block.statement;
    if (s.kind !== 'docs' || !s.name || s.name.text === '') continue;
    source.draft.folds.push(block.span);
    const body = source.text.slice(block.open.end, block.close?.start ?? block.span.end).trim();
    source.draft.declare({
      id: resourceId(scope, 'doc', pkg, s.name.text), kind: 'symbol', type: 'dbt.doc', role: 'defines', name: s.name.text, keys: lookupKeys('doc', scope, pkg, s.name.text), nameSpan: s.name.span,
      span: block.span, parent: null, path: null, attributes: { description: body.length > MAX_TEXT ? `${body.slice(0, MAX_TEXT)}…` : body }, columns: [], columnsComplete: false,
    });
  }
}

/** Jinja comments and HTML comments, in order. */
function commentsOf(text: string, jinja: readonly Span[]): Span[] {
  const out = [...jinja];
  for (let at = text.indexOf('<!--'); at >= 0; at = text.indexOf('<!--', at)) {
    const close = text.indexOf('-->', at + 4);
    const end = close < 0 ? text.length : close + 3;
    out.push({ start: at, end });
    at = end;
  }
  return out.sort((a, b) => a.start - b.start);
}
