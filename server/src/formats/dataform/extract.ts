import type { Attributes, Check, ColumnDeclaration, Facts } from '../../model/facts';
import type { Document, ProjectContext } from '../../model/format';
import { type Json, key, type Key } from '../../model/key';
import type { Statement } from '../../model/query';
import { readSuppressions } from '../../model/suppression';
import { classify, readSql } from '../../syntax/sql';
import type { Span } from '../../text/span';
import { Draft } from '../shared/draft';
import { entryOf, type Literal, textEntry } from '../shared/literal';
import { tableKey } from '../shared/names';
import { sqlTable } from '../shared/sqlNames';
import { tablesOf } from '../shared/statements';
import { nameSpanOf } from '../shared/tableDeclaration';
import { checkConfig, TYPES } from './config';
import { actionKey, dynamicKey, refTargets } from './names';
import { type DataformProject, projectOf } from './project';
import { blockSql, type Interpolation, readSqlx, type Sqlx } from './sqlx';

interface Action {
  readonly id: Key;
  readonly type: string;
  readonly name: string;
  readonly schema: string | null;
  readonly database: string | null;
}

/** The facts of a `.sqlx` file. */
export function extractSqlx(document: Document, context: ProjectContext | null): Facts {
  const draft = new Draft();
  const { path, text } = document;
  const project = projectOf(context);
  const sqlx = readSqlx(text);
  const config = sqlx.config?.literal ?? null;
  const action = actionOf(config, path, project);
  checkConfig(draft, sqlx, action.type);
  declare(draft, sqlx, action, document);
  const references = referCalls(draft, sqlx.interpolations, action, project);
  for (const dependency of entryOf(config, 'dependencies')?.value.items ?? []) refer(draft, dependency, action, project, 'uses');
  queries(draft, sqlx, action, project, references, text);
  for (const block of sqlx.blocks) {
    if (block.name !== 'pre_operations' && block.name !== 'post_operations') continue;
    const inner = blockSql(text, block.inner);
    referCalls(draft, inner.interpolations, action, project, 'uses');
    const read = readSql(inner.sql, block.inner.start, block.inner.end, { dialect: 'bigquery', holes: inner.interpolations.map(i => i.span) });
    for (const p of read.problems) draft.problem(p.rule, p.span, p.message, { expected: p.expected });
    draft.folds.push(block.span);
  }
  checks(draft, config, action, references);
  draft.suppressions = text.includes('pipewright:') ? readSuppressions(text, classify(sqlx.sql, 0, text.length, 'bigquery').filter(t => t.kind === 'comment').map(t => t.span)) : [];
  return draft.facts();
}

function actionOf(config: Literal | null, path: string, project: DataformProject): Action {
  const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.sqlx$/i, '');
  const type = textEntry(config, 'type') ?? 'operations';
  const name = textEntry(config, 'name') ?? file;
  const schema = textEntry(config, 'schema') ?? textEntry(config, 'dataset') ?? (type === 'assertion' ? (project.assertionSchema ?? project.schema) : project.schema);
  const database = textEntry(config, 'database') ?? textEntry(config, 'project') ?? project.database;
  return { id: actionKey(project.root, [database, schema, name].filter(p => p !== null).join('.')), type, name, schema, database };
}

/** All names by which `ref` finds an action. */
function keysOf({ name, schema, database }: Action, root: string): Key[] {
  const table = schema === null ? [] : [tableKey([schema, name]), ...(database === null ? [] : [tableKey([database, schema, name])])];
  return [actionKey(root, name), ...(schema === null ? [] : [actionKey(root, `${schema}.${name}`)]), ...(database === null ? [] : [actionKey(root, `${database}.${name}`)]), ...table];
}

