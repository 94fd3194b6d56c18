import type { ColumnDeclaration, Declaration, Moment, TableChange } from '../../model/facts';
import { isConditional } from '../shared/changelog/place';
import { flagIn, type Item, type Value, valueIn, type Words } from '../shared/changelog/tree';
import { checkStatements } from '../shared/checks';
import { dataFileKey, sqlFileKey } from '../shared/names';
import { extractStatements, extractView, type Script } from '../shared/statements';
import { type SqlTable, sqlTable } from '../shared/sqlNames';
import { type Change, type Context, nextMoment } from './extract';

/** A table that a change names, with the characters of its name. */
interface Named {
  readonly table: SqlTable;
  readonly span: Value['span'];
}

/** Adds what one change does. Changes that say nothing of tables and their columns add nothing. */
export function change(c: Context, x: Change): void {
  const { item } = x;
  switch (item.name) {
    case 'createTable':
      createTable(c, x);
      return;
    case 'addColumn':
      alter(c, x, columnsOf(c, x), [{ op: 'add', ifNotExists: true }]);
      return;
    case 'dropColumn':
      dropColumn(c, x);
      return;
    case 'renameColumn': {
      const from = valueIn(item, 'oldColumnName');
      const to = valueIn(item, 'newColumnName');
      if (from && to) alter(c, x, [], [{ op: 'rename', column: known(c, from.text), to: known(c, to.text) }], [['rename_column', from]]);
      return;
    }
    case 'modifyDataType': {
      const column = valueIn(item, 'columnName');
      const type = typeOf(c, valueIn(item, 'newDataType'));
      if (column && type !== null) alter(c, x, [], [{ op: 'alter', column: known(c, column.text), type }], [['alter_column', column]]);
      return;
    }
    case 'addNotNullConstraint':
    case 'dropNotNullConstraint': {
      const column = valueIn(item, 'columnName');
      if (column) alter(c, x, [], [{ op: 'alter', column: known(c, column.text), nullable: item.name === 'dropNotNullConstraint' }], [['alter_column', column]]);
      return;
    }
    case 'addPrimaryKey':
      addPrimaryKey(c, x);
      return;
    case 'addForeignKeyConstraint':
      addForeignKey(c, x);
      return;
    case 'addLookupTable':
      addLookupTable(c, x);
      return;
    case 'mergeColumns':
      mergeColumns(c, x);
      return;
    case 'setColumnRemarks':
    case 'setTableRemarks':
      setRemarks(c, x);
      return;
    case 'dropTable':
    case 'dropView':
      drop(c, x, tableIn(c, item, item.name === 'dropView' ? 'viewName' : 'tableName'));
      return;
    case 'renameTable':
      rename(c, x, tableIn(c, item, 'oldTableName'), tableIn(c, item, 'newTableName'));
      return;
    case 'renameView':
      rename(c, x, tableIn(c, item, 'oldViewName'), tableIn(c, item, 'newViewName'));
      return;
    case 'createView':
      createView(c, x);
      return;
    case 'sql':
      sql(c, x);
      return;
    case 'sqlFile':
      sqlFile(c, item);
      return;
    case 'loadData':
    case 'loadUpdateData':
      loadData(c, x);
      return;
    case 'insert':
    case 'update':
    case 'delete':
      write(c, x, item.name === 'delete' ? 'uses' : 'writes');
  }
}

/** A text with the parameters of the changelog that are known. */
function known(c: Context, text: string): string {
  return text.includes('${') ? text.replace(/\$\{([^{}]+)\}/g, (whole, name: string) => c.parameters.get(name.trim()) ?? whole) : text;
}

