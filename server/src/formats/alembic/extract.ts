import type { ColumnDeclaration, Facts, Moment, TableChange } from '../../model/facts';
import { NO_FACTS } from '../../model/facts';
import type { Document } from '../../model/format';
import { type CallExpression, type Expression, expressionsIn, readPython, type Statement, statementsIn, visitExpressions } from '../../syntax/python';
import type { Span } from '../../text/span';
import { Draft } from '../shared/draft';
import { migrationKey, type SqlTable, sqlTable } from '../shared/sqlNames';

/** What Alembic's types are called in SQL. */
const TYPES: { readonly [name: string]: string } = {
  Integer: 'integer', SmallInteger: 'smallint', BigInteger: 'bigint', String: 'varchar', Unicode: 'varchar', VARCHAR: 'varchar', CHAR: 'char', Text: 'text', TEXT: 'text', UnicodeText: 'text', Boolean: 'boolean', BOOLEAN: 'boolean', Date: 'date', DateTime: 'timestamp', TIMESTAMP: 'timestamp', Time: 'time',
  Numeric: 'numeric', DECIMAL: 'numeric', Float: 'float', Double: 'double precision', LargeBinary: 'bytea', JSON: 'json', JSONB: 'jsonb', UUID: 'uuid', Uuid: 'uuid', INTEGER: 'integer', BIGINT: 'bigint', ARRAY: 'array', Interval: 'interval',
};

interface Context {
  readonly draft: Draft;
  readonly sequence: string;
  readonly order: string;
  index: number;
}

/**
 * The tables that `upgrade()` of an Alembic migration makes and changes. Migrations run in the order in which they were made
 * (`Create Date` of the docstring); one without a date leaves its tables uncertain. `downgrade()` is not run.
 */
export function extract(document: Document): Facts {
  const file = readPython(document.text);
  const upgrade = file.body.find(s => s.kind === 'function' && s.name === 'upgrade');
  if (upgrade?.kind !== 'function') return NO_FACTS;
  const folder = document.path.includes('/') ? document.path.slice(0, document.path.lastIndexOf('/')) : '';
  const date = /Create Date:\s*([\d-]+[ T][\d:.]+)/.exec(document.text.slice(0, 4_000))?.[1] ?? null;
  const c: Context = { draft: new Draft(), sequence: `alembic:${folder}`, order: date === null ? 'v' : `v${date}`, index: 0 };
  walk(c, upgrade.body, null, date === null ? 'its migration has no date' : null);
  const revision = /^revision\b[^=\n]*=\s*['"]([^'"]+)['"]/m.exec(document.text);
  if (revision) {
    const at = revision.index + revision[0].length - revision[1]!.length - 1;
    const span = { start: at, end: at + revision[1]!.length };
    c.draft.declare({ id: migrationKey(c.sequence, revision[1]!), kind: 'symbol', type: 'sql.migration', role: 'defines', name: revision[1]!, keys: [], nameSpan: span, span, parent: null, path: null, attributes: { more: { tool: 'alembic', sequence: c.sequence } }, columns: [], columnsComplete: false });
  }
  return c.draft.facts();
}

/** Statements in their order; what stands in a condition or loop may not run. `batch` is the table of `op.batch_alter_table`. */
function walk(c: Context, body: readonly Statement[], batch: { readonly name: string; readonly table: SqlTable } | null, why: string | null): void {
  for (const s of body) {
    if (s.kind === 'with') {
      const [item] = s.items;
      const call = item?.expression.kind === 'call' ? item.expression : null;
      const name = item?.target?.kind === 'name' ? item.target.name : null;
      const table = call && isCall(call, 'batch_alter_table') ? tableOf(call, 0) : null;
      walk(c, s.body, table && name ? { name, table } : batch, why);
    } else if (s.kind === 'expression' || s.kind === 'assign') {
      for (const e of expressionsIn(s)) if (e.kind === 'call') operation(c, e, batch, why);
    } else {
      for (const inner of statementsIn([s])) {
        if (inner === s) continue;
        for (const e of expressionsIn(inner)) if (e.kind === 'call') operation(c, e, batch, why ?? 'a condition decides whether it is changed');
      }
    }
  }
}

