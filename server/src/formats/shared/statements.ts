import type { ColumnDeclaration, Moment, Reference } from '../../model/facts';
import type { Key } from '../../model/key';
import { key } from '../../model/key';
import type { Input, Query, Statement, TableName } from '../../model/query';
import { type Dialect, readSql, type SqlFile } from '../../syntax/sql';
import type { Span } from '../../text/span';
import { tableChanges } from './alterations';
import { sameColumns } from './carried';
import type { Draft } from './draft';
import { schemaKey } from './names';
import { type NameDefaults, type SqlTable, sqlTable, temporaryKey } from './sqlNames';
import { referToStorage } from './storage';
import { KEYED, nameSpanOf, tableDeclaration } from './tableDeclaration';

/** SQL statements that stand in a file as they are. */
export interface Script {
  readonly path: string;
  /** The text to read, as long as the file; templates are masked. */
  readonly text: string;
  readonly range: Span;
  readonly dialect: Dialect | null;
  /** Spans of text that is not known. */
  readonly holes: readonly Span[];
  /** Whether parts of it may not run, or run otherwise: nothing in it is certain. */
  readonly doubtful: boolean;
  readonly job: Key;
  /** Where its statements stand in the history of the schema; null for statements that are never applied (undo scripts). */
  readonly sequence: { readonly sequence: string; readonly order: string } | null;
  readonly defaults: NameDefaults;
  /** Number of statements of the file before these. */
  readonly first: number;
}

/** What the statements of a script do together. */
export interface ScriptFacts {
  readonly file: SqlFile;
  /** Whether any of them moves data, so that the script is a job. */
  readonly moves: boolean;
}

interface Context {
  readonly draft: Draft;
  readonly script: Script;
  defaults: NameDefaults;
  readonly temporary: Map<string, Key>;
  /** Tables that statements of the script create, by their last name: a bare name means the only one of that name. */
  readonly created: Map<string, SqlTable[]>;
  /** Last names, in lower case, of the tables that queries of the script are inserted into. */
  readonly filled: ReadonlySet<string>;
  moves: boolean;
  /** Problems of the text, in order: a statement that was not read whole proves nothing. */
  readonly problems: readonly Span[];
  /** Spans of routines whose body may or may not run, with names that are variables; the last may reach to the end. */
  readonly routines: Span[];
}

type Table = SqlTable & { readonly table: TableName };

/** Adds what statements declare, read and write. A statement that could not be read adds nothing. */
export function extractStatements(draft: Draft, script: Script): ScriptFacts {
  const file = readSql(script.text, script.range.start, script.range.end, { dialect: script.dialect, holes: script.holes });
  const context: Context = { draft, script, defaults: script.defaults, temporary: new Map(), created: new Map(), filled: filledBy(file.statements), moves: false, problems: file.problems.map(p => p.span), routines: routinesIn(script, file.statements) };
  file.statements.forEach((statement, i) => extractStatement(context, statement, script.first + i));
  return { file, moves: context.moves };
}

function filledBy(statements: readonly Statement[]): ReadonlySet<string> {
  const inserts = statements.filter(s => s.kind === 'insert' && s.query !== null && s.query.scopes[s.query.root]?.kind !== 'values');
  return new Set(inserts.flatMap(s => s.target?.parts[s.target.parts.length - 1]?.name.toLowerCase() ?? []));
}

/** A view that something else than SQL makes of a query which stands in the file. */
export interface ViewOf {
  readonly table: SqlTable;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly replaces: boolean;
  readonly comment: string | null;
  /** Why its columns can't all be known; null if they can. */
  readonly why: string | null;
}

