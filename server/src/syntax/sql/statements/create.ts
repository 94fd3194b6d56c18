import type { ColumnDefinition, Query, Statement, StatementKind, TableName } from '../../../model/query';
import { distance } from '../../../text/fuzzy';
import type { Span } from '../../../text/span';
import { startsQuery } from '../calls';
import { advance, atClose, atEnd, endBefore, is, isName, peek, peekKind, type Reader, spanFrom, startOf, take } from '../cursor';
import { END, HOLE, NAME, QUOTED, STRING } from '../lexer';
import { nameOf, stringValue, tableName, textOf } from '../names';
import { query } from '../query';
import { problem, skipBrackets, skipOne, strict } from '../recover';
import type { Word } from '../words';
import { columnDefinitions, isBaseType } from './columns';
import { pair } from './copy';
import { emit, queryOf } from './emit';
import { innerStatements } from './inner';

type Option = { name: string; value: string; span: Span };

interface Draft {
  kind: StatementKind;
  target: TableName | null;
  columns: readonly ColumnDefinition[];
  query: Query | null;
  reads: TableName[];
  options: Option[];
  flags: { orReplace: boolean; ifNotExists: boolean; temporary: boolean; overwrite: boolean };
}

/** CREATE of every kind. Tables, views and their kin are read in full; functions and the rest by their heads. */
export function create(r: Reader): void {
  const d: Draft = { kind: 'create_other', target: null, columns: [], query: null, reads: [], options: [], flags: { orReplace: is(r, 'replace'), ifNotExists: false, temporary: false, overwrite: false } };
  advance(r);
  const object = head(r, d);
  if (object === null) {
    skipOther(r, d);
    return;
  }
  if (take(r, 'if')) {
    take(r, 'not');
    take(r, 'exists');
    d.flags.ifNotExists = true;
  }
  d.target = tableName(r);
  if (d.target === null && r.kind !== HOLE && r.kind !== STRING && d.kind !== 'create_other') problem(r, `a name for the ${object}`);
  if (take(r, 'if')) {
    // ClickHouse and others also write it behind.
    take(r, 'not');
    take(r, 'exists');
    d.flags.ifNotExists = true;
  }
  if (object === 'task' || object === 'pipe') {
    untilBody(r, d);
    return;
  }
  body(r, d);
  finish(r, d);
}

function finish(r: Reader, d: Draft): void {
  emit(r, d.kind, { target: d.target, columns: d.columns, query: d.query, reads: d.reads, options: d.options, flags: d.flags as Statement['flags'] });
}

const MODIFIERS: ReadonlySet<Word> = new Set<Word>([
  'or', 'replace', 'alter', 'temp', 'temporary', 'transient', 'global', 'local', 'unlogged', 'volatile', 'hybrid', 'iceberg', 'secure', 'recursive', 'live', 'streaming', 'refresh', 'foreign', 'managed', 'source', 'sink', 'event', 'force', 'set',
  'private', 'public', 'no', 'cached', 'aggregate', 'materialized', 'external', 'dynamic', 'snapshot', 'interactive', 'system', 'definer', 'sql', 'security', 'invoker', 'multiset',
]);

