import type { Json, Key } from '../../../model/key';
import type { Input, Query, TableName } from '../../../model/query';
import type { Span } from '../../../text/span';
import { type JinjaTemplate, maskJinja, type Masked } from '../../../syntax/jinja';
import { readSql } from '../../../syntax/sql';
import { tableTargets } from '../names';
import { dialectOf } from '../project/data';
import { sqlDialect } from '../dialect';
import { evaluate } from '../values';
import type { Source } from './draft';
import { macroShapes } from './macroShapes';
import { comparedWith, withoutCertainty } from './readings';
import { withSnapshotColumns } from './snapshotColumns';
import type { CallFacts } from './sqlCalls';
import { knownShapes } from './sqlShapes';

/** The query of a file or block, and what it fills. */
export interface QueryPlace {
  readonly dataset: Key | null;
  readonly from: Key;
  readonly span: Span;
  /** Index of the snapshot block whose body it is, -1 for the file. */
  readonly block: number;
  /** Config of a snapshot: dbt adds columns to its result. */
  readonly snapshot?: { readonly [name: string]: Json };
}

/** How many further readings of a template are laid beside the first; where there are more, nothing in it is certain. */
const MAX_READINGS = 3;

/** Reads the SQL of a template with its Jinja masked, and adds its query and the tables it names by hand. */
export function extractQuery(source: Source, template: JinjaTemplate, place: QueryPlace, facts: CallFacts): void {
  const { masked, file, query: read, tables, doubtful, dialect } = readTemplate(source, template, place, facts, 0);
  for (const p of file.problems) source.draft.problem(p.rule, p.span, p.message, undefined, { expected: p.expected });
  if (!read) return;
  const others = Array.from({ length: Math.min(masked.alternatives, MAX_READINGS) }, (_, i) => readTemplate(source, template, place, facts, i + 1).query);
  const query = masked.alternatives > MAX_READINGS ? withoutCertainty(read, () => true) : comparedWith(read, others);
  for (const scope of query.scopes) if (scope.cte) source.draft.folds.push(scope.span);
  const placeholders = new Set(masked.relations.map(r => r.span.start));
  for (const table of tablesOf(query)) if (!placeholders.has(table.span.start)) nameTable(source, table, place.from, tables);
  source.draft.queries.push({
    dataset: place.dataset, job: null, query: place.snapshot ? withSnapshotColumns(query, place.span, place.snapshot) : query, dialect: dialect ?? '', tables,
    ...(doubtful.length > 0 ? { doubtful } : {}),
    holes: masked.holes.flatMap(hole => {
      const call = hole.call === null ? undefined : facts.calls.get(hole.call);
      return call === undefined ? [] : [{ span: hole.span, call }];
    }),
    targetColumns: null,
  });
}

interface Reading {
  readonly masked: Masked;
  readonly file: ReturnType<typeof readSql>;
  readonly query: Query | null;
  readonly tables: { [start: number]: number };
  readonly doubtful: readonly number[];
  readonly dialect: string | null;
}

/** One reading of the template, by the branches that undecided conditions take; see `MaskOptions`. */
function readTemplate(source: Source, template: JinjaTemplate, place: QueryPlace, facts: CallFacts, alternative: number): Reading {
  const project = { ...source.project, strict: true };
  const masked = maskJinja(template, { alternative, evaluate: test => evaluate(test, project), ...(place.block >= 0 ? { body: place.block } : {}) });
  const dialect = sqlDialect(dialectOf(source.project));
  const names = new Map<number, string>();
  const tables: { [start: number]: number } = {};
  const doubtful: number[] = [];
  for (const relation of masked.relations) {
    const found = [...new Set(relation.calls.flatMap(c => facts.references.get(c) ?? []))];
    const [index] = found;
    if (index === undefined) continue;
    if (new Set(found.map(r => source.draft.references[r]!.targets[0])).size > 1 || relation.calls.some(c => facts.several.has(c))) doubtful.push(relation.span.start);
    tables[relation.span.start] = index;
    names.set(relation.span.start, tableName(source.draft.references[index]!.name));
  }
  const file = readSql(masked.text, place.span.start, place.span.end, { dialect, holes: holesOf(template, masked), relationName: start => names.get(start) ?? null });
  const read = file.statements.findLast(s => s.query !== null)?.query ?? null;
  const query = read && knownShapes(macroShapes(read, { template, facts, holes: masked.holes, tables }), { masked, facts, references: source.draft.references, tables });
  return { masked, file, query, tables, doubtful, dialect };
}

function tableName(reference: string): string {
  return reference.slice(reference.lastIndexOf('.') + 1);
}

/** Where Jinja stood, besides what stands for a table: no SQL problem is told there. */
function holesOf(template: JinjaTemplate, masked: Masked): Span[] {
  const relations = new Set(masked.relations.map(r => r.span.start));
  return template.segments.filter(s => s.kind !== 'text' && s.kind !== 'comment' && !relations.has(s.span.start)).map(s => s.span);
}

/** Every table a query reads by name. */
function tablesOf(query: Query): TableName[] {
  const out: TableName[] = [];
  const add = (input: Input, depth: number): void => {
    if (input.source.kind === 'table') out.push(input.source.table);
    else if (input.source.kind === 'derived' && depth < 20) add(input.source.over, depth + 1);
  };
  for (const scope of query.scopes) for (const input of scope.inputs) add(input, 0);
  return out;
}

/** A table written out in SQL: a likely reference to whatever answers to its name. */
function nameTable(source: Source, table: TableName, from: Key, tables: { [start: number]: number }): void {
  const last = table.parts.at(-1);
  if (!last || tables[table.span.start] !== undefined || table.parts.some(p => /^_?_pw/.test(p.name))) return;
  const parts = table.parts.map(p => p.name);
  tables[table.span.start] = source.draft.refer({
    targets: tableTargets(parts), type: 'sql.table', name: parts.join('.'), span: last.span, fullSpan: table.span, from, role: 'reads', certainty: 'likely',
    data: { kind: 'table', place: 'sql', parts },
  });
}