function tableIn(c: Context, item: Item, name: string, schema = 'schemaName', catalog = 'catalogName'): Named | null {
  const own = valueIn(item, name);
  if (!own) return null;
  const outer = [valueIn(item, catalog), valueIn(item, schema)].flatMap(v => (v && v.text.trim() !== '' ? [known(c, v.text).trim()] : []));
  const plain = known(c, own.text).trim().replace(/^["`[]|["`\]]$/g, '');
  const table = sqlTable([...outer, ...(outer.length === 0 ? plain.split('.') : [plain])], c.defaults, true);
  return table ? { table, span: own.span } : null;
}

function declare(c: Context, { table, span: nameSpan }: Named, x: Change, does: readonly TableChange[], columns: readonly ColumnDeclaration[], more: Partial<Declaration> & { readonly why?: string | null; readonly moment?: Moment } = {}): void {
  const { why = x.why ?? (table.known ? null : 'a parameter decides what it is called'), moment = nextMoment(x), ...rest } = more;
  const parts = table.name.split('.');
  const defines = rest.role === 'defines';
  c.draft.declare({
    id: table.id, kind: 'dataset', type: 'sql.table', role: 'describes', name: table.name, keys: table.keys, nameSpan, span: x.item.span, parent: null, path: null,
    attributes: defines ? { materialized: 'table', identifier: parts[parts.length - 1]!, schema: parts[parts.length - 2] ?? null, database: parts[parts.length - 3] ?? null } : {},
    columns, columnsComplete: false, ...rest, step: { moment, does: why === null ? does : [...does, { op: 'opens', why }] },
  });
}

function createTable(c: Context, x: Change): void {
  const named = tableIn(c, x.item, 'tableName');
  if (!named) return;
  const columns = columnsOf(c, x);
  const keys = columns.filter(column => column.constraints?.includes('primary_key')).map(column => column.name);
  const remarks = valueIn(x.item, 'remarks');
  const parts = named.table.name.split('.');
  const moment = nextMoment(x);
  declare(c, named, x, [{ op: 'create', ifNotExists: x.ifNotExists || flagIn(x.item, 'ifNotExists') === true, replaces: false, query: false, like: null }], columns, {
    role: 'defines', moment, attributes: { materialized: 'table', identifier: parts[parts.length - 1]!, schema: parts[parts.length - 2] ?? null, database: parts[parts.length - 3] ?? null, ...(remarks ? { description: remarks.text } : {}), ...(keys.length > 0 ? { uniqueKey: keys } : {}) },
  });
  foreignKeysOf(c, x, named, moment);
}

/** The columns that a change lists; `constraints` beside or inside of them count. */
function columnsOf(c: Context, { item }: Change): ColumnDeclaration[] {
  return item.items.flatMap((column): ColumnDeclaration[] => {
    const name = column.name === 'column' ? valueIn(column, 'name') : null;
    if (!name) return [];
    const limits = column.items.filter(i => i.name === 'constraints');
    const flag = (word: string): boolean | null => limits.reduce<boolean | null>((known, l) => known ?? flagIn(l, word), null);
    const primary = flag('primaryKey') === true;
    const nullable = primary ? false : flag('nullable');
    const remarks = valueIn(column, 'remarks');
    const initial = [...column.values].find(([key]) => /^defaultValue(?:Numeric|Boolean|Date|Computed|SequenceNext)?$/.test(key));
    const constraints = [...(primary ? ['primary_key'] : []), ...(flag('unique') === true ? ['unique'] : []), ...(nullable === false ? ['not_null'] : []), ...(limits.some(l => targetOf(l) !== null) ? ['foreign_key'] : [])];
    return [{
      name: known(c, name.text), nameSpan: name.span, span: column.span, path: null, type: typeOf(c, valueIn(column, 'type')),
      ...(nullable === null ? {} : { nullable }), ...(remarks ? { description: remarks.text } : {}), ...(constraints.length > 0 ? { constraints } : {}), ...(initial ? { meta: { default: initial[1].text } } : {}),
    }];
  });
}

/** `java.sql.Types.VARCHAR(20)` is VARCHAR(20); a parameter that depends on the database is no type. */
function typeOf(c: Context, type: Value | null): string | null {
  if (!type) return null;
  const text = known(c, type.text).trim().replace(/^java\.sql\.Types\./i, '');
  return text === '' || text.includes('${') ? null : text;
}

function alter(c: Context, x: Change, columns: readonly ColumnDeclaration[], does: readonly TableChange[], names: readonly (readonly [string, Value])[] = []): void {
  const named = tableIn(c, x.item, 'tableName');
  if (!named) return;
  const moment = nextMoment(x);
  for (const [action, column] of names) {
    if (column.text.includes('${')) continue;
    const { table } = named;
    c.draft.refer({ targets: table.targets, type: 'sql.table', name: table.name, span: column.span, fullSpan: x.item.span, from: null, role: 'names', certainty: 'likely', implied: true, moment, column: { name: column.text, span: column.span }, ...(x.ifNotExists ? {} : { data: { place: 'script', action } }) });
  }
  declare(c, named, x, does, columns, { moment });
  if (x.item.name === 'addColumn') foreignKeysOf(c, x, named, moment);
}

function dropColumn(c: Context, x: Change): void {
  const one = valueIn(x.item, 'columnName');
  const all = [...(one ? [one] : []), ...x.item.items.flatMap(i => (i.name === 'column' ? (valueIn(i, 'name') ?? []) : []))];
  alter(c, x, [], all.map(v => ({ op: 'remove', column: known(c, v.text), ifExists: false })), all.map(v => ['drop_column', v]));
}

/** Parts of a list in one text, `a, b`, each with its characters. */
function listed(value: Value | null): Value[] {
  if (!value || value.span.end - value.span.start !== value.text.length) return [];
  return [...value.text.matchAll(/[^\s,][^,]*/g)].map(m => {
    const text = m[0].trimEnd();
    const start = value.span.start + m.index;
    return { text, span: { start, end: start + text.length } };
  });
}

function addPrimaryKey(c: Context, x: Change): void {
  const named = tableIn(c, x.item, 'tableName');
  const columns = listed(valueIn(x.item, 'columnNames'));
  if (!named || columns.length === 0) return;
  const moment = nextMoment(x);
  declare(c, named, x, columns.map(v => ({ op: 'alter', column: known(c, v.text), nullable: false })), [], { moment, attributes: { uniqueKey: columns.map(v => known(c, v.text)) } });
}

/** What a constraint of a column refers to: `references="shop.customers(id)"` or the attributes for table and column. */
function targetOf(limits: Item): { readonly table: string; readonly column: string | null; readonly span: Value['span'] } | null {
  const whole = valueIn(limits, 'references');
  const match = whole && /^\s*([\w.$"]+)\s*(?:\(\s*([\w$"]+)\s*\))?\s*$/.exec(whole.text);
  if (whole && match) return { table: match[1]!.replace(/"/g, ''), column: match[2]?.replace(/"/g, '') ?? null, span: whole.span };
  const table = valueIn(limits, 'referencedTableName');
  return table ? { table: table.text, column: valueIn(limits, 'referencedColumnNames')?.text ?? null, span: table.span } : null;
}

function foreignKeysOf(c: Context, x: Change, { table }: Named, moment: Moment): void {
  for (const column of x.item.items) {
    const name = column.name === 'column' ? valueIn(column, 'name') : null;
    for (const limits of name ? column.items.filter(i => i.name === 'constraints') : []) {
      const target = targetOf(limits);
      const other = target ? sqlTable(known(c, target.table).split('.'), c.defaults, false) : null;
      if (target && other) refer(c, other, target.span, x, table, moment, known(c, name!.text), target.column, null);
    }
  }
}

function refer(c: Context, to: SqlTable, span: Value['span'], x: Change, from: SqlTable, moment: Moment, column: string, other: string | null, at: Value | null): void {
  c.draft.refer({
    targets: to.targets, type: 'sql.table', name: to.name, span, fullSpan: x.item.span, from: from.id, role: 'uses', certainty: 'likely', moment,
    ...(at ? { column: { name: at.text, span: at.span } } : {}), data: { place: 'script', constraint: 'foreign_key', column, to: other, ...(at && x.why === null && !x.ifNotExists ? { action: 'references' } : {}) },
  });
}

function addForeignKey(c: Context, x: Change): void {
  const base = tableIn(c, x.item, 'baseTableName', 'baseTableSchemaName', 'baseTableCatalogName');
  const to = tableIn(c, x.item, 'referencedTableName', 'referencedTableSchemaName', 'referencedTableCatalogName');
  if (!base || !to) return;
  const moment = nextMoment(x);
  const others = listed(valueIn(x.item, 'referencedColumnNames'));
  listed(valueIn(x.item, 'baseColumnNames')).forEach((column, i) => {
    refer(c, to.table, to.span, x, base.table, moment, column.text, others[i]?.text ?? null, others[i] ?? null);
    c.draft.refer({ targets: base.table.targets, type: 'sql.table', name: base.table.name, span: column.span, fullSpan: x.item.span, from: null, role: 'names', certainty: 'likely', implied: true, moment, column: { name: column.text, span: column.span }, ...(x.why === null && !x.ifNotExists ? { data: { place: 'script', action: 'references' } } : {}) });
  });
}

/** A table of the values that a column has. */
function addLookupTable(c: Context, x: Change): void {
  const made = tableIn(c, x.item, 'newTableName', 'newTableSchemaName', 'newTableCatalogName');
  const column = valueIn(x.item, 'newColumnName');
  if (!made || !column) return;
  declare(c, made, x, [{ op: 'create', ifNotExists: false, replaces: false, query: false, like: null }], [{ name: known(c, column.text), nameSpan: column.span, span: column.span, path: null, type: typeOf(c, valueIn(x.item, 'newColumnDataType')), nullable: false, constraints: ['primary_key'] }], { role: 'defines' });
}

/** Two columns become one. */
function mergeColumns(c: Context, x: Change): void {
  const made = valueIn(x.item, 'finalColumnName');
  const gone = ['column1Name', 'column2Name'].flatMap(n => valueIn(x.item, n) ?? []);
  if (!made) return;
  const column = { name: known(c, made.text), nameSpan: made.span, span: made.span, path: null, type: typeOf(c, valueIn(x.item, 'finalColumnType')) };
  alter(c, x, [column], [{ op: 'add', ifNotExists: true }, ...gone.map(v => ({ op: 'remove' as const, column: known(c, v.text), ifExists: false }))], gone.map(v => ['drop_column', v]));
}

function setRemarks(c: Context, x: Change): void {
  const named = tableIn(c, x.item, 'tableName');
  const remarks = valueIn(x.item, 'remarks');
  const column = valueIn(x.item, 'columnName');
  if (!named || !remarks) return;
  declare(c, named, x, column ? [{ op: 'alter', column: known(c, column.text), comment: remarks.text }] : [], [], column ? {} : { attributes: { description: remarks.text } });
}

function drop(c: Context, x: Change, named: Named | null): void {
  if (named) declare(c, named, x, [{ op: 'drop' }], [], { keys: [] });
}

function rename(c: Context, x: Change, from: Named | null, to: Named | null): void {
  if (!from || !to) return;
  const moment = nextMoment(x);
  const why = x.why ?? (from.table.known && to.table.known ? null : 'a parameter decides what it is called');
  declare(c, from, x, [{ op: 'drop' }], [], { moment, why: null, keys: [] });
  declare(c, to, x, [{ op: 'takes', from: from.table.id }], [], { role: 'defines', moment, why });
}

function script(c: Context, x: Change, words: Words): Script {
  return {
    path: c.path, text: c.text, range: words.span, dialect: x.dialect, holes: [], doubtful: x.why !== null || words.escaped || words.text.includes('${'), job: c.job,
    sequence: { sequence: x.sequence, order: x.order }, defaults: { ...c.defaults, dialect: x.dialect }, first: x.index,
  };
}

function createView(c: Context, x: Change): void {
  const named = tableIn(c, x.item, 'viewName');
  const words = x.item.text ?? x.item.items.find(i => i.name === 'selectQuery')?.text ?? null;
  if (!named) return;
  const remarks = valueIn(x.item, 'remarks');
  if (!words) {
    // The query stands in a file of its own.
    declare(c, named, x, [{ op: 'create', ifNotExists: false, replaces: true, query: false, like: null }, { op: 'opens', why: 'its query stands in another file' }], [], { role: 'defines', type: 'sql.view' });
    return;
  }
  if (/^\s*create\b/i.test(words.text)) run(c, x, words);
  else extractView(c.draft, script(c, x, words), { table: named.table, nameSpan: named.span, span: x.item.span, replaces: flagIn(x.item, 'replaceIfExists') === true, comment: remarks?.text ?? null, why: x.why });
}

/** A delimiter of its own stands for a semicolon; routines are read as such in any case. */
function sql(c: Context, x: Change): void {
  const words = x.item.text ?? x.item.items.find(i => i.name === 'sql')?.text ?? null;
  const delimiter = valueIn(x.item, 'endDelimiter')?.text.trim() ?? ';';
  if (words && (delimiter === ';' || /^(?:\\n)?go$/i.test(delimiter) || !words.text.includes(delimiter))) run(c, isConditional(x.item) && x.why === null ? { ...x, why: 'a database decides whether it runs' } : x, words);
}

function run(c: Context, x: Change, words: Words): void {
  const own = script(c, x, words);
  const { file, moves } = extractStatements(c.draft, own);
  c.moves ||= moves;
  if (x.dialect === null || own.doubtful) return;
  for (const p of file.problems) c.draft.problem(p.rule, p.span, p.message, { expected: p.expected });
  checkStatements(c.draft, file, { text: c.text, dialect: x.dialect, tool: 'liquibase' });
}

function folder(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** Where a file that a change names may lie: beside the changelog, or below a folder of the search path. */
function paths(c: Context, item: Item, value: Value): string[] {
  const plain = known(c, value.text).trim().replace(/^classpath\*?:/, '').replace(/\\/g, '/').replace(/^\.?\/+/, '');
  const own = folder(c.path);
  const starts = flagIn(item, 'relativeToChangelogFile') === true ? [own] : [...own.split('/').map((_, i, all) => all.slice(0, all.length - i).join('/')), ''];
  return [...new Set(starts.map(s => normal(s === '' ? plain : `${s}/${plain}`)))];
}

function normal(path: string): string {
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') out.pop();
    else if (part !== '' && part !== '.') out.push(part);
  }
  return out.join('/');
}

function sqlFile(c: Context, item: Item): void {
  const file = valueIn(item, 'path');
  if (file) c.draft.refer({ targets: paths(c, item, file).map(sqlFileKey), type: 'liquibase.sql_file', name: file.text, span: file.span, fullSpan: item.span, from: null, role: 'names', certainty: 'likely', implied: true });
}

/** Rows of a file become rows of a table. */
function loadData(c: Context, x: Change): void {
  const file = valueIn(x.item, 'file');
  const to = write(c, x, 'writes');
  if (!file || to === null) return;
  const targets = paths(c, x.item, file).map(dataFileKey);
  const [first] = targets;
  if (first === undefined) return;
  c.draft.describe(first, 'dataset', 'file.path', file.text, file.span, targets);
  const from = c.draft.refer({ targets, type: 'file.path', name: file.text, span: file.span, fullSpan: x.item.span, from: c.job, role: 'reads', certainty: 'likely' });
  c.draft.edges.push({ from, to, job: c.job, span: x.item.span, confidence: 'exact' });
}

function write(c: Context, x: Change, role: 'writes' | 'uses'): number | null {
  const named = tableIn(c, x.item, 'tableName');
  if (!named) return null;
  c.moves = true;
  const { table, span } = named;
  const moment = nextMoment(x);
  c.draft.describe(table.id, 'dataset', 'sql.table', table.name, span, table.targets);
  if (x.item.name === 'insert' || x.item.name === 'update')
    for (const item of x.item.items) {
      const column = item.name === 'column' ? valueIn(item, 'name') : null;
      if (column && !column.text.includes('${')) c.draft.refer({ targets: table.targets, type: 'sql.table', name: table.name, span: column.span, fullSpan: column.span, from: null, role: 'names', certainty: 'likely', implied: true, moment, column: { name: column.text, span: column.span }, ...(x.why === null ? { data: { place: 'script', action: 'insert' } } : {}) });
    }
  return c.draft.refer({ targets: table.targets, type: 'sql.table', name: table.name, span, fullSpan: x.item.span, from: c.job, role, certainty: table.known ? 'certain' : 'likely', moment, data: { place: 'script', parts: table.name.split('.') } });
}