/** The words up to the kind of object. Null if it is one that is only skimmed. */
function head(r: Reader, d: Draft): string | null {
  const seen = new Set<Word>();
  let guard = 0;
  while ((MODIFIERS.has(r.word) || (r.kind === NAME && /^(?:private|interactive|multiset|cached|noforce|editionable|algorithm|definer)$/i.test(textOf(r)))) && guard++ < 16) {
    if (is(r, 'replace')) d.flags.orReplace = true;
    if (is(r, 'temp') || is(r, 'temporary') || is(r, 'volatile')) d.flags.temporary = true;
    seen.add(r.word);
    const assigned = peek(r) === '=';
    advance(r);
    if (assigned) {
      // MySQL: `algorithm = merge`, `definer = root@localhost`.
      advance(r);
      while (!atEnd(r) && !is(r, 'view') && !is(r, 'sql') && !is(r, 'procedure') && !is(r, 'function') && !is(r, 'trigger') && !is(r, 'event') && !(isName(r) && peek(r) === '=')) advance(r);
    }
  }
  switch (r.word) {
    case 'table':
      advance(r);
      if (is(r, 'function')) return null;
      d.kind = seen.has('external') || seen.has('foreign') ? 'create_external_table' : seen.has('dynamic') ? 'create_dynamic_table' : 'create_table';
      return 'table';
    case 'tables':
      return null;
    case 'view':
      advance(r);
      d.kind = seen.has('materialized') ? 'create_materialized_view' : 'create_view';
      return 'view';
    case 'stream':
      advance(r);
      d.kind = 'create_stream';
      return 'stream';
    case 'task':
      advance(r);
      d.kind = 'create_task';
      return 'task';
    case 'pipe':
      advance(r);
      d.kind = 'create_pipe';
      return 'pipe';
    case 'stage':
      advance(r);
      d.kind = 'create_stage';
      return 'stage';
    case 'dictionary':
    case 'model':
    case 'connector':
      advance(r);
      return 'object';
    case 'index':
      if (strict(r, 'postgres', 'mysql') && peek(r) === 'on' && !listFollows(r)) problem(r, 'the columns of the index in brackets');
      return null;
    default:
      if (r.kind === NAME && /^flow$/i.test(textOf(r))) {
        advance(r);
        return 'object';
      }
      // `create tabel t (`: one slip away from the word that was meant.
      if (r.kind === NAME && r.id === 0 && peekKind(r) === NAME && (peek(r, 2) === '(' || peek(r, 2) === 'as') && (distance(textOf(r).toLowerCase(), 'table', 1) === 1 || distance(textOf(r).toLowerCase(), 'view', 1) === 1)) {
        problem(r, '`table` or `view`', `\`${textOf(r)}\` is nothing that can be created: did you mean \`${distance(textOf(r).toLowerCase(), 'table', 1) === 1 ? 'TABLE' : 'VIEW'}\`?`);
      }
      return null;
  }
}

/** Whether a bracket opens before the end of the statement. */
function listFollows(r: Reader): boolean {
  for (let ahead = 1; ahead < 40; ahead++) {
    const word = peek(r, ahead);
    if (word === '(') return true;
    if (word === ';' || peekKind(r, ahead) === END) return false;
    if (peekKind(r, ahead) === HOLE) return true;
  }
  return true;
}

/** The clauses after the name. */
function body(r: Reader, d: Draft): void {
  if (is(r, '(')) {
    if (startsQuery(r, 1)) {
      d.query = queryOf(r, query(r, null));
    } else {
      const definitions = columnDefinitions(r);
      d.columns = definitions.columns;
      d.reads.push(...definitions.reads);
      d.options.push(...definitions.options);
    }
  }
  if (d.kind === 'create_table' && r.kind === NAME && r.id === 0 && peekKind(r) === NAME && isBaseType(textOf(r, r.i + 1))) problem(r, 'an opening bracket before the columns');
  while (!atEnd(r)) {
    const at = r.i;
    if (!clause(r, d) && r.i === at) skipOne(r);
    if (d.query !== null && (r.i === at || atEnd(r))) break;
  }
}

