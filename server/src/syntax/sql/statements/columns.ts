import type { ColumnDefinition, TableName } from '../../../model/query';
import { span, type Span } from '../../../text/span';
import { advance, atClose, is, isName, peek, peekKind, type Reader, spanFrom, startOf, take } from '../cursor';
import { HOLE, NAME, QUOTED, STRING } from '../lexer';
import { identifier, nameList, stringValue, tableName, textOf, typeName } from '../names';
import { closeBracket, problem, skipBrackets, skipOne } from '../recover';
import type { Word } from '../words';

type Draft = { -readonly [K in keyof ColumnDefinition]: ColumnDefinition[K] };
type Option = { name: string; value: string; span: Span };

export interface Definitions {
  readonly columns: readonly ColumnDefinition[];
  /** Tables named by LIKE among the columns. */
  readonly reads: readonly TableName[];
  /** WATERMARK, PERIOD and other table clauses written among the columns. */
  readonly options: readonly Option[];
}

/** Words with which a table constraint begins, when what follows is not a type. */
const TABLE_CLAUSES: ReadonlySet<Word> = new Set<Word>(['constraint', 'primary', 'unique', 'foreign', 'check', 'index', 'key', 'watermark', 'projection', 'exclude', 'fulltext', 'spatial', 'like', 'partition']);

/** Reads `(a int, b text, primary key (a), …)`. The current token is the opening bracket. */
export function columnDefinitions(r: Reader): Definitions {
  const open = r.i;
  const columns: Draft[] = [];
  const reads: TableName[] = [];
  const options: Option[] = [];
  advance(r);
  while (!atClose(r)) {
    if (is(r, ',')) {
      if (r.i > open) problem(r, 'a column');
      advance(r);
      continue;
    }
    const at = r.i;
    if (isTableClause(r)) tableClause(r, columns, reads, options);
    else {
      const column = columnDefinition(r);
      if (column !== null) columns.push(column as Draft);
    }
    while (!atClose(r) && !is(r, ',')) skipOne(r);
    if (!take(r, ',') || r.i === at) break;
    if (is(r, ')') && (r.traits.dialect === 'postgres' || r.traits.dialect === 'mysql')) problem(r, 'a column after the comma');
  }
  closeBracket(r, open, ')');
  return { columns, reads, options };
}

function isTableClause(r: Reader): boolean {
  if (r.kind !== NAME || !TABLE_CLAUSES.has(r.word)) return false;
  const next = peek(r);
  switch (r.word) {
    case 'primary':
    case 'foreign':
      return next === 'key';
    case 'unique':
    case 'check':
      return next === '(' || next === 'key' || next === 'index' || next === 'nulls' || next === 'clustered' || next === 'nonclustered' || (is(r, 'unique') && peekKind(r) === NAME && peek(r, 2) === '(');
    case 'watermark':
      return next === 'for';
    case 'index':
    case 'key':
      return (peekKind(r) === NAME || peekKind(r) === QUOTED) && (peek(r, 2) === '(' || peek(r, 3) === 'type' || r.traits.dialect === 'clickhouse' || r.traits.dialect === 'mysql') && !/^(?:int|text|var|char|num|dec|date|time|bool|double|float|string|big|small)/i.test(textOf(r, r.i + 1)) || next === '(';
    case 'exclude':
      return next === '(' || next === 'using';
    case 'partition':
      return next === 'by';
    default:
      return next !== ',' && next !== ')' && !(is(r, 'projection') && peek(r, 2) !== '(');
  }
}

function tableClause(r: Reader, columns: Draft[], reads: TableName[], options: Option[]): void {
  const start = startOf(r);
  if (take(r, 'constraint')) identifier(r);
  if (is(r, 'primary')) {
    advance(r);
    advance(r);
    while (is(r, 'clustered') || is(r, 'nonclustered')) advance(r);
    for (const name of nameList(r) ?? []) mark(columns, name.name, c => { c.primaryKey = true; });
  } else if (is(r, 'unique')) {
    advance(r);
    while (isName(r) && r.kind !== HOLE) advance(r);
    const names = nameList(r) ?? [];
    if (names.length === 1) mark(columns, names[0]!.name, c => { c.unique = true; });
  } else if (is(r, 'foreign')) {
    advance(r);
    advance(r);
    if (isName(r) && peek(r) === '(') advance(r);
    const names = nameList(r) ?? [];
    const references = referenceTo(r);
    if (references === null) return;
    for (let k = 0; k < names.length; k++) {
      const column = references.columns[k];
      mark(columns, names[k]!.name, c => {
        c.references = { table: references.table, columns: column === undefined ? [] : [column] };
      });
    }
  } else if (is(r, 'like')) {
    advance(r);
    const table = tableName(r);
    if (table !== null) reads.push(table);
  } else if (is(r, 'watermark')) {
    while (!atClose(r) && !is(r, ',')) skipOne(r);
    const at = spanFrom(r, start);
    options.push({ name: 'watermark', value: r.text.slice(at.start, at.end).replace(/^watermark\s+for\s+/i, ''), span: at });
  }
}