/** Adds a view and what its query reads. The script holds the query alone; without one the view's columns are not known. */
export function extractView(draft: Draft, script: Script, view: ViewOf): ScriptFacts {
  const file = readSql(script.text, script.range.start, script.range.end, { dialect: script.dialect, holes: script.holes });
  const c: Context = { draft, script, defaults: script.defaults, temporary: new Map(), created: new Map(), filled: new Set(), moves: false, problems: file.problems.map(p => p.span), routines: [] };
  const { table, nameSpan, span, replaces, comment } = view;
  const [statement] = file.statements.filter(s => s.query !== null);
  const moment: Moment = { sequence: '', order: '', ...script.sequence, index: script.first };
  const why = view.why ?? (statement === undefined ? 'its query could not be read' : isUnsure(c, statement) || !table.known ? 'a template decides what is in it' : null);
  const parts = table.name.split('.');
  draft.declare({
    id: table.id, kind: 'dataset', type: 'sql.view', role: 'defines', name: table.name, keys: table.keys, nameSpan, span, parent: null, path: null,
    attributes: { materialized: 'view', identifier: parts[parts.length - 1]!, schema: parts[parts.length - 2] ?? null, database: parts[parts.length - 3] ?? null, ...(comment === null ? {} : { description: comment }) },
    columns: [], columnsComplete: false, step: { moment, does: [{ op: 'create', ifNotExists: false, replaces, query: true, like: null }, ...(why === null ? [] : [{ op: 'opens' as const, why }])] },
  });
  if (statement) reads(c, { ...statement, kind: 'create_view', target: null }, table.id, moment, table.id);
  return { file, moves: false };
}

function extractStatement(c: Context, statement: Statement, index: number): void {
  const { script } = c;
  const moment: Moment | null = script.sequence === null ? null : { ...script.sequence, index };
  switch (statement.kind) {
    case 'use':
    case 'other':
      c.defaults = withUse(c.defaults, statement, script);
      if (moment) renameTables(c, statement, moment);
      return;
    case 'create_table':
    case 'create_view':
    case 'create_materialized_view':
    case 'create_external_table':
    case 'create_dynamic_table':
    case 'create_stream':
    case 'create_stage':
      create(c, statement, moment);
      return;
    case 'alter':
    case 'rename':
    case 'drop':
    case 'comment':
      change(c, statement, moment);
      return;
    case 'create_task':
    case 'create_pipe':
    case 'create_other':
      if (moment) declareSchema(c, statement, moment);
      for (const table of statement.reads) refer(c, table, 'names', null, moment, statement);
      return;
    default:
      run(c, statement, moment);
  }
}

const SCHEMA = /^\s*create\s+schema\s+(?!if\b|authorization\b)("[^"]{1,200}"|`[^`]{1,200}`|[\w$]{1,200})\s*(?:;|$|authorization\b|comment\b|with\b|default\b)/i;