function declare(draft: Draft, sqlx: Sqlx, action: Action, document: Document): void {
  const config = sqlx.config?.literal ?? null;
  const { type } = action;
  const dataset = type === 'table' || type === 'view' || type === 'incremental' || type === 'declaration' || (type === 'operations' && entryOf(config, 'hasOutput')?.value.value === true);
  const name = entryOf(config, 'name');
  const root = action.id.slice(action.id.indexOf(':') + 1, action.id.indexOf('|'));
  const tags = entryOf(config, 'tags')?.value.value;
  const tagList = typeof tags === 'string' ? [tags] : Array.isArray(tags) ? tags.filter((t): t is string => typeof t === 'string') : [];
  const description = textEntry(config, 'description');
  const keyColumns = entryOf(config, 'uniqueKey')?.value.value;
  const attributes: Attributes = {
    ...(description ? { description } : {}), ...(tagList.length > 0 ? { tags: tagList } : {}), ...(entryOf(config, 'disabled')?.value.value === true ? { enabled: false } : {}),
    materialized: type === 'view' && entryOf(config, 'materialized')?.value.value === true ? 'materialized view' : type, schema: action.schema, database: action.database, identifier: action.name,
    ...(Array.isArray(keyColumns) ? { uniqueKey: keyColumns.filter((k): k is string => typeof k === 'string') } : {}),
    ...(config && typeof config.value === 'object' && config.value !== null ? { config: config.value as { [name: string]: Json } } : {}),
  };
  draft.declare({
    id: action.id, kind: dataset ? 'dataset' : type === 'operations' ? 'job' : 'symbol', type: `dataform.${TYPES.includes(type) ? type : 'operations'}`, role: 'defines', name: action.name, keys: keysOf(action, root),
    nameSpan: name?.value.known ? name.value.span : null, span: { start: 0, end: document.text.length }, parent: null, path: null, attributes, columns: columns(entryOf(config, 'columns')?.value ?? null), columnsComplete: false,
  });
}

function columns(literal: Literal | null): ColumnDeclaration[] {
  return (literal?.entries ?? []).map((e): ColumnDeclaration => {
    const description = typeof e.value.value === 'string' ? e.value.value : textEntry(e.value, 'description');
    const tags = entryOf(e.value, 'tags')?.value.value;
    return { name: e.name, nameSpan: e.nameSpan, span: { start: e.nameSpan.start, end: e.value.span.end }, path: null, type: null, ...(description ? { description } : {}), ...(Array.isArray(tags) ? { tags: tags.filter((t): t is string => typeof t === 'string') } : {}) };
  });
}

/** References of `ref(…)`, by the start of their interpolation. */
function referCalls(draft: Draft, calls: readonly Interpolation[], action: Action, project: DataformProject, role: 'reads' | 'uses' = 'reads'): Map<number, number> {
  const out = new Map<number, number>();
  for (const call of calls) {
    if (call.call !== 'ref' && call.call !== 'resolve') continue;
    const parts = partsOf(call.arguments);
    if (parts === null) continue;
    const last = parts[parts.length - 1]!;
    out.set(call.span.start, draft.refer({
      targets: refTargets(project.root, parts.map(p => p.text)), type: 'dataform.ref', name: parts.map(p => p.text).join('.'), span: last.span, fullSpan: call.span, from: action.id,
      role: call.call === 'ref' ? role : 'uses', certainty: call.call === 'ref' ? 'certain' : 'likely', data: { root: project.root, dynamic: dynamicKey(project.root) },
    }));
  }
  return out;
}

/** `ref("a")`, `ref("s", "a")`, `ref({schema: "s", name: "a"})`: the parts of the name; null if they are not literal. */
function partsOf(args: readonly Literal[]): readonly { readonly text: string; readonly span: Span }[] | null {
  const [first] = args;
  if (first && first.entries.length > 0) {
    const parts = ['database', 'project', 'schema', 'dataset', 'name'].flatMap(n => entryOf(first, n) ?? []);
    return parts.length > 0 && parts.every(p => p.value.known && typeof p.value.value === 'string') && parts[parts.length - 1]!.name === 'name' ? parts.map(p => ({ text: p.value.value as string, span: p.value.span })) : null;
  }
  return args.length > 0 && args.every(a => a.known && typeof a.value === 'string') ? args.map(a => ({ text: a.value as string, span: a.span })) : null;
}

function refer(draft: Draft, item: Literal, action: Action, project: DataformProject, role: 'uses'): void {
  const parts = partsOf([item]);
  const last = parts?.[parts.length - 1];
  if (!parts || !last) return;
  draft.refer({ targets: refTargets(project.root, parts.map(p => p.text)), type: 'dataform.ref', name: parts.map(p => p.text).join('.'), span: last.span, fullSpan: item.span, from: action.id, role, certainty: 'certain', data: { root: project.root, dynamic: dynamicKey(project.root) } });
}