function mark(columns: Draft[], name: string, set: (column: Draft) => void): void {
  const column = columns.find(c => c.name.toLowerCase() === name.toLowerCase());
  if (column !== undefined) set(column);
}

function referenceTo(r: Reader): { table: TableName; columns: string[] } | null {
  if (!take(r, 'references')) return null;
  const table = tableName(r);
  if (table === null) return null;
  const columns = (nameList(r) ?? []).map(n => n.name);
  return { table, columns };
}

/** Words that end a default and begin the next constraint. */
const CONSTRAINTS: ReadonlySet<Word> = new Set<Word>([
  'not', 'null', 'default', 'primary', 'unique', 'references', 'check', 'constraint', 'comment', 'collate', 'generated', 'as', 'encode', 'codec', 'options', 'with', 'masking', 'identity', 'autoincrement', 'auto_increment', 'on', 'ttl',
  'materialized', 'alias', 'ephemeral', 'distkey', 'sortkey', 'key', 'tag', 'enforced', 'after', 'first', 'foreign', 'metadata', 'headers', 'virtual', 'persisted', 'projection', 'settings', 'deferrable', 'initially', 'header', 'using', 'set', 'character', 'stored', 'sparse', 'hidden', 'visible', 'invisible',
]);

/** One column: name, type, constraints. Null (nothing read) if no name is here. */
export function columnDefinition(r: Reader): ColumnDefinition | null {
  const start = startOf(r);
  const name = identifier(r);
  if (name === null) return null;
  while (is(r, '.')) {
    // A nested field (`add column a.b int`).
    advance(r);
    identifier(r);
  }
  const column: Draft = {
    name: name.name, quoted: name.quoted, nameSpan: name.span, span: name.span, type: null, nullable: null, primaryKey: false, unique: false, references: null, comment: null, default: null,
  };
  if (is(r, ':')) advance(r);
  if (isName(r) && r.kind !== HOLE && !(CONSTRAINTS.has(r.word) && !(is(r, 'character') || (is(r, 'set') && peek(r) === '(')))) column.type = typeName(r)?.text ?? null;
  // A type, a name and a type: a comma is missing between two columns, in whatever dialect.
  if (column.type !== null && r.kind === NAME && r.id === 0 && peekKind(r) === NAME && isBaseType(column.type) && isBaseType(textOf(r, r.i + 1)) && (peek(r, 2) === ',' || peek(r, 2) === ')')) problem(r, 'a comma');
  while (!atClose(r) && !is(r, ',')) constraint(r, column);
  column.span = spanFrom(r, start);
  return column;
}

/** Whether a text is a type of nearly every dialect, and no word that follows one. */
export function isBaseType(text: string): boolean {
  return /^(?:int|integer|bigint|smallint|text|varchar|boolean|date|timestamp|numeric|decimal)(?:\s*\([\d,\s]*\))?$/i.test(text);
}

function constraint(r: Reader, column: Draft): void {
  switch (r.word) {
    case 'not':
      advance(r);
      if (take(r, 'null')) column.nullable = false;
      else if (!atClose(r)) advance(r);
      return;
    case 'null':
      advance(r);
      column.nullable = true;
      return;
    case 'primary':
      advance(r);
      if (!take(r, 'key') && (is(r, ',') || is(r, ')'))) problem(r, 'KEY after PRIMARY');
      column.primaryKey = true;
      return;
    case 'unique':
      advance(r);
      take(r, 'key');
      column.unique = true;
      return;
    case 'references': {
      const reference = referenceTo(r);
      if (reference !== null) column.references = reference;
      return;
    }
    case 'comment':
      advance(r);
      take(r, '=');
      if (r.kind === STRING) {
        column.comment = stringValue(r);
        advance(r);
      }
      return;
    case 'default': {
      advance(r);
      const start = startOf(r);
      const first = r.i;
      while (!atClose(r) && !is(r, ',') && (r.i === first || !(r.kind === NAME && CONSTRAINTS.has(r.word)))) skipOne(r);
      const at = span(start, Math.max(start, spanFrom(r, start).end));
      if (at.end > at.start) column.default = r.text.slice(at.start, at.end);
      return;
    }
    case 'options':
      advance(r);
      if (is(r, '(')) bigqueryOptions(r, column);
      return;
    case 'constraint':
      advance(r);
      identifier(r);
      return;
    case 'on':
      advance(r);
      if (!atClose(r)) advance(r);
      return;
    default:
      skipOne(r);
  }
}

/** `options (description = '…')`. */
function bigqueryOptions(r: Reader, column: Draft): void {
  const open = r.i;
  const close = r.tokens.match[open]!;
  for (let k = open + 1; k < close; k++) {
    if (r.tokens.kinds[k] === NAME && /^description$/i.test(textOf(r, k)) && r.tokens.kinds[k + 2] === STRING) column.comment = stringValue(r, k + 2);
  }
  skipBrackets(r);
}

