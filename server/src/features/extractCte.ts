import type { QueryFact } from '../model/facts';
import type { Input, Scope } from '../model/query';
import { usesIn } from '../model/uses';
import type { DocumentView, Workspace } from '../model/workspace';
import { encloses, type Span, type TextEdit } from '../text/span';
import type { Action } from './codeActions';
import { refactoring } from './edits';

/**
 * Makes a subquery in FROM a common table expression, before the one it stands in, else as the last. Offered for plain
 * subqueries: those that name columns of the query around them stay where they are.
 */
export function extractCte(ws: Workspace, path: string, span: Span): readonly Action[] {
  const document = ws.document(path);
  if (!document) return [];
  let best: { readonly input: Input; readonly index: number; readonly query: QueryFact; readonly size: number } | null = null;
  for (const query of document.facts.queries)
    for (const scope of query.query.scopes)
      for (const input of scope.inputs) {
        if (input.source.kind !== 'scope' || query.query.scopes[input.source.scope]?.cte !== false || !encloses(input.span, span)) continue;
        const size = input.span.end - input.span.start;
        if (best === null || size < best.size) best = { input, index: input.source.scope, query, size };
      }
  if (!best || best.input.columnAliases !== null) return [];
  const body = plainBody(document.text, best.input, best.query.query.scopes[best.index]!);
  if (!body || isCorrelated(ws, path, best.query, best.index)) return [];
  const name = freeName(best.query, best.input, document);
  const place = placeFor(document.text, best.query, best.input.span);
  if (!place) return [];
  const alias = best.input.alias?.name;
  const replaced: TextEdit = { span: best.input.span, text: alias === undefined || alias.toLowerCase() === name ? name : `${name} as ${alias}` };
  return [refactoring(path, `Extract into the CTE '${name}'`, [{ span: { start: place.at, end: place.at }, text: place.text(definition(document.text, name, body)) }, replaced])];
}

/** The text between the brackets of a subquery; null if there is more around it than brackets and an alias. */
function plainBody(text: string, input: Input, scope: Scope): Span | null {
  const open = /^\(/.exec(text.slice(input.span.start, input.span.end));
  const tail = text.slice(input.span.start, input.alias?.span.start ?? input.span.end);
  const close = /\)\s*(?:as\s+)?$/i.exec(tail);
  if (!open || !close) return null;
  const inner = { start: input.span.start + 1, end: input.span.start + close.index };
  return encloses(inner, scope.span) ? inner : null;
}

/** Whether something inside means a column of the query around. */
function isCorrelated(ws: Workspace, path: string, query: QueryFact, index: number): boolean {
  const { scopes } = query.query;
  const { span } = scopes[index]!;
  const names = new Set(scopes.flatMap(s => (encloses(span, s.span) ? s.inputs.flatMap(i => i.name?.toLowerCase() ?? []) : [])));
  for (const use of usesIn(query)) {
    if (!encloses(span, use.span)) continue;
    if (use.qualifier.length > 0 && !names.has(use.qualifier.at(-1)!.toLowerCase()) && !names.has(use.qualifier[0]!.toLowerCase())) return true;
    const target = ws.resolveUse(path, query, use);
    if (target.kind === 'unknown') return true;
  }
  return scopes.some(s => encloses(span, s.span) && s.inputs.some(i => i.join === 'lateral' && i.source.kind !== 'function'));
}

function freeName(query: QueryFact, input: Input, document: DocumentView): string {
  const taken = new Set(query.query.scopes.flatMap(s => [...(s.cte && s.name ? [s.name.toLowerCase()] : []), ...s.inputs.flatMap(i => (i.source.kind === 'table' && i.name ? [i.name.toLowerCase()] : []))]));
  const wanted = input.alias && /^[A-Za-z_]\w*$/.test(input.alias.name) ? input.alias.name.toLowerCase() : 'subquery';
  let name = wanted;
  for (let n = 2; taken.has(name) || (name !== wanted && new RegExp(`\\b${name}\\b`, 'i').test(document.text)); n++) name = `${wanted}_${n}`;
  return name;
}

interface Place {
  readonly at: number;
  text(definition: string): string;
}

/** Where a new CTE goes so that what stands at `span` can read it. */
function placeFor(text: string, query: QueryFact, span: Span): Place | null {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const ctes = query.query.scopes.filter(s => s.cte && s.nameSpan !== null);
  const outer = ctes.filter(s => !ctes.some(o => o !== s && encloses(o.span, s.span)));
  const around = outer.find(s => encloses(s.span, span));
  if (around) return { at: around.nameSpan!.start, text: d => `${d},${eol}` };
  const before = outer.filter(s => s.span.end <= span.start && !query.query.scopes.some(o => !o.cte && o.span.start < s.nameSpan!.start && encloses(o.span, s.span) && encloses(o.span, span) && o !== query.query.scopes[query.query.root]));
  const last = before.sort((a, b) => a.span.end - b.span.end).at(-1);
  if (last) {
    const close = /^\s*\)/.exec(text.slice(last.span.end));
    const end = close ? last.span.end + close[0].length : text[last.span.end - 1] === ')' ? last.span.end : null;
    return end === null ? null : { at: end, text: d => `,${eol}${d}` };
  }
  const root = query.query.scopes[query.query.root];
  if (!root || root.span.end <= root.span.start || !encloses(root.span, span) || outer.length > 0) return null;
  return { at: root.span.start, text: d => `with ${d}${eol}` };
}

/** A CTE with its body indented by four more than the line it begins on. */
function definition(text: string, name: string, body: Span): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const raw = text.slice(body.start, body.end).replace(/^[ \t]*\r?\n/, '').trimEnd();
  const lines = raw.split(/\r?\n/);
  const first = lines[0]!.trim() === lines[0] ? 1 : 0;
  const indents = lines.slice(first).filter(l => l.trim() !== '').map(l => l.length - l.trimStart().length);
  const least = indents.length > 0 ? Math.min(...indents) : 0;
  const inner = lines.map((l, i) => (l.trim() === '' ? '' : `    ${i < first ? l.trim() : l.slice(least)}`));
  return `${name} as (${eol}${inner.join(eol)}${eol})`;
}
