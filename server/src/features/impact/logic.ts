import type { Column, DocumentView, Entity } from '../../model/workspace';
import type { Span } from '../../text/span';
import { checkKind } from '../lineage/identity';
import { listed } from '../words';
import { wholeExpressionOf } from './columns';
import type { Change } from './model';
import { fedBy, madeOf, readersOf, Reach, reached, type Sides } from './reach';
import { columnName, type Rewrite } from './rewrite';
import { isMacro, type Side } from './sides';
import { names, standingOf, valueJudgement } from './standing';

/** The query, rows or body of something changed though its columns may be the same. `columnsChanged`: whether some came or went. */
export function logicChanges(sides: Sides, before: Entity, after: Entity, columnsChanged: boolean, rewrite: Rewrite): readonly Change[] {
  if (before.kind === 'job') return [];
  const { base, head } = sides;
  const [old, now] = [bodyOf(base, before, rewrite), bodyOf(head, after, rewrite)];
  if (old === null || now === null || old.text === now.text) return [];
  const common = { kind: 'changed' as const, subject: head.subject(after), column: null, from: null, to: null, place: head.place(after.id) };
  if (isMacro(after)) return [macroChange(sides, after, common)];
  const own = checkKind(after);
  if (own !== null) return [{ ...common, aspect: 'check', title: `${own} test changed`, verdict: 'risky', reason: 'what it catches may differ', reach: [] }];
  if (after.kind !== 'dataset') return [];
  const standing = standingOf(head, after);
  if (old.rows && now.rows) {
    const reach = fedBy(head, [after.id]);
    const [fewer, more] = rowDifference(old.text, now.text);
    const judged = valueJudgement(standing, reach, fewer === 0 ? 'rows were added' : 'rows were changed or taken out');
    return [{ ...common, aspect: 'content', title: `rows changed (+${more} −${fewer})`, ...judged, ...(fewer === 0 ? { verdict: 'safe' as const } : {}), reach }];
  }
  const textIn = (side: Side) => (document: DocumentView, span: Span) => rewrite(side, document, span);
  const columns = head.ws.columns(after.id).columns.filter(c => {
    const was = base.ws.column(before.id, c.name);
    if (!was) return false;
    const [x, y] = [wholeExpressionOf(base, before, c.name, textIn(base)), wholeExpressionOf(head, after, c.name, textIn(head))];
    return (x !== null && y !== null && x !== y && bare(x) !== bare(y)) || sources(was, sides) !== sources(c, null);
  });
  const rows = rowWords(sides, before, after);
  const [oldFrame, newFrame] = [frameOf(base, before, rewrite), frameOf(head, after, rewrite)];
  // Beside its SELECT lists the query is what it was: at most columns differ.
  const framed = rows.length === 0 && oldFrame !== null && oldFrame === newFrame;
  if (framed && columns.length === 0 && columnsChanged) return [];
  if (framed && columns.length > 0) {
    const reach = madeOf(head, after.id, columns.map(c => c.name));
    const [only] = columns;
    const [x, y] = columns.length === 1 ? apart(wholeExpressionOf(base, before, only!.name, plainText), wholeExpressionOf(head, after, only!.name, plainText)) : [null, null];
    return [{
      ...common, aspect: 'logic', column: columns.length === 1 ? only!.name : null, from: short(x), to: short(y), title: `${listed(columns.map(c => `\`${c.name}\``), 4)} computed otherwise`,
      ...valueJudgement(standing, reach, 'values may differ'), reach,
    }];
  }
  const reach = fedBy(head, [after.id]);
  const what = rows.length > 0 ? `${listed(rows)} changed` : 'query changed';
  return [{ ...common, aspect: 'logic', title: columns.length > 0 ? `${what}; ${listed(columns.map(c => `\`${c.name}\``), 4)} computed otherwise` : what, ...valueJudgement(standing, reach, 'rows or values may differ'), reach }];
}

function macroChange(sides: Sides, after: Entity, common: Omit<Change, 'aspect' | 'title' | 'verdict' | 'reason' | 'reach'>): Change {
  const reach = callersOf(sides.head, after);
  const models = reach.filter(r => r.kind !== 'macro');
  return {
    ...common, aspect: 'macro', title: 'macro changed', verdict: models.length > 0 ? 'risky' : 'safe', reach,
    reason: models.length > 0 ? `${names(models)} ${models.length === 1 ? 'is' : 'are'} made with it` : 'nothing here is made with it',
  };
}

/** Who calls a macro, through other macros too. */
function callersOf(side: Side, macro: Entity): ReturnType<Reach['list']> {
  const out = new Reach();
  const seen = new Set([macro.id]);
  let frontier = [macro.id];
  for (let distance = 1; frontier.length > 0; distance++) {
    const next: string[] = [];
    for (const id of frontier) {
      for (const caller of readersOf(side, id)) {
        if (seen.has(caller.id)) continue;
        seen.add(caller.id);
        out.add(reached(side, caller, 'changes', distance));
        if (isMacro(caller)) next.push(caller.id);
      }
    }
    frontier = next;
  }
  return out.list();
}

/** What a thing is made by, without what changes nothing; null if it is an entry of a file that others share. */
function bodyOf(side: Side, entity: Entity, rewrite: Rewrite): { readonly text: string; readonly rows: boolean } | null {
  const definition = side.ws.places(entity.id).find(p => p.declaration.role === 'defines') ?? side.ws.places(entity.id)[0];
  const document = definition ? side.ws.document(definition.file) : undefined;
  if (!definition || !document) return null;
  const { declaration, file } = definition;
  if (/\.(csv|tsv)$/i.test(file)) return { text: document.text.replace(/\r\n?/g, '\n').trim(), rows: true };
  if (isMacro(entity) || checkKind(entity) === 'unit') return { text: essence(rewrite(side, document, declaration.span)), rows: false };
  if (declaration.nameSpan === null && declaration.path === null) return { text: essence(rewrite(side, document, { start: 0, end: document.text.length })), rows: false };
  const slices = side.queries(entity.id).map(q => {
    const spans = q.fact.query.scopes.map(s => s.span);
    return rewrite(side, q.document, { start: Math.min(...spans.map(s => s.start)), end: Math.max(...spans.map(s => s.end)) });
  });
  return slices.length === 0 ? null : { text: essence(slices.join('\n;\n')), rows: false };
}

/** SQL, Jinja or Python without comments, blanks and the `config` call, whose settings are compared by themselves. In one pass. */
export function essence(text: string): string {
  let out = '';
  let quote: string | null = null;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quote !== null) {
      out += c;
      if (c === quote) quote = null;
      continue;
    }
    const two = text.slice(i, i + 2);
    const end = two === '--' ? '\n' : two === '/*' ? '*/' : two === '{#' ? '#}' : null;
    const skips = end ?? (two === '{{' && /^\{\{-?\s{0,50}config\s{0,50}\(/.test(text.slice(i, i + 120)) ? '}}' : null);
    if (skips !== null) {
      const at = text.indexOf(skips, i + 2);
      i = (at < 0 ? text.length : at + skips.length) - 1;
      if (!out.endsWith(' ')) out += ' ';
      continue;
    }
    if (/\s/.test(c)) {
      if (!out.endsWith(' ')) out += ' ';
      continue;
    }
    if (c === "'" || c === '"' || c === '`') quote = c;
    out += c;
  }
  return out.replace(/ ?([(),;=<>+*/-]) ?/g, '$1').trim();
}

