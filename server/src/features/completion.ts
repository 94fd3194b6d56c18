import type { QueryFact } from '../model/facts';
import type { Choice, Word } from '../model/format';
import type { Key } from '../model/key';
import type { Entity, Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import { entityCard } from './hover';
import { joinConditions } from './joinConditions';
import { typeName } from './words';

export type CompletionKind = 'dataset' | 'column' | 'function' | 'macro' | 'keyword' | 'key' | 'value' | 'snippet' | 'symbol' | 'alias';

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail: string;
  /** Shown in the list already; for entities it is looked up when the item is chosen. */
  readonly documentation?: string;
  readonly entity?: Key;
  readonly insert: string;
  readonly snippet: boolean;
  readonly replace: Span;
  readonly sort: string;
  readonly deprecated: boolean;
}

/** A longer list is cut to what fits what is typed. */
const MOST = 1_000;
/** What is left of a list that was cut: the client asks again with every letter. */
const SHOWN = 200;

/**
 * What may stand at the cursor: names of the workspace, columns in scope, fixed words, in that order. `offset` in UTF-16
 * units from 0. Of more than `MOST` items those that fit what is typed are given, those that begin like it first.
 */
export function complete(ws: Workspace, path: string, offset: number): { readonly items: readonly Completion[]; readonly incomplete: boolean } {
  const document = ws.document(path);
  const format = ws.reader(path);
  const expected = document ? (format?.expect?.({ path, text: document.text }, document.project, offset) ?? null) : null;
  if (!document || !expected) return { items: [], incomplete: false };
  const typed = document.text.slice(expected.replace.start, Math.min(offset, expected.replace.end)).toLowerCase();
  const items: Completion[] = [];
  const seen = new Set<string>();
  let cut = false;
  expected.choices.forEach((choice, rank) => {
    const chosen = choice.kind === 'entities' ? entities(ws, choice, expected.replace, typed) : { items: choose(ws, path, offset, choice, expected.replace), cut: false };
    cut ||= chosen.cut;
    for (const item of chosen.items) {
      if (seen.has(item.label)) continue;
      seen.add(item.label);
      items.push({ ...item, sort: `${rank}${item.sort}` });
    }
  });
  if (items.length <= MOST) return { items, incomplete: cut };
  return { items: fitting(items, i => i.label, typed).slice(0, SHOWN), incomplete: true };
}

/** Those whose name holds the letters typed, in order: first those that begin with them, then those that hold them in one piece. */
function fitting<T>(items: readonly T[], nameOf: (item: T) => string, typed: string): T[] {
  if (typed === '') return [...items];
  const classes: [T[], T[], T[]] = [[], [], []];
  for (const item of items) {
    const name = nameOf(item).toLowerCase();
    const at = name.indexOf(typed);
    if (at >= 0) classes[at === 0 ? 0 : 1].push(item);
    else if (holdsInOrder(name, typed)) classes[2].push(item);
  }
  return classes.flat();
}

function holdsInOrder(name: string, letters: string): boolean {
  let from = 0;
  for (const letter of letters) {
    const at = name.indexOf(letter, from);
    if (at < 0) return false;
    from = at + letter.length;
  }
  return true;
}

/** The documentation of a name in the list. */
export function completionDocumentation(ws: Workspace, entity: Key): string | null {
  const e = ws.entity(entity);
  return e ? entityCard(ws, e) : null;
}

function choose(ws: Workspace, path: string, offset: number, choice: Exclude<Choice, { kind: 'entities' }>, replace: Span): readonly Completion[] {
  switch (choice.kind) {
    case 'columnsOf': return columnsOf(ws, choice.targets, replace);
    case 'columnsInScope': return columnsInScope(ws, path, offset, choice.qualifier, replace, choice.shared === true);
    case 'columnsOfWritten': return columnsOfWritten(ws, path, offset, replace);
    case 'ctes': return ctes(ws, path, offset, replace);
    case 'joinConditions': return joins(ws, path, offset, replace);
    case 'words': return choice.words.map(w => word(w, replace));
    case 'values': return values(ws, choice.of).map(v => plain(v, 'value', '', replace));
  }
}