/** One clause; false if the words are none that is known. */
function clause(r: Reader, d: Draft): boolean {
  const next = peek(r);
  switch (r.word) {
    case 'as':
      advance(r);
      if (r.kind === STRING) {
        advance(r);
        return true;
      }
      if (atEnd(r)) {
        if (r.kind !== HOLE) problem(r, 'a query after AS');
        return true;
      }
      if (startsQuery(r, 0) || is(r, '(') || r.kind === HOLE || is(r, 'from') || is(r, 'table')) d.query = queryOf(r, query(r, null));
      return true;
    case 'select':
    case 'with':
      if (is(r, 'select') || (peekKind(r) === NAME && next !== 'no' && next !== 'data' && next !== 'row' && ((peek(r, 2) === 'as' && (peek(r, 3) === '(' || r.tokens.kinds[r.i + 3] === HOLE)) || (peek(r, 2) === '(' && isName(r) && (peek(r, 4) === ',' || peek(r, 4) === ')')) || next === 'recursive'))) {
        // A table may be made without AS in some dialects, a view in none.
        if (is(r, 'select') && d.kind === 'create_view' && (peek(r, -2) === 'view' || peek(r, -2) === 'exists' || peek(r, -2) === '.')) problem(r, 'AS');
        d.query = queryOf(r, query(r, null));
        return true;
      }
      advance(r);
      if (is(r, '(')) pairs(r, d.options);
      else if (is(r, 'no') || is(r, 'data')) while (is(r, 'no') || is(r, 'data')) advance(r);
      return true;
    case 'like':
    case 'clone':
    case 'copy':
      if (next === 'grants') {
        advance(r);
        advance(r);
        return true;
      }
      advance(r);
      source(r, d);
      return true;
    case 'shallow':
    case 'deep':
      advance(r);
      return true;
    case 'on':
      if (d.kind !== 'create_stream') return false;
      advance(r);
      while (is(r, 'external') || is(r, 'dynamic') || is(r, 'table') || is(r, 'view') || is(r, 'stage') || is(r, 'directory') || is(r, 'event')) advance(r);
      source(r, d);
      return true;
    case 'partition':
    case 'partitioned':
    case 'cluster':
    case 'clustered':
    case 'order':
    case 'sample':
    case 'distribute':
      if (next === 'by') {
        const name = is(r, 'partitioned') ? 'partition_by' : is(r, 'clustered') ? 'cluster_by' : `${r.word}_by`;
        byClause(r, d, name);
        return true;
      }
      if (is(r, 'partition') && next === 'of') {
        advance(r);
        advance(r);
        source(r, d);
        return true;
      }
      return false;
    case 'primary':
      if (next !== 'key') return false;
      byClause(r, d, 'primary_key');
      return true;
    case 'engine':
      engine(r, d);
      return true;
    case 'ttl':
      valueUntilClause(r, d, 'ttl');
      return true;
    case 'distkey':
    case 'sortkey':
      if (next !== '(') return false;
      bracketOption(r, d, r.word);
      return true;
    case 'compound':
    case 'interleaved':
      advance(r);
      return true;
    case 'diststyle':
    case 'location':
    case 'using':
    case 'format':
    case 'encode':
      wordOption(r, d, is(r, 'encode') ? 'encode' : r.word);
      return true;
    case 'comment':
      if (next === '=' || peekKind(r) === STRING) {
        wordOption(r, d, 'comment');
        return true;
      }
      return false;
    case 'settings':
      advance(r);
      while (isName(r) && peek(r) === '=') {
        pair(r, d.options);
        if (!take(r, ',')) break;
      }
      return true;
    case 'options':
    case 'tblproperties':
    case 'properties':
    case 'option':
      advance(r);
      if (is(r, '(')) pairs(r, d.options);
      return true;
    case 'to':
      // ClickHouse: a materialized view writes into an existing table.
      if (d.kind !== 'create_materialized_view' || d.options.some(o => o.name === 'to')) return false;
      advance(r);
      {
        const start = startOf(r);
        const table = tableName(r);
        if (table !== null) d.options.push({ name: 'to', value: table.parts.map(p => p.name).join('.'), span: spanFrom(r, start) });
        if (is(r, '(')) d.columns = columnDefinitions(r).columns;
      }
      return true;
    case '(':
      if (d.columns.length > 0 || d.query !== null) return false;
      if (startsQuery(r, 1)) d.query = queryOf(r, query(r, null));
      else return false;
      return true;
    default:
      if (isName(r) && r.kind !== HOLE && next === '=') {
        pair(r, d.options);
        return true;
      }
      return false;
  }
}

function source(r: Reader, d: Draft): void {
  const table = tableName(r);
  if (table === null) return;
  d.reads.push(table);
  if ((is(r, 'at') || is(r, 'before')) && peek(r) === '(') {
    advance(r);
    skipBrackets(r);
  }
}

