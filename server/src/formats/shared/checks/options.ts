import type { ColumnDefinition, Statement } from '../../../model/query';
import type { Span } from '../../../text/span';

export type Option = Statement['options'][number];

export function option(statement: Statement, name: string): Option | undefined {
  return statement.options.find(o => o.name === name);
}

/** An option's value without the quotes around it. */
export function value(statement: Statement, name: string): string | null {
  const found = option(statement, name);
  return found ? found.value.replace(/^'([^']*)'$/, '$1') : null;
}

/** A column of the statement by name, whatever the case. */
export function column(statement: Statement, name: string): ColumnDefinition | undefined {
  return statement.columns.find(c => c.name.toLowerCase() === name.toLowerCase());
}

/** Whether the statement lists all columns that its table will have. */
export function listsColumns(statement: Statement): boolean {
  return statement.columns.length > 0 && statement.query === null && statement.reads.length === 0;
}

/** The items of a list that are bare names, with the place of each; expressions are left out. */
export function bareNames(text: string, list: Option): readonly { readonly name: string; readonly span: Span }[] {
  const start = text.indexOf(list.value, list.span.start);
  if (start < 0 || start > list.span.end) return [];
  const out: { name: string; span: Span }[] = [];
  let depth = 0;
  let from = 0;
  const inner = /^\s*\(([\s\S]*)\)\s*$/.exec(list.value);
  const body = inner ? inner[1]! : list.value;
  const shift = start + (inner ? list.value.indexOf('(') + 1 : 0);
  for (let i = 0; i <= body.length; i++) {
    const c = body[i];
    if (c === '(' || c === '[') depth++;
    else if (c === ')' || c === ']') depth--;
    else if (c === undefined || (c === ',' && depth === 0)) {
      const item = /^\s*(["`]?)([A-Za-z_]\w*)\1(?:\s+(?:asc|desc))?\s*$/i.exec(body.slice(from, i));
      if (item) {
        const at = shift + from + body.slice(from, i).indexOf(item[2]!);
        out.push({ name: item[2]!, span: { start: at, end: at + item[2]!.length } });
      }
      from = i + 1;
    }
  }
  return out;
}

/** The statement's own name in its text, for findings about the whole. */
export function nameSpan(statement: Statement): Span {
  return statement.target?.span ?? { start: statement.span.start, end: Math.min(statement.span.end, statement.span.start + 6) };
}

export function tableName(statement: Statement): string {
  return statement.target?.parts[statement.target.parts.length - 1]?.name ?? 'the table';
}