/** Of very many names only those that fit are looked at. */
function entities(ws: Workspace, choice: Extract<Choice, { kind: 'entities' }>, replace: Span, typed: string): { readonly items: readonly Completion[]; readonly cut: boolean } {
  const out: Completion[] = [];
  const count = choice.namespaces.reduce((sum, namespace) => sum + ws.names(namespace).length, 0);
  const many = count > MOST;
  for (const namespace of choice.namespaces)
    for (const { name: whole, id } of many ? fitting(ws.names(namespace), n => n.name, (choice.prefix ?? '') + typed) : ws.names(namespace)) {
      if (choice.prefix && !whole.startsWith(choice.prefix)) continue;
      const name = whole.slice(choice.prefix?.length ?? 0);
      if (name === '') continue;
      if (many && out.length >= SHOWN) break;
      const e = ws.entity(id);
      if (!e?.enabled || (choice.types.length > 0 && !choice.types.includes(e.type))) continue;
      // A version is named by an argument of its own, not in the name.
      if (e.attributes.version !== undefined && name !== e.name) continue;
      out.push({ ...plain(name, kindOf(e), detailOf(e), replace, isInner(name, e) ? `~${name}` : name), entity: e.id, insert: choice.wrap ? choice.wrap.replace('$', () => name) : name });
    }
  return { items: out, cut: many };
}

/** Implementations for one adapter and generic tests are macros too, but nobody calls them by name: they come last. */
function isInner(name: string, e: Entity): boolean {
  return kindOf(e) === 'macro' && (e.attributes.more?.['isTest'] === true || /^[a-z]+__/.test(name));
}

function kindOf(e: Entity): CompletionKind {
  if (e.kind === 'dataset') return 'dataset';
  return e.type.includes('macro') ? 'macro' : 'symbol';
}

function detailOf(e: Entity): string {
  return e.attributes.materialized ? `${typeName(e.type)}, ${e.attributes.materialized}` : typeName(e.type);
}

function columnsOf(ws: Workspace, targets: readonly Key[], replace: Span): readonly Completion[] {
  for (const k of targets) {
    const found = ws.answering(k);
    if (found.length !== 1) continue;
    return ws.columns(found[0]!.id).columns.map((c, i) => ({ ...plain(c.name, 'column', c.type ?? '', replace, order(i)), ...(c.description ? { documentation: c.description } : {}) }));
  }
  return [];
}

/** Columns of the innermost select around the cursor, each with the inputs that have it; then the inputs' own names. */
function columnsInScope(ws: Workspace, path: string, offset: number, qualifier: readonly string[] | null, replace: Span, shared: boolean): readonly Completion[] {
  const document = ws.document(path);
  if (!document) return [];
  const hit = scopeAt(document.facts.queries, offset, document.text);
  if (!hit) return [];
  const scope = hit.query.query.scopes[hit.scope]!;
  const last = qualifier?.[qualifier.length - 1]?.toLowerCase();
  const byName = new Map<string, { name: string; type: string | null; inputs: string[]; dataset: Key | null }>();
  scope.inputs.forEach((input, i) => {
    if (last !== undefined && input.name?.toLowerCase() !== last) return;
    for (const c of ws.inputColumns(path, hit.query, hit.scope, i).columns) {
      const known = byName.get(c.name.toLowerCase());
      if (known) known.inputs.push(input.name ?? '');
      else byName.set(c.name.toLowerCase(), { name: c.name, type: c.type, inputs: [input.name ?? ''], dataset: c.dataset });
    }
  });
  if (shared) {
    const before = scope.inputs.filter(i => i.span.end <= offset).map(i => i.name ?? '');
    const right = before.pop();
    const both = [...byName.values()].filter(c => right !== undefined && c.inputs.includes(right) && c.inputs.some(i => before.includes(i)));
    return both.map((c, i) => plain(c.name, 'column', c.type ?? '', replace, order(i)));
  }
  const columns = [...byName.values()].map((c, i): Completion => {
    const described = c.dataset ? ws.column(c.dataset, c.name)?.description : null;
    const insert = last === undefined && c.inputs.length > 1 && c.inputs[0] ? `${c.inputs[0]}.${c.name}` : c.name;
    return { ...plain(c.name, 'column', [c.type, c.inputs.filter(Boolean).join(', ')].filter(Boolean).join(' · '), replace, order(i)), insert, ...(described ? { documentation: described } : {}) };
  });
  if (last !== undefined) return columns;
  const names = scope.inputs.flatMap(i => (i.name ? [plain(i.name, 'alias', i.alias ? 'alias' : 'table', replace, 'z')] : []));
  return [...columns, ...names];
}