/** The query that makes the table, and what the statements of an operation read and write. */
function queries(draft: Draft, sqlx: Sqlx, action: Action, project: DataformProject, references: Map<number, number>, text: string): void {
  if (action.type === 'declaration' || action.type === 'notebook' || action.type === 'dataPreparation') return;
  const named = (start: number): string | null => {
    const index = references.get(start);
    const name = index === undefined ? null : draft.references[index]!.name;
    return name === null ? null : name.slice(name.lastIndexOf('.') + 1);
  };
  const read = readSql(sqlx.sql, 0, sqlx.sql.length, { dialect: 'bigquery', holes: sqlx.interpolations.filter(i => !references.has(i.span.start)).map(i => i.span), relationName: named });
  for (const p of read.problems) draft.problem(p.rule, p.span, p.message, { expected: p.expected });
  const made = action.type === 'operations' || action.type === 'test' ? null : action.id;
  const last = made === null ? null : read.statements.findLast(s => s.query !== null);
  for (const statement of read.statements) {
    if (made !== null && statement !== last) continue;
    addStatement(draft, sqlx, statement, action, made, project, references, text);
  }
}

function addStatement(draft: Draft, sqlx: Sqlx, statement: Statement, action: Action, made: Key | null, project: DataformProject, references: Map<number, number>, text: string): void {
  const tables: { [start: number]: number } = {};
  for (const table of [...(statement.query ? tablesOf(statement.query) : []), ...statement.reads]) {
    const index = references.get(table.span.start);
    if (index !== undefined) tables[table.span.start] = index;
    if (index !== undefined || sqlx.interpolations.some(i => i.span.start <= table.span.start && table.span.start < i.span.end)) continue;
    const place = sqlTable(table, { dialect: 'bigquery', database: project.database, schema: project.schema }, false);
    const part = table.parts[table.parts.length - 1];
    if (!place?.known || !part) continue;
    draft.describe(place.id, 'dataset', 'sql.table', place.name, part.span, place.targets);
    tables[table.span.start] = draft.refer({ targets: place.targets, type: 'sql.table', name: place.name, span: nameSpanOf(part), fullSpan: table.span, from: action.id, role: 'reads', certainty: 'likely', data: { place: 'dataform' } });
  }
  if (statement.query === null) return;
  draft.queries.push({ dataset: made, job: made === null ? action.id : null, query: statement.query, dialect: 'bigquery', tables, holes: [], targetColumns: null });
  for (const scope of statement.query.scopes) if (scope.cte) draft.folds.push(scope.span);
  void text;
}

/** Assertions in a config. */
function checks(draft: Draft, config: Literal | null, action: Action, references: Map<number, number>): void {
  const add = (assertion: string, test: string, names: readonly string[], at: Literal, args: { [name: string]: Json } = {}): void => {
    const check: Check = { id: key('dataform.check', `${action.id}:${assertion}:${names.join(',')}:${draft.checks.length}`), targets: [action.id], columns: names, assertion, test, tool: 'dataform', name: null, arguments: args, config: {}, span: at.span, testSpan: at.span, path: null, enabled: true };
    draft.checks.push(check);
    for (const [i, item] of (at.items.length > 0 ? at.items : [at]).entries()) {
      const name = names[i];
      if (name !== undefined && item.known && item.value === name) draft.refer({ targets: [action.id], type: 'dataform.column', name: action.name, span: item.span, fullSpan: item.span, from: null, role: 'names', certainty: 'certain', implied: true, column: { name, span: item.span } });
    }
  };
  const names = (l: Literal): string[] => (typeof l.value === 'string' ? [l.value] : l.items.flatMap(i => (typeof i.value === 'string' ? [i.value] : [])));
  const assertions = entryOf(config, 'assertions')?.value;
  const unique = entryOf(assertions, 'uniqueKey')?.value;
  if (unique) add(names(unique).length > 1 ? 'unique_combination' : 'unique', 'uniqueKey', names(unique), unique);
  for (const keys of entryOf(assertions, 'uniqueKeys')?.value.items ?? []) add(names(keys).length > 1 ? 'unique_combination' : 'unique', 'uniqueKeys', names(keys), keys);
  const nonNull = entryOf(assertions, 'nonNull')?.value;
  if (nonNull) for (const item of nonNull.items.length > 0 ? nonNull.items : [nonNull]) if (typeof item.value === 'string') add('not_null', 'nonNull', [item.value], item);
  for (const item of entryOf(assertions, 'rowConditions')?.value.items ?? []) if (typeof item.value === 'string') add('expression', 'rowConditions', [], item, { condition: item.value });
  void references;
}
