import type { Column, ColumnSource, DocumentView, Entity } from '../../model/workspace';
import type { Span } from '../../text/span';
import { outputSpans, columnPlaces } from '../places';
import type { Change, ImpactPlace } from './model';
import { dice } from './pairs';
import { lostColumnReach, madeOf, type Sides } from './reach';
import type { Side } from './sides';
import { lossJudgement, names, type Standing, standingOf } from './standing';
import { typeChange } from './types';
import { isPersonalTag } from './attributes';

/** How the columns of a dataset changed: gone, come, renamed, of another type, empty now where they were not. */
export function columnChanges(sides: Sides, before: Entity, after: Entity): readonly Change[] {
  const { base, head } = sides;
  const old = base.ws.columns(before.id);
  const now = head.ws.columns(after.id);
  const oldNames = new Map(old.columns.map(c => [c.name.toLowerCase(), c]));
  const newNames = new Map(now.columns.map(c => [c.name.toLowerCase(), c]));
  const standing = standingOf(base, before);
  // A star of something unknown may well give what is no longer named.
  const unsure = !now.complete && old.complete;
  const gone = unsure ? [] : old.columns.filter(c => !newNames.has(c.name.toLowerCase()) && !lostAbove(sides, before, c) && !(c.origin === 'declared' && !standing.external && base.queries(before.id).length > 0));
  const come = now.columns.filter(c => !oldNames.has(c.name.toLowerCase()) && !gainedAbove(sides, after, c));
  const renamed = matchColumns(sides, before, after, gone, come, old.columns, now.columns);
  const out: Change[] = [];
  for (const column of gone) out.push(lossOf(sides, before, after, standing, column, renamed.get(column) ?? null));
  const taken = new Set(renamed.values());
  const fresh = come.filter(c => !taken.has(c));
  for (const column of fresh) out.push(gainOf(sides, after, column));
  for (const column of old.columns) {
    const same = newNames.get(column.name.toLowerCase()) ?? renamed.get(column);
    if (same) out.push(...qualityChanges(sides, after, standing, column, same));
  }
  return out;
}

/** Whether the column came with a star, and what the star reads has lost it: told with that dataset. */
function lostAbove({ base, head, renamed }: Sides, entity: Entity, column: Column): boolean {
  if (column.from.length === 0 || isNamed(base, entity, column)) return false;
  return column.from.every(s => head.ws.column(renamed.get(s.dataset) ?? s.dataset, s.column) === undefined);
}

function gainedAbove({ base, head, renamed }: Sides, entity: Entity, column: Column): boolean {
  if (column.from.length === 0 || isNamed(head, entity, column)) return false;
  const before = (id: string) => [...renamed].find(([, to]) => to === id)?.[0] ?? id;
  return column.from.every(s => base.ws.column(before(s.dataset), s.column) === undefined);
}

/** Whether a query of the dataset writes the column out, rather than taking it with a star. */
function isNamed(side: Side, entity: Entity, column: Column): boolean {
  const queries = side.queries(entity.id);
  return queries.length === 0 || queries.some(q => outputSpans(q.fact, q.fact.query.root, column.name.toLowerCase()).length > 0);
}

/** The expression behind a column as it is written, without blanks; null if it is not written out. */
export function expressionOf(side: Side, entity: Entity, column: string, text: (document: DocumentView, span: Span) => string = (d, s) => d.text.slice(s.start, s.end)): string | null {
  for (const { document, fact } of side.queries(entity.id)) {
    for (const { scope, output } of outputSpans(fact, fact.query.root, column.toLowerCase())) {
      const item = fact.query.scopes[scope]?.outputs[output];
      if (item) return text(document, item.expression).replace(/\s+/g, ' ').trim();
    }
  }
  return null;
}

/** Expressions followed for one column, so that a long chain of CTEs stays cheap. */
const MOST_FOLLOWED = 60;

/** The expression behind a column together with those behind the columns of CTEs and subqueries that it uses; null if it is not written out. */
export function wholeExpressionOf(side: Side, entity: Entity, column: string, text: (document: DocumentView, span: Span) => string): string | null {
  const out: string[] = [];
  const seen = new Set<string>();
  for (const { document, fact } of side.queries(entity.id)) {
    const follow = (scope: number, output: number): void => {
      const item = fact.query.scopes[scope]?.outputs[output];
      const name = `${document.path}\n${scope}\n${output}`;
      if (!item || item.star || seen.has(name) || seen.size >= MOST_FOLLOWED) return;
      seen.add(name);
      out.push(text(document, item.expression).replace(/\s+/g, ' ').trim());
      for (const use of item.uses) {
        const target = side.ws.resolveUse(document.path, fact, use);
        if (target.kind === 'output') follow(target.scope, target.output);
      }
    };
    for (const { scope, output } of outputSpans(fact, fact.query.root, column.toLowerCase())) follow(scope, output);
  }
  return out.length === 0 ? null : out.join(' <- ');
}