/** How far back the table of a column list is looked for. */
const REACH = 3_000;

/** Columns of the table before the bracket that holds the cursor, those between the two left out. */
function columnsOfWritten(ws: Workspace, path: string, offset: number, replace: Span): readonly Completion[] {
  const document = ws.document(path);
  if (!document) return [];
  const open = document.text.lastIndexOf('(', offset - 1);
  if (open < offset - REACH) return [];
  const table = document.facts.references.findLast(r => r.fullSpan.end <= open && r.role === 'writes' && document.text.slice(r.fullSpan.end, open).trim() === '');
  const found = table ? ws.resolve(table, path) : null;
  if (found?.kind !== 'one') return [];
  const listed = new Set(document.text.slice(open + 1, replace.start).toLowerCase().split(/[\s,"`[\]]+/));
  return ws.columns(found.entity.id).columns.filter(c => !listed.has(c.name.toLowerCase())).map((c, i) => ({ ...plain(c.name, 'column', c.type ?? '', replace, order(i)), ...(c.description ? { documentation: c.description } : {}) }));
}

/** CTEs that stand before the cursor in its query. */
function ctes(ws: Workspace, path: string, offset: number, replace: Span): readonly Completion[] {
  const document = ws.document(path);
  const hit = document ? scopeAt(document.facts.queries, offset, document.text) : null;
  if (!hit) return [];
  const seen = new Set<string>();
  return hit.query.query.scopes.flatMap((s, i) => (s.cte && s.name !== null && i !== hit.scope && s.span.end <= offset && !seen.has(s.name) && seen.add(s.name) ? [plain(s.name, 'alias', 'CTE', replace, order(i))] : []));
}

function joins(ws: Workspace, path: string, offset: number, replace: Span): readonly Completion[] {
  const document = ws.document(path);
  const hit = document ? scopeAt(document.facts.queries, offset, document.text) : null;
  return hit ? joinConditions(ws, path, hit.query, hit.scope, offset).map((c, i) => plain(c.text, 'snippet', c.why, replace, order(i))) : [];
}

/** The innermost select that holds the offset; a select whose text ends before the cursor counts if only blanks lie between. */
export function scopeAt(queries: readonly QueryFact[], offset: number, text = ''): { readonly query: QueryFact; readonly scope: number } | null {
  let best: { query: QueryFact; scope: number; width: number } | null = null;
  for (const query of queries)
    query.query.scopes.forEach((s, scope) => {
      if (s.kind !== 'select' || s.span.start > offset || (s.span.end < offset && (text === '' || text.slice(s.span.end, offset).trim() !== ''))) return;
      const width = s.span.end - s.span.start;
      if (!best || width < best.width) best = { query, scope, width };
    });
  return best;
}

function values(ws: Workspace, of: 'tags' | 'groups' | 'owners' | 'schemas'): readonly string[] {
  const out = new Set<string>();
  for (const type of ws.types())
    for (const e of ws.entitiesOf(type)) {
      const a = e.attributes;
      if (of === 'tags') for (const t of a.tags ?? []) out.add(t);
      if (of === 'groups' && a.group) out.add(a.group);
      if (of === 'owners' && a.owner) out.add(a.owner);
      if (of === 'schemas' && a.schema) out.add(a.schema);
    }
  return [...out].sort();
}

function word(w: Word, replace: Span): Completion {
  const kind: CompletionKind = w.kind;
  return {
    label: w.label, kind, detail: w.detail ?? '', insert: w.insert ?? w.label, snippet: /\$\{?\d/.test(w.insert ?? ''), replace, sort: `${w.rank ?? 1}${w.label}`, deprecated: w.deprecated ?? false,
    ...(w.documentation ? { documentation: w.documentation } : {}),
  };
}

function plain(label: string, kind: CompletionKind, detail: string, replace: Span, sort = label): Completion {
  return { label, kind, detail, insert: label, snippet: false, replace, sort, deprecated: false };
}

function order(i: number): string {
  return String(i).padStart(5, '0');
}

