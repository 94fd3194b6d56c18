import type { Input, InputSource, Output, Query, Statement, Use } from '../../server/src/model/query';
import { type Dialect, readSql, type SqlFile, type SqlOptions } from '../../server/src/syntax/sql';

export function read(text: string, dialect: Dialect | null = null, more: Partial<SqlOptions> = {}): SqlFile {
  return readSql(text, 0, text.length, { dialect, ...more });
}

/** The only statement of a text. */
export function one(text: string, dialect: Dialect | null = null): Statement {
  const { statements } = read(text, dialect);
  if (statements.length !== 1) throw new Error(`${statements.length} statements in ${text}`);
  return statements[0]!;
}

/** A query in short lines, one for each scope: `#0 cte a: from t=db.t; x<-t.y identity`. */
export function say(query: Query | null): string[] {
  if (query === null) return [];
  return query.scopes.map((s, k) => {
    const head = `#${k}${k === query.root ? '!' : ''} ${s.kind}${s.name === null ? '' : ` ${s.cte ? 'cte ' : ''}${s.name}`}${s.parent === null ? '' : ` in ${s.parent}`}${s.incomplete ? ' incomplete' : ''}`;
    const parts = [
      ...s.branches.length > 0 ? [`branches ${s.branches.join(' ')}${s.byName ? ' by name' : ''}`] : [],
      ...s.inputs.map(sayInput),
      ...s.outputs.map(sayOutput),
      ...s.indirect.length > 0 ? [`indirect ${s.indirect.map(sayUse).join(' ')}`] : [],
    ];
    return [head, ...parts].join('; ');
  });
}

export function sayInput(i: Input): string {
  return `${i.join}${i.natural ? ' natural' : ''} ${i.name ?? '-'}=${saySource(i.source)}${i.columnAliases === null ? '' : `(${i.columnAliases.join(' ')})`}${i.using.length > 0 ? ` using ${i.using.map(u => u.name).join(' ')}` : ''}`;
}

function saySource(s: InputSource): string {
  switch (s.kind) {
    case 'table':
      return s.table.parts.map(p => p.name).join('.');
    case 'scope':
      return `#${s.scope}`;
    case 'function':
      return `${s.name}(${s.uses.map(u => [...u.qualifier, u.column].join('.')).join(' ')})${s.columns === null ? '' : `{${s.columns.map(c => c.name).join(' ')}}`}`;
    case 'derived':
      return `derived[${sayInput(s.over)}]${s.columns === null ? '' : `{${s.columns.map(c => c.name).join(' ')}}`} keeps ${typeof s.keeps === 'string' ? s.keeps : `all but ${s.keeps.except.join(' ')}`}`;
  }
}

export function sayOutput(o: Output): string {
  const name = o.star === null ? o.name ?? '?' : sayStar(o);
  return `${name}<-${o.uses.map(u => (u.kind === o.kind ? [...u.qualifier, u.column].join('.') : sayUse(u))).join(' ')} ${o.kind}${o.opaque ? ' opaque' : ''}`;
}

function sayStar(o: Output): string {
  const { qualifier, except, replace, rename } = o.star!;
  return `${qualifier === null ? '' : `${qualifier.join('.')}.`}*${except.length > 0 ? ` except ${except.map(e => e.name).join(' ')}` : ''}${replace.length > 0 ? ` replace ${replace.map(sayOutput).join(', ')}` : ''}${rename.length > 0 ? ` rename ${rename.map(n => `${n.from}>${n.to}`).join(' ')}` : ''}`;
}

export function sayUse(u: Use): string {
  return `${[...u.qualifier, u.column].join('.')}:${u.kind}`;
}

/** A statement in one line: kind, target, flags, columns, tables read, options, then the outputs of its query's root. */
export function sayStatement(s: Statement): string {
  const table = (t: Statement['target']): string => (t === null ? '-' : t.parts.map(p => p.name).join('.'));
  const columns = s.columns.map(c =>
    [c.name, c.type, c.nullable === false ? 'not null' : null, c.primaryKey ? 'key' : null, c.unique ? 'unique' : null, c.references === null ? null : `-> ${table(c.references.table)}.${c.references.columns.join('.')}`, c.default === null ? null : `= ${c.default}`, c.comment === null ? null : `# ${c.comment}`].filter(Boolean).join(' '),
  );
  const root = s.query?.scopes[s.query.root];
  return [
    s.kind, table(s.target), ...Object.entries(s.flags).filter(([, on]) => on).map(([name]) => name),
    ...s.targetColumns === null ? [] : [`into (${s.targetColumns.map(c => c.name).join(' ')})`],
    ...columns.length > 0 ? [`(${columns.join(', ')})`] : [],
    ...s.reads.length > 0 ? [`reads ${s.reads.map(table).join(' ')}`] : [],
    ...s.options.length > 0 ? [`with ${s.options.map(o => `${o.name}=${o.value}`).join('; ')}`] : [],
    ...root === undefined ? [] : [`from ${root.inputs.map(sayInput).join(', ')}: ${root.outputs.map(sayOutput).join(', ')}${root.incomplete ? ' incomplete' : ''}`],
  ].join(' ');
}