/** `partition by (a, b)`, `cluster by a, b`, `order by tuple()`: the value without its outer brackets. */
function byClause(r: Reader, d: Draft, name: string): void {
  const first = startOf(r);
  advance(r);
  advance(r);
  while (r.kind === NAME && /^(?:range|list|hash|linear|auto)$/i.test(textOf(r)) && !atEnd(r)) advance(r);
  const start = startOf(r);
  if (is(r, '(') && !continuesAfter(r)) {
    const open = r.i;
    if (name === 'partition_by' && typed(r)) d.columns = [...d.columns, ...columnDefinitions(r).columns];
    else skipBrackets(r);
    const inside = { start: start + 1, end: Math.max(start + 1, endBefore(r) - 1) };
    void open;
    d.options.push({ name, value: r.text.slice(inside.start, inside.end).trim(), span: spanFrom(r, first) });
    return;
  }
  do {
    while (!atEnd(r) && !is(r, ',') && !startsClauseAfter(r, start)) skipOne(r);
  } while (take(r, ','));
  const at = spanFrom(r, start);
  d.options.push({ name, value: r.text.slice(at.start, at.end), span: spanFrom(r, first) });
}

/** Hive's `partitioned by (dt string)`: the columns have types. */
function typed(r: Reader): boolean {
  const kind = peekKind(r, 2);
  return (peekKind(r) === NAME || peekKind(r) === QUOTED) && kind === NAME && r.traits.dialect !== 'postgres' && r.traits.dialect !== 'redshift';
}

/** Whether an operator or field goes on after the bracket that opens here. */
function continuesAfter(r: Reader): boolean {
  const partner = r.tokens.match[r.i]!;
  if (partner < 0) return false;
  const word = peek(r, partner + 1 - r.i);
  return word === '+' || word === '-' || word === '*' || word === '/' || word === '%' || word === '.' || word === ',';
}

const CLAUSE_WORDS: ReadonlySet<Word> = new Set<Word>(['as', 'partition', 'partitioned', 'cluster', 'clustered', 'order', 'sample', 'primary', 'engine', 'ttl', 'settings', 'options', 'tblproperties', 'location', 'comment', 'with', 'using', 'stored', 'row', 'distkey', 'sortkey', 'diststyle', 'select', 'into']);

function startsClauseAfter(r: Reader, start: number): boolean {
  return startOf(r) > start && r.kind === NAME && (CLAUSE_WORDS.has(r.word) || (peek(r) === '=' && r.tokens.ends[r.i]! > start));
}

function engine(r: Reader, d: Draft): void {
  const first = startOf(r);
  advance(r);
  take(r, '=');
  const start = startOf(r);
  if (isName(r) || r.kind === STRING) advance(r);
  if (is(r, '(')) skipBrackets(r);
  const at = spanFrom(r, start);
  d.options.push({ name: 'engine', value: r.text.slice(at.start, at.end), span: spanFrom(r, first) });
}

function valueUntilClause(r: Reader, d: Draft, name: string): void {
  const first = startOf(r);
  advance(r);
  const start = startOf(r);
  while (!atEnd(r) && !startsClauseAfter(r, start)) skipOne(r);
  const at = spanFrom(r, start);
  d.options.push({ name, value: r.text.slice(at.start, at.end), span: spanFrom(r, first) });
}

function bracketOption(r: Reader, d: Draft, name: string): void {
  const first = startOf(r);
  advance(r);
  const start = startOf(r);
  skipBrackets(r);
  d.options.push({ name, value: r.text.slice(start + 1, Math.max(start + 1, endBefore(r) - 1)).trim(), span: spanFrom(r, first) });
}

function wordOption(r: Reader, d: Draft, name: string): void {
  const first = startOf(r);
  advance(r);
  take(r, '=');
  if (atClose(r)) return;
  const value = r.kind === STRING ? stringValue(r) : isName(r) ? nameOf(r) : textOf(r);
  skipOne(r);
  d.options.push({ name, value, span: spanFrom(r, first) });
}