/** Which column that is gone goes on under which new name: by the expression, by where it comes from, by its place. */
function matchColumns(sides: Sides, before: Entity, after: Entity, gone: readonly Column[], come: readonly Column[], old: readonly Column[], now: readonly Column[]): ReadonlyMap<Column, Column> {
  const out = new Map<Column, Column>();
  if (gone.length === 0 || come.length === 0 || gone.length * come.length > 40_000) return out;
  const expression = new Map<Column, string | null>();
  for (const c of gone) expression.set(c, expressionOf(sides.base, before, c.name));
  for (const c of come) expression.set(c, expressionOf(sides.head, after, c.name));
  const score = (a: Column, b: Column): number => {
    const [x, y] = [expression.get(a), expression.get(b)];
    const sources = a.from.length > 0 && sourceNames(a.from, sides.renamed) === sourceNames(b.from, new Map());
    const likeName = dice(a.name.toLowerCase(), b.name.toLowerCase());
    const samePlace = old.indexOf(a) === now.indexOf(b);
    let sum = 0;
    if (x && y && x === y && !/^(null|true|false|\d+|'[^']*')$/i.test(x)) sum += 3;
    if (sources) sum += 2;
    if (a.description && a.description === b.description) sum += 2;
    if (sum === 0 && (a.from.length > 0 || b.from.length > 0 || !samePlace || likeName < 0.4 || !(a.type === b.type))) return 0;
    if (sum === 0 && old.length !== now.length) return 0;
    return sum + likeName + (samePlace ? 0.5 : 0) + 1;
  };
  const scored = gone.flatMap(a => come.flatMap(b => {
    const s = score(a, b);
    return s > 0 ? [{ a, b, s }] : [];
  })).sort((p, q) => q.s - p.s);
  const used = new Set<Column>();
  for (const { a, b } of scored) {
    if (out.has(a) || used.has(b)) continue;
    out.set(a, b);
    used.add(b);
  }
  return out;
}

function sourceNames(from: readonly ColumnSource[], renamed: ReadonlyMap<string, string>): string {
  return from.map(s => `${renamed.get(s.dataset) ?? s.dataset}.${s.column.toLowerCase()} ${s.kind}`).sort().join(', ');
}

function lossOf(sides: Sides, before: Entity, after: Entity, standing: Standing, column: Column, to: Column | null): Change {
  const { base, head } = sides;
  const reach = lostColumnReach(sides, before.id, column.name);
  const what = `column \`${column.name}\``;
  let judged = lossJudgement(standing, reach, what, false);
  if (standing.external && base.queries(before.id).length === 0 && !base.ws.columns(before.id).complete) {
    const users = reach.filter(r => r.effect === 'breaks' || r.effect === 'may break');
    judged = users.length > 0 ? { verdict: 'risky', reason: `it is no longer described, and ${names(users)} ${users.length === 1 ? 'reads' : 'read'} it: make sure the table still has it` } : { verdict: 'safe', reason: 'only its description is gone, and nothing here reads it' };
  } else if (judged.verdict === 'safe' && loadsIncrementally(after) && schemaChange(after) !== 'sync_all_columns') {
    judged = { verdict: 'risky', reason: 'the table that exists keeps the column: an incremental run needs `on_schema_change` or a full refresh' };
  }
  return {
    kind: to ? 'renamed' : 'removed', aspect: 'column', subject: head.subject(after), column: column.name, from: to ? column.name : null, to: to?.name ?? null,
    title: to ? `${what} renamed to \`${to.name}\`` : `${what} removed`, ...judged, reach,
    place: to ? columnPlace(head, after, to.name) : columnPlace(base, before, column.name),
  };
}

function gainOf(sides: Sides, after: Entity, column: Column): Change {
  const change = schemaChange(after);
  const late = loadsIncrementally(after) && change !== 'append_new_columns' && change !== 'sync_all_columns' && sides.base.entity(after.id) !== undefined;
  return {
    kind: 'added', aspect: 'column', subject: sides.head.subject(after), column: column.name, from: null, to: column.type,
    title: `column \`${column.name}\` added`, verdict: 'safe', reach: [],
    reason: late ? 'nobody can depend on it yet; the table that exists gets it only with `on_schema_change` or a full refresh' : 'nobody can depend on it yet',
    place: columnPlace(sides.head, after, column.name),
  };
}

/** A table that is added to and not made anew. Other tools say so in their own words; dbt's are the only ones with a setting for it. */
function loadsIncrementally(entity: Entity): boolean {
  return entity.attributes.materialized === 'incremental';
}

function schemaChange(entity: Entity): string | null {
  const value = entity.attributes.config?.['on_schema_change'];
  return typeof value === 'string' ? value : null;
}

function qualityChanges(sides: Sides, after: Entity, standing: Standing, old: Column, now: Column): Change[] {
  const { head } = sides;
  const out: Change[] = [];
  const at = declaredPlace(head, after, now.name);
  const common = { kind: 'changed' as const, subject: head.subject(after), column: now.name, place: at };
  const turned = isKnown(old.type) && isKnown(now.type) && !inheritsType(sides, old, now) ? typeChange(old.type, now.type) : 'same';
  if (turned !== 'same') {
    const reach = madeOf(head, after.id, [now.name]);
    const used = reach.length > 0 ? `${names(reach)} ${reach.length === 1 ? 'is' : 'are'} made of it` : 'nothing here is made of it';
    const judged =
      standing.contract || standing.open
        ? { verdict: 'breaking' as const, reason: standing.contract ? 'the contract promised the old type' : 'it is public: other projects rely on the type' }
        : turned === 'wider'
          ? { verdict: 'safe' as const, reason: 'every value of the old type fits the new one' }
          : turned === 'narrower'
            ? { verdict: 'risky' as const, reason: `values of the old type may not fit the new one; ${used}` }
            : { verdict: reach.length > 0 ? ('risky' as const) : ('safe' as const), reason: `comparisons and joins may behave otherwise; ${used}` };
    out.push({ ...common, aspect: 'type', from: old.type, to: now.type, title: `type of \`${now.name}\` changed from \`${old.type}\` to \`${now.type}\``, ...judged, reach });
  }
  if (old.nullable === false && now.nullable !== false) {
    const reach = madeOf(head, after.id, [now.name]);
    out.push({
      ...common, aspect: 'nullability', from: 'not null', to: 'null', title: `\`${now.name}\` may be empty now`, reach,
      verdict: standing.contract || standing.open ? 'breaking' : 'risky',
      reason: standing.contract ? 'the contract promised a value' : standing.open ? 'it is public: other projects rely on a value' : reach.length > 0 ? `${names(reach)} ${reach.length === 1 ? 'is' : 'are'} made of it` : 'readers that rely on a value may fail',
    });
  }
  if (old.nullable !== false && now.nullable === false) {
    out.push({ ...common, aspect: 'nullability', from: old.nullable === true ? 'null' : null, to: 'not null', title: `\`${now.name}\` must have a value now`, verdict: 'risky', reason: 'loading fails on rows that have none', reach: [] });
  }
  const lost = old.tags.filter(t => !now.tags.includes(t) && isPersonalTag(t));
  if (lost.length > 0) out.push({ ...common, aspect: 'tags', from: lost.join(', '), to: null, title: `\`${now.name}\` is no longer tagged ${lost.map(t => `\`${t}\``).join(', ')}`, verdict: 'risky', reason: 'masking and access rules that go by the tag no longer hold', reach: [] });
  return out;
}

/** A type that Jinja writes is known to nobody. */
function isKnown(type: string | null): type is string {
  return type !== null && !type.includes('__pw_hole');
}

/** Whether the type differs because that of the one column it is taken from does: told with that column. */
function inheritsType({ base, head, renamed }: Sides, old: Column, now: Column): boolean {
  const [source] = now.from;
  if (now.from.length !== 1 || source?.kind !== 'identity') return false;
  const before = [...renamed].find(([, to]) => to === source.dataset)?.[0] ?? source.dataset;
  return head.ws.column(source.dataset, source.column)?.type === now.type && base.ws.column(before, source.column)?.type === old.type;
}

/** Where a file says what a column is like: types, constraints and tags stand there, and not in the query. */
function declaredPlace(side: Side, entity: Entity, column: string): ImpactPlace {
  const lower = column.toLowerCase();
  for (const { file, declaration } of side.ws.places(entity.id)) {
    const said = declaration.columns.find(c => c.name.toLowerCase() === lower);
    if (said) return side.placeOf(file, (said.typeSpan ?? said.nameSpan).start);
  }
  return columnPlace(side, entity, column);
}

function columnPlace(side: Side, entity: Entity, column: string): ImpactPlace {
  const first = columnPlaces(side.ws, entity.id, column)[0];
  return first ? side.placeOf(first.file, first.span.start) : side.place(entity.id);
}