function isCall(call: CallExpression, name: string): boolean {
  return call.callee.kind === 'attribute' && call.callee.name === name;
}

function textOf(e: Expression | undefined): { readonly value: string; readonly span: Span } | null {
  return e?.kind === 'text' ? { value: e.value, span: e.content } : null;
}

function argument(call: CallExpression, index: number, name: string): Expression | undefined {
  return call.args.find(a => a.name === name)?.value ?? call.args.filter(a => a.name === null && a.star === '')[index]?.value;
}

function tableOf(call: CallExpression, index: number): SqlTable | null {
  const name = textOf(argument(call, index, 'table_name'));
  const schema = textOf(call.args.find(a => a.name === 'schema')?.value);
  return name ? sqlTable([...(schema ? [schema.value] : []), name.value], { dialect: null, database: null, schema: null }, true) : null;
}

function operation(c: Context, call: CallExpression, batch: { readonly name: string; readonly table: SqlTable } | null, why: string | null): void {
  if (call.callee.kind !== 'attribute' || call.callee.value.kind !== 'name') return;
  const on = call.callee.value.name;
  const inBatch = batch !== null && on === batch.name;
  if (on !== 'op' && !inBatch) return;
  const shift = inBatch ? -1 : 0;
  const table = inBatch ? batch.table : tableOf(call, 0);
  const at = inBatch ? null : textOf(argument(call, 0, 'table_name'))?.span;
  const columnName = textOf(argument(call, 1 + shift, 'column_name'));
  switch (call.callee.name) {
    case 'create_table': {
      const columns = call.args.slice(1).flatMap(a => columnOf(a.value) ?? []);
      const unknown = call.args.some(a => a.star !== '') ? 'a list is put together by a program' : why;
      if (table && at) declare(c, table, at, call.span, [{ op: 'create', ifNotExists: false, replaces: false, query: false, like: null }], keyed(call, columns), true, unknown);
      return;
    }
    case 'drop_table':
      if (table) declare(c, table, at ?? null, call.span, [{ op: 'drop' }], [], false, why);
      return;
    case 'add_column': {
      const column = columnOf(argument(call, 1 + shift, 'column'));
      if (table) declare(c, table, at ?? null, call.span, [{ op: 'add', ifNotExists: false }], column ? [column] : [], false, column ? why : 'a column that is added is not known');
      return;
    }
    case 'drop_column':
      if (table) declare(c, table, at ?? null, call.span, columnName ? [{ op: 'remove', column: columnName.value, ifExists: false }] : [], [], false, columnName ? why : 'a column that is dropped is not known');
      return;
    case 'alter_column': {
      if (!table || !columnName) return;
      const to = textOf(call.args.find(a => a.name === 'new_column_name')?.value);
      const type = typeOf(call.args.find(a => a.name === 'type_')?.value);
      const nullable = call.args.find(a => a.name === 'nullable')?.value;
      const does: TableChange[] = [];
      if (type !== null || nullable?.kind === 'constant') does.push({ op: 'alter', column: columnName.value, ...(type === null ? {} : { type }), ...(nullable?.kind === 'constant' ? { nullable: nullable.value === true } : {}) });
      if (to) does.push({ op: 'rename', column: columnName.value, to: to.value });
      if (does.length > 0) declare(c, table, at ?? null, call.span, does, [], false, why);
      return;
    }
    case 'execute': {
      // SQL in a text is not applied, but the table it changes is not known any more.
      const sql = textOf(call.args[0]?.value.kind === 'call' ? call.args[0].value.args[0]?.value : call.args[0]?.value)?.value ?? '';
      for (const match of sql.matchAll(/\b(?:alter|rename|drop|create)\s+(?:table|view)\s+(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?([\w."]+)/gi)) {
        const changed = sqlTable(match[1]!.replace(/"/g, '').split('.'), { dialect: null, database: null, schema: null }, true);
        if (changed) declare(c, changed, null, call.span, [], [], false, 'SQL in a migration changes it');
      }
      return;
    }
    case 'rename_table': {
      const to = textOf(argument(call, 1, 'new_table_name'));
      const next = to ? sqlTable([to.value], { dialect: null, database: null, schema: null }, true) : null;
      if (!table || !next || !to) return;
      const moment = momentOf(c);
      declare(c, table, at ?? null, call.span, [{ op: 'drop' }], [], false, null, moment);
      declare(c, next, to.span, call.span, [{ op: 'takes', from: table.id }], [], true, why, moment);
      return;
    }
  }
}

function momentOf(c: Context): Moment {
  return { sequence: c.sequence, order: c.order, index: c.index++ };
}

function declare(c: Context, table: SqlTable, nameSpan: Span | null, span: Span, does: readonly TableChange[], columns: readonly ColumnDeclaration[], defines: boolean, why: string | null, moment = momentOf(c)): void {
  const parts = table.name.split('.');
  c.draft.declare({
    id: table.id, kind: 'dataset', type: 'sql.table', role: defines ? 'defines' : 'describes', name: table.name, keys: table.keys, nameSpan, span, parent: null, path: null,
    attributes: defines ? { materialized: 'table', identifier: parts[parts.length - 1]!, schema: parts[parts.length - 2] ?? null, database: null } : {}, columns, columnsComplete: false,
    step: { moment, does: why === null ? does : [...does, { op: 'opens', why }] },
  });
}

/** `sa.Column('id', sa.Integer(), nullable=False)`; null for anything else. */
function columnOf(e: Expression | undefined): ColumnDeclaration | null {
  if (e?.kind !== 'call' || !(isCall(e, 'Column') || (e.callee.kind === 'name' && e.callee.name === 'Column'))) return null;
  const name = textOf(e.args.find(a => a.name === null)?.value);
  if (!name) return null;
  const nullable = e.args.find(a => a.name === 'nullable')?.value;
  const primary = e.args.some(a => a.name === 'primary_key' && a.value.kind === 'constant' && a.value.value === true);
  const comment = textOf(e.args.find(a => a.name === 'comment')?.value);
  return {
    name: name.value, nameSpan: name.span, span: e.span, path: null, type: typeOf(e.args.filter(a => a.name === null)[1]?.value),
    ...(primary ? { nullable: false, constraints: ['primary_key'] } : nullable?.kind === 'constant' ? { nullable: nullable.value === true } : {}), ...(comment ? { description: comment.value } : {}),
  };
}

/** Columns with the primary key that `sa.PrimaryKeyConstraint('id')` names. */
function keyed(call: CallExpression, columns: readonly ColumnDeclaration[]): readonly ColumnDeclaration[] {
  const keys = new Set<string>();
  for (const { value } of call.args) {
    if (value.kind !== 'call' || !isCall(value, 'PrimaryKeyConstraint')) continue;
    for (const a of value.args) if (a.name === null && a.value.kind === 'text') keys.add(a.value.value);
  }
  return columns.map(c => (keys.has(c.name) ? { ...c, nullable: false, constraints: ['primary_key'] } : c));
}

function typeOf(e: Expression | undefined): string | null {
  if (e === undefined) return null;
  let found: string | null = null;
  visitExpressions(e, x => {
    const name = x.kind === 'attribute' ? x.name : x.kind === 'name' ? x.name : null;
    if (found === null && name !== null && Object.hasOwn(TYPES, name)) found = TYPES[name]!;
    return found === null;
  });
  const sizes = e.kind === 'call' ? e.args.flatMap(a => (a.value.kind === 'number' ? [a.value.value] : [])) : [];
  return found !== null && sizes.length > 0 ? `${found}(${sizes.join(',')})` : found;
}