/** `(a = 1, 'b' = 'c', d)`: each pair is an option of its own. */
function pairs(r: Reader, options: Option[]): void {
  const close = r.tokens.match[r.i]!;
  advance(r);
  while (!atClose(r)) {
    const start = startOf(r);
    const at = r.i;
    let name = r.kind === STRING ? stringValue(r) : isName(r) ? nameOf(r) : null;
    if (name !== null) {
      advance(r);
      while (is(r, '.') && !atClose(r)) {
        advance(r);
        name += `.${nameOf(r)}`;
        advance(r);
      }
      if (is(r, '=') || is(r, '=>')) {
        advance(r);
        const from = startOf(r);
        const only = r.kind === STRING ? stringValue(r) : null;
        const first = r.i;
        while (!atClose(r) && !is(r, ',')) skipOne(r);
        const value = spanFrom(r, from);
        options.push({ name: name.toLowerCase(), value: only !== null && r.i === first + 1 ? only : r.text.slice(value.start, value.end), span: spanFrom(r, start) });
      }
    }
    while (!atClose(r) && !is(r, ',')) skipOne(r);
    if (!take(r, ',') && r.i === at) break;
  }
  if (close === r.i || is(r, ')')) advance(r);
}

/** A task or pipe: its options, then the statement it runs, which is read as one of its own. */
function untilBody(r: Reader, d: Draft): void {
  while (!atEnd(r)) {
    if (is(r, 'as')) {
      advance(r);
      break;
    }
    if (isName(r) && peek(r) === '=') pair(r, d.options);
    else skipOne(r);
  }
  finish(r, d);
  if (is(r, 'begin') || atEnd(r)) return;
  r.bodyFollows = true;
}

/** Functions, procedures and everything else: the body's statements are read where they are SQL. */
function skipOther(r: Reader, d: Draft): void {
  const routine = is(r, 'function') || is(r, 'procedure') || is(r, 'trigger') || is(r, 'event') || is(r, 'macro');
  const kind = r.word;
  if (!atEnd(r)) advance(r);
  let foreign = false;
  let inner: readonly Statement[] = [];
  if (take(r, 'if')) {
    take(r, 'not');
    take(r, 'exists');
  }
  if (isName(r)) d.target = tableName(r);
  if (kind === 'index') {
    while (!atEnd(r) && !is(r, 'on')) skipOne(r);
    if (take(r, 'on')) source(r, d);
  }
  while (!atEnd(r)) {
    if (is(r, 'language') && peekKind(r) !== 0) {
      advance(r);
      foreign = !/^(?:sql|plpgsql|'sql'|'plpgsql'|"sql")$/i.test(textOf(r));
      continue;
    }
    if (routine && is(r, 'begin')) {
      finish(r, d);
      r.bodyFollows = true;
      return;
    }
    if (routine && is(r, 'as') && kind === 'procedure' && bodyWord(peek(r))) {
      advance(r);
      finish(r, d);
      r.bodyFollows = true;
      return;
    }
    if (routine && r.kind === STRING && r.text.charCodeAt(startOf(r)) === 36) {
      const at = r.i;
      // The language may be named behind the body.
      for (let k = at + 1; k < r.tokens.count && r.tokens.ids[k] !== undefined && peek(r, k - r.i) !== ';'; k++) {
        if (peek(r, k - r.i) === 'language') foreign = !/^(?:sql|plpgsql|'sql'|'plpgsql')$/i.test(textOf(r, k + 1));
      }
      if (foreign) advance(r);
      else inner = innerStatements(r);
      continue;
    }
    skipOne(r);
  }
  finish(r, d);
  r.statements.push(...inner);
}

function bodyWord(word: Word): boolean {
  return word === 'select' || word === 'insert' || word === 'update' || word === 'delete' || word === 'merge' || word === 'with' || word === 'set' || word === 'declare' || word === 'exec' || word === 'if' || word === 'truncate' || word === 'create' || word === 'drop' || word === 'while';
}