/** `CREATE SCHEMA shop` fails where there is one: from here on all its tables are those that statements make. */
function declareSchema(c: Context, statement: Statement, moment: Moment): void {
  const { start } = statement.span;
  const text = c.script.text.slice(start, Math.min(statement.span.end, start + 1_000));
  const written = SCHEMA.exec(text)?.[1];
  if (written === undefined || isUnsure(c, statement)) return;
  const at = start + text.indexOf(written);
  const nameSpan = { start: at, end: at + written.length };
  const name = written.replace(/^["`]|["`]$/g, '').toLowerCase();
  c.draft.declare({
    id: schemaKey(name), kind: 'symbol', type: 'sql.schema', role: 'defines', name, keys: [], nameSpan, span: statement.span, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false,
    step: { moment, does: [{ op: 'create', ifNotExists: false, replaces: false, query: false, like: null }] },
  });
}

/**
 * Where names may be variables and statements may not run: bodies of routines, and all that follows a declaration of
 * variables or a routine whose body is not a string.
 */
function routinesIn(script: Script, statements: readonly Statement[]): Span[] {
  const out: Span[] = [];
  for (const { kind, span } of statements) {
    if (kind !== 'create_other' && kind !== 'other' && kind !== 'create_task') continue;
    const text = script.text.slice(span.start, Math.min(span.end, span.start + 2_000));
    const routine = /^\s*(?:create\s+(?:or\s+(?:replace|alter)\s+)?(?:temp(?:orary)?\s+)?(?:aggregate\s+)?(?:secure\s+)?(?:function|procedure|proc|trigger|event|macro|task)|declare|do|execute\s+immediate|begin|let|set)\b/i.exec(text);
    if (!routine) continue;
    if (/^\s*set\b/i.test(text) && !/^\s*set\s+@?\w+\s*:?=/i.test(text)) continue;
    const whole = /\$\w*\$\s*(?:language\s+\w+\s*)?$|'\s*$|"{3}\s*$/i.test(script.text.slice(span.start, span.end).trimEnd());
    out.push(whole && !/^\s*(?:declare|begin|let|set)\b/i.test(text) ? span : { start: span.start, end: script.range.end });
  }
  return out;
}

/** Whether names in a statement may be variables. */
function inRoutine(c: Context, { span }: Statement): boolean {
  return c.routines.some(r => r.start < span.start && span.end <= r.end);
}

/** Whether a statement may not run, or not as it is read. */
function isUnsure(c: Context, statement: Statement): boolean {
  if (c.script.doubtful || inRoutine(c, statement)) return true;
  const { span } = statement;
  return c.problems.some(p => p.start <= span.end && span.start <= p.end);
}

/** The table that a name means here; null if only a run knows. */
function resolved(c: Context, name: TableName, written: boolean): Table | null {
  const last = name.parts[name.parts.length - 1]?.name.toLowerCase() ?? '';
  const temporary = name.parts.length === 1 ? (c.temporary.get(last) ?? (/^[#@]/.test(last) ? temporaryKey(c.script.path, last) : undefined)) : undefined;
  if (temporary !== undefined) return { id: temporary, keys: [], targets: [temporary], name: last, known: true, table: name };
  const table = sqlTable(name, c.defaults, written);
  if (table === null) return null;
  const own = name.parts.length === 1 ? c.created.get(last) : undefined;
  const [only, more] = own ?? [];
  // Where the script itself makes just one table of that name, it is that one.
  if (only && !more) return { ...only, table: name };
  return { ...table, table: name };
}

function remember(c: Context, table: Table): void {
  const last = table.name.slice(table.name.lastIndexOf('.') + 1).toLowerCase();
  const list = c.created.get(last) ?? [];
  if (!list.some(t => t.id === table.id)) c.created.set(last, [...list, table]);
}

function create(c: Context, statement: Statement, moment: Moment | null): void {
  const { draft, script } = c;
  const { target } = statement;
  if (target === null) return;
  const last = target.parts[target.parts.length - 1]!.name.toLowerCase();
  if (statement.flags.temporary || /^[#@]/.test(last)) c.temporary.set(last, temporaryKey(script.path, last));
  const made = sqlTable(target, c.defaults, true);
  const temporary = c.temporary.get(last);
  const table: Table | null = temporary !== undefined ? { id: temporary, keys: [], targets: [temporary], name: last, known: true, table: target } : made ? { ...made, table: target } : null;
  if (table === null || moment === null) {
    reads(c, statement, script.job, moment);
    return;
  }
  const like = statement.kind === 'create_table' && statement.query === null ? statement.reads[0] : undefined;
  const likeTable = like ? resolved(c, like, false) : null;
  const inherits = /\binherits\s*\(|\bpartition\s+of\b/i.test(script.text.slice(statement.span.start, statement.span.end));
  const why = isUnsure(c, statement) || !table.known ? 'a template decides what is in it' : inherits ? 'it takes over columns of another table' : null;
  draft.declare(tableDeclaration(script.text, statement, table, temporary !== undefined, moment, likeTable?.id ?? null, why));
  if (temporary === undefined) remember(c, table);
  for (const column of statement.columns) if (column.references) foreignKey(c, column.references, column.name, table.id, moment, statement);
  const own = statement.kind !== 'create_table' || statement.query === null;
  if (!own) c.moves = true;
  const indices = reads(c, statement, own ? table.id : script.job, moment, table.id);
  if (!own) {
    const write = referTable(c, table, 'writes', script.job, moment, true);
    for (const from of indices) draft.edges.push({ from, to: write, job: script.job, span: statement.span, confidence: 'exact' });
  }
  const filled = temporary === undefined && (statement.query !== null || c.filled.has(last)) ? { name: table.name, refer: () => referTable(c, table, 'names', null, moment, true) } : null;
  referToStorage(draft, statement, table.id, script.dialect, filled);
  const to = statement.options.find(o => o.name === 'to');
  if (to && statement.kind === 'create_materialized_view') writeThrough(c, table, to, moment);
}

/** ClickHouse: what the view selects is written into another table. */
function writeThrough(c: Context, view: Table, to: { readonly value: string; readonly span: Span }, moment: Moment): void {
  const target = sqlTable(to.value.split('.'), c.defaults, true);
  if (target === null) return;
  c.draft.describe(target.id, 'dataset', 'sql.table', target.name, to.span, target.targets);
  const read = referTable(c, view, 'names', null, moment, true);
  const write = c.draft.refer({ targets: target.targets, type: 'sql.table', name: target.name, span: to.span, fullSpan: to.span, from: null, role: 'writes', certainty: 'certain', moment, data: { place: 'script' } });
  c.draft.edges.push({ from: read, to: write, job: null, span: to.span, confidence: 'exact' });
  c.draft.queries.push(sameColumns(read, view.name, target.id, null, to.span.start));
}

function foreignKey(c: Context, references: { readonly table: TableName; readonly columns: readonly string[] }, column: string, from: Key, moment: Moment, statement: Statement): void {
  const table = resolved(c, references.table, false);
  const last = references.table.parts[references.table.parts.length - 1];
  if (!table || !last) return;
  const [to] = references.columns;
  const span = nameSpanOf(last);
  const at = to === undefined ? -1 : c.script.text.indexOf(to, last.span.end);
  const inside = at >= 0 && at + to!.length <= statement.span.end;
  c.draft.refer({
    targets: table.targets, type: 'sql.table', name: table.name, span, fullSpan: references.table.span, from, role: 'uses', certainty: 'likely', moment,
    ...(to !== undefined && inside ? { column: { name: to, span: { start: at, end: at + to.length } } } : {}), data: { place: 'script', constraint: 'foreign_key', column, to: to ?? null },
  });
}

function change(c: Context, statement: Statement, moment: Moment | null): void {
  const { target } = statement;
  if (target === null || moment === null) return;
  const table = resolved(c, target, true);
  const last = target.parts[target.parts.length - 1];
  if (table === null || !last) return;
  const { draft, script } = c;
  const swapped = statement.options.find(o => o.name === 'swap_with');
  const doubtful = isUnsure(c, statement) || !table.known || swapped ? [{ op: 'opens' as const, why: swapped ? 'it is swapped with another table' : 'a template decides what is in it' }] : [];
  const common = { kind: 'dataset' as const, type: 'sql.table', role: 'describes' as const, nameSpan: nameSpanOf(last), span: statement.span, parent: null, path: null, attributes: KEYED.test(script.text.slice(statement.span.start, statement.span.end)) ? { more: { keyed: true } } : {}, columnsComplete: false };
  const altered = key('sql.altered', table.name.slice(table.name.lastIndexOf('.') + 1).toLowerCase());
  if (statement.kind === 'comment') {
    comment(c, statement, table, moment);
    return;
  }
  const does = statement.kind === 'drop' ? [{ op: 'drop' as const }] : tableChanges(statement);
  const columns = statement.columns.map((column): ColumnDeclaration => ({ name: column.name, nameSpan: column.nameSpan, span: column.span, path: null, type: column.type, ...(column.nullable === null ? {} : { nullable: column.nullable }), ...(column.default === null ? {} : { meta: { default: column.default } }) }));
  const renamed = statement.options.find(o => o.name === 'rename_to');
  const to = renamed ? sqlTable(renamedParts(renamed.value, target), c.defaults, true) : null;
  draft.declare({ ...common, id: table.id, name: table.name, keys: [altered, ...(statement.kind === 'drop' ? [] : table.keys)], columns, step: { moment, does: [...does, ...doubtful, ...(to ? [{ op: 'drop' as const }] : [])] } });
  for (const column of statement.columns) if (column.references) foreignKey(c, column.references, column.name, table.id, moment, statement);
  for (const option of statement.options) namedColumn(c, option, table, moment);
  if (swapped) {
    const other = sqlTable(swapped.value.split('.'), c.defaults, true);
    if (other) open(c, other, statement, moment, 'it is swapped with another table');
  }
  for (const other of statement.reads) take(c, other, table, statement, moment);
  if (!renamed || !to) return;
  const next: Table = { ...to, table: target };
  draft.declare({ ...common, id: to.id, name: to.name, role: 'defines', keys: to.keys, nameSpan: lastWord(script.text, renamed.span), columns: [], step: { moment, does: [{ op: 'takes', from: table.id }, ...doubtful] } });
  remember(c, next);
}

/** SWAP WITH and EXCHANGE PARTITION: the rows of another table come into this one. */
function take(c: Context, other: TableName, table: Table, statement: Statement, moment: Moment): void {
  const { draft, script } = c;
  const source = resolved(c, other, false);
  if (source === null) return;
  c.moves = true;
  mention(draft, source);
  const from = referTable(c, source, 'reads', script.job, moment, false);
  const to = referTable(c, table, 'writes', script.job, moment, true);
  draft.edges.push({ from, to, job: script.job, span: statement.span, confidence: 'exact' });
  draft.queries.push(sameColumns(from, source.name, table.id, script.job, other.span.start));
}

/** `rename table a to b, c to d` of MySQL and ClickHouse; T-SQL's sp_rename makes the table uncertain. */
function renameTables(c: Context, statement: Statement, moment: Moment): void {
  const text = c.script.text.slice(statement.span.start, Math.min(statement.span.end, statement.span.start + 2_000));
  const procedure = /^\s*(?:exec(?:ute)?\s+)?(?:sys\.)?sp_rename\s+(?:@objname\s*=\s*)?N?'([^']+)'/i.exec(text);
  if (procedure) {
    for (const parts of [procedure[1]!.split('.'), procedure[1]!.split('.').slice(0, -1)]) {
      const table = sqlTable(parts.map(p => p.replace(/^\[|\]$/g, '')), c.defaults, true);
      if (table) open(c, table, statement, moment, 'sp_rename changes it');
    }
    return;
  }
  if (!/^\s*rename\s+tables?\b/i.test(text)) return;
  for (const match of text.matchAll(/([\w$."`]+)\s+to\s+([\w$."`]+)/gi)) {
    const from = sqlTable(unquoted(match[1]!), c.defaults, true);
    const to = sqlTable(unquoted(match[2]!), c.defaults, true);
    if (!from || !to) continue;
    const at = statement.span.start + match.index;
    const span = { start: at, end: at + match[0].length };
    const common = { kind: 'dataset' as const, type: 'sql.table', span, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false };
    c.draft.declare({ ...common, id: from.id, role: 'describes', name: from.name, keys: from.keys, nameSpan: null, step: { moment, does: [{ op: 'drop' }] } });
    c.draft.declare({ ...common, id: to.id, role: 'defines', name: to.name, keys: to.keys, nameSpan: null, step: { moment, does: [{ op: 'takes', from: from.id }] } });
  }
}

function unquoted(name: string): string[] {
  return name.split('.').map(p => p.replace(/^["`]|["`]$/g, ''));
}

function open(c: Context, table: SqlTable, statement: Statement, moment: Moment, why: string): void {
  const at = { start: statement.span.start, end: statement.span.start };
  c.draft.declare({ id: table.id, kind: 'dataset', type: 'sql.table', role: 'describes', name: table.name, keys: [], nameSpan: null, span: at, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false, step: { moment, does: [{ op: 'opens', why }] } });
}

/** COMMENT ON: a description of the table or of one of its columns. */
function comment(c: Context, statement: Statement, table: Table, moment: Moment): void {
  const text = statement.options.find(o => o.name === 'comment')?.value;
  const column = statement.options.find(o => o.name === 'column');
  const last = table.table.parts[table.table.parts.length - 1]!;
  if (text === undefined) return;
  c.draft.declare({
    id: table.id, kind: 'dataset', type: 'sql.table', role: 'describes', name: table.name, keys: [], nameSpan: nameSpanOf(last), span: statement.span, parent: null, path: null,
    attributes: column ? {} : { description: text }, columns: column ? [{ name: column.value, nameSpan: trimmed(c.script.text, column.span), span: column.span, path: null, type: null, description: text }] : [], columnsComplete: false,
  });
  void moment;
}

/** The new name lies in the schema of the old one unless it says otherwise. */
function renamedParts(to: string, old: TableName): string[] {
  const parts = to.split('.');
  return parts.length > 1 ? parts : [...old.parts.slice(0, -1).map(p => p.name), ...parts];
}

/** A column that an action of ALTER names. */
function namedColumn(c: Context, option: { readonly name: string; readonly value: string; readonly span: Span }, table: Table, moment: Moment): void {
  const name = option.name === 'drop_column' || option.name === 'alter_column' ? option.value : option.name === 'rename_column' ? option.value.split(' to ')[0]! : null;
  if (name === null) return;
  const at = c.script.text.toLowerCase().indexOf(name.toLowerCase(), option.span.start);
  if (at < 0 || at >= option.span.end) return;
  const span = { start: at, end: at + name.length };
  c.draft.refer({ targets: table.targets, type: 'sql.table', name: table.name, span, fullSpan: option.span, from: null, role: 'names', certainty: 'likely', implied: true, moment, column: { name, span }, data: { place: 'script', action: option.name } });
}

/** Statements that move data: INSERT, MERGE, UPDATE, DELETE, COPY, SELECT. */
function run(c: Context, statement: Statement, moment: Moment | null): void {
  const { draft, script } = c;
  const { target } = statement;
  const table = target ? resolved(c, target, true) : null;
  const writes = statement.kind === 'insert' || statement.kind === 'merge' || statement.kind === 'update' || statement.kind === 'copy';
  if (statement.kind !== 'truncate') c.moves = true;
  if (table && !table.known) draft.describe(table.id, 'dataset', 'sql.table', table.name, target!.span, table.targets);
  const write = table ? referTable(c, table, writes ? 'writes' : 'uses', script.job, moment, false) : null;
  if (table) mention(draft, table);
  for (const column of statement.targetColumns ?? []) {
    if (!table) break;
    draft.refer({ targets: table.targets, type: 'sql.table', name: table.name, span: column.span, fullSpan: column.span, from: null, role: 'names', certainty: 'likely', implied: true, ...(moment ? { moment } : {}), column: { name: column.name, span: column.span }, data: { place: 'script', action: 'insert' } });
  }
  const indices = reads(c, statement, script.job, moment, writes && table ? table.id : null, write !== null && target ? { start: target.span.start, index: write } : null);
  const stored = referToStorage(draft, statement, script.job, script.dialect, null, indices);
  if (write !== null && writes) for (const from of [...indices, ...stored]) draft.edges.push({ from, to: write, job: script.job, span: statement.span, confidence: 'exact' });
}

/** References to the tables that a statement reads, and its query. Gives the indices of those references. */
function reads(c: Context, statement: Statement, from: Key, moment: Moment | null, dataset: Key | null = null, own: { readonly start: number; readonly index: number } | null = null): number[] {
  const { draft, script } = c;
  const tables: { [start: number]: number } = {};
  const out: number[] = [];
  const doubtful: number[] = [];
  const unsure = isUnsure(c, statement);
  for (const table of [...(statement.query ? tablesOf(statement.query) : []), ...statement.reads]) {
    if (own && table.span.start === own.start) {
      tables[table.span.start] = own.index;
      continue;
    }
    const index = refer(c, table, 'reads', from, moment, statement);
    if (index === null) continue;
    out.push(index);
    tables[table.span.start] = index;
    if (unsure) doubtful.push(table.span.start);
  }
  if (own && unsure) doubtful.push(own.start);
  if (statement.query) {
    const made = statement.kind.startsWith('create_');
    const adds = made ? null : statement.kind === 'insert' || statement.kind === 'copy' ? (statement.options.some(o => o.name === 'by_name') ? 'name' : 'position') : 'name';
    draft.queries.push({
      dataset, job: from === script.job ? script.job : null, query: inRoutine(c, statement) ? { ...statement.query, scopes: statement.query.scopes.map(s => (s.incomplete ? s : { ...s, incomplete: true, placed: true as const })) } : statement.query, dialect: script.dialect ?? '', tables, holes: [], ...(doubtful.length > 0 ? { doubtful } : {}),
      targetColumns: statement.targetColumns?.map(column => column.name) ?? (made && statement.columns.length > 0 ? statement.columns.map(column => column.name) : null),
      ...(adds && dataset !== null ? { adds } : {}), ...(made && moment ? { moment } : {}),
    });
    for (const scope of statement.query.scopes) if (scope.cte) draft.folds.push(scope.span);
  }
  return out;
}

function refer(c: Context, name: TableName, role: Reference['role'], from: Key | null, moment: Moment | null, statement: Statement): number | null {
  const table = resolved(c, name, false);
  if (!table) return null;
  void statement;
  mention(c.draft, table);
  return referTable(c, table, role, from, moment, false);
}

/** A table that nothing declares is known by its mention. */
function mention(draft: Draft, table: Table): void {
  draft.describe(table.id, 'dataset', table.id.startsWith('sql.temp|') ? 'sql.temp_table' : 'sql.table', table.name, table.table.span, table.targets);
}

function referTable(c: Context, table: Table, role: Reference['role'], from: Key | null, moment: Moment | null, implied: boolean): number {
  const last = table.table.parts[table.table.parts.length - 1]!;
  return c.draft.refer({
    targets: table.targets, type: 'sql.table', name: table.name, span: nameSpanOf(last), fullSpan: table.table.span, from, role, certainty: table.known ? 'certain' : 'likely',
    ...(implied ? { implied } : {}), ...(moment ? { moment } : {}), data: { place: 'script', parts: table.table.parts.map(p => p.name), ...(role === 'writes' ? { alone: true } : {}) },
  });
}

/** Every table a query names in FROM. */
export function tablesOf(query: Query): TableName[] {
  const out: TableName[] = [];
  const add = (input: Input, depth: number): void => {
    if (input.source.kind === 'table') out.push(input.source.table);
    else if (input.source.kind === 'derived' && depth < 20) add(input.source.over, depth + 1);
  };
  for (const scope of query.scopes) for (const input of scope.inputs) add(input, 0);
  return out;
}

const SEARCH_PATH = /^\s*set\s+(?:session\s+|local\s+)?(?:search_path|schema)\s*(?:=|\bto\b)?\s*["'`]?([\w$]+)["'`]?/i;

/** USE, SET search_path and their kin: what names without schema mean from here on. */
function withUse(defaults: NameDefaults, statement: Statement, script: Script): NameDefaults {
  if (statement.kind === 'other') {
    const path = SEARCH_PATH.exec(script.text.slice(statement.span.start, Math.min(statement.span.end, statement.span.start + 200)));
    return path ? { ...defaults, schema: usualOrNot(path[1]!) } : defaults;
  }
  const [use] = statement.options;
  if (!use) return defaults;
  const parts = use.value.split('.');
  const last = parts[parts.length - 1]!;
  if (use.name === 'schema') return { ...defaults, schema: usualOrNot(last), ...(parts.length > 1 ? { database: parts[0]! } : {}) };
  if (use.name === 'catalog') return { ...defaults, database: last };
  if (use.name !== 'database') return defaults;
  if (parts.length > 1) return { ...defaults, database: parts[0]!, schema: usualOrNot(last) };
  // Where databases are schemas, USE chooses one; elsewhere the schema stays what it was.
  const flat = script.dialect === 'mysql' || script.dialect === 'clickhouse' || script.dialect === 'databricks' || script.dialect === 'duckdb' || script.dialect === 'flink';
  return flat ? { ...defaults, schema: usualOrNot(last) } : script.dialect === 'snowflake' ? { ...defaults, database: last } : defaults;
}

function usualOrNot(schema: string): string | null {
  return /^(?:public|dbo|main|default)$/i.test(schema) || schema.includes('$') ? null : schema;
}

function lastWord(text: string, span: Span): Span {
  const slice = text.slice(span.start, span.end);
  const match = /[\w$]+(?=["'`\]]?$)/.exec(slice);
  return match ? { start: span.start + match.index, end: span.start + match.index + match[0].length } : span;
}

function trimmed(text: string, span: Span): Span {
  const quoted = /^["'`[]/.test(text.slice(span.start, span.end));
  return quoted ? { start: span.start + 1, end: span.end - 1 } : span;
}