const plainText = (document: DocumentView, { start, end }: Span): string => document.text.slice(start, end);

/** Of two chains of expressions the one link that differs; nulls if there are several. */
function apart(old: string | null, now: string | null): [string | null, string | null] {
  const [a, b] = [(old ?? '').split(' <- '), (now ?? '').split(' <- ')];
  const differing = a.flatMap((x, i) => (x === b[i] ? [] : [i]));
  return a.length === b.length && differing.length === 1 ? [a[differing[0]!]!, b[differing[0]!]!] : [null, null];
}

/** What is left of the files of a query without the items of its SELECT lists; null if there is no query. */
function frameOf(side: Side, entity: Entity, rewrite: Rewrite): string | null {
  const queries = side.queries(entity.id);
  if (queries.length === 0) return null;
  return queries
    .map(({ document, fact }) => {
      const items = fact.query.scopes.flatMap(s => s.outputs.filter(o => !o.star).map(o => o.span));
      return essence(rewrite(side, document, { start: 0, end: document.text.length }, items)).replace(/[, ]+/g, ' ');
    })
    .join('\n');
}

function bare(expression: string): string {
  return essence(expression).toLowerCase().replace(/^\w+\./, '');
}

/** What decides which rows there are, as far as it changed: filter, joins, grouping. */
function rowWords({ base, head, renamed, renamedColumns }: Sides, before: Entity, after: Entity): string[] {
  const words: { readonly [kind: string]: string } = { filter: 'filter', join: 'joins', group_by: 'grouping', window: 'windows', sort: 'order' };
  // Filters name columns without saying whose they are: any that was renamed in an input is taken for that one.
  const inputs = base.ws.inputs(before.id).map(i => i.from);
  const newNames = (column: string) => (inputs.map(i => renamedColumns.get(columnName(i, column))).find(n => n !== undefined) ?? column).toLowerCase();
  const uses = (side: Side, id: string, map: ReadonlyMap<string, string>) => {
    const out = new Map<string, string[]>();
    for (const { fact } of side.queries(id)) for (const s of fact.query.scopes) for (const u of s.indirect) push(out, u.kind, map.size + renamedColumns.size > 0 && side === base ? newNames(u.column) : u.column.toLowerCase());
    push(out, 'inputs', [...new Set(side.ws.inputs(id).map(i => map.get(i.from) ?? i.from))].sort().join(','));
    for (const { fact } of side.queries(id)) push(out, 'shape', fact.query.scopes.map(s => `${s.kind}${s.distinct ? ' distinct' : ''}${s.inputs.map(i => i.join).join(' ')}`).sort().join(';'));
    return out;
  };
  const [a, b] = [uses(base, before.id, renamed), uses(head, after.id, new Map())];
  const differs = (kind: string) => (a.get(kind) ?? []).sort().join(',') !== (b.get(kind) ?? []).sort().join(',');
  const out = Object.keys(words).filter(differs).map(k => words[k]!);
  if (differs('inputs')) out.unshift('inputs');
  else if (out.length === 0 && differs('shape')) out.push('joins or unions');
  return out;
}

function push(map: Map<string, string[]>, k: string, value: string): void {
  const list = map.get(k);
  if (list) list.push(value);
  else map.set(k, [value]);
}

function sources(column: Column, old: Sides | null): string {
  return column.from.map(f => `${old?.renamed.get(f.dataset) ?? f.dataset}.${(old?.renamedColumns.get(columnName(f.dataset, f.column)) ?? f.column).toLowerCase()} ${f.kind}`).sort().join(',');
}

function rowDifference(old: string, now: string): [number, number] {
  const count = (text: string) => {
    const out = new Map<string, number>();
    for (const line of text.split('\n').slice(1)) out.set(line, (out.get(line) ?? 0) + 1);
    return out;
  };
  const [a, b] = [count(old), count(now)];
  let fewer = 0;
  let more = 0;
  for (const [line, n] of a) fewer += Math.max(0, n - (b.get(line) ?? 0));
  for (const [line, n] of b) more += Math.max(0, n - (a.get(line) ?? 0));
  return [fewer, more];
}

function short(text: string | null): string | null {
  return text === null ? null : text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
