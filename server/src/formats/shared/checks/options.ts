import type { ColumnDefinition, Statement } from '../../../model/query';
import { closest, distance } from '../../../text/fuzzy';
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

/** A name in an option's value that stands for a column: alone, or as the only argument of a function. `call` is that function in lower case. */
export interface NamedColumn {
  readonly name: string;
  readonly span: Span;
  readonly call: string | null;
}

/** Items of a list that are a bare name or a function of one bare name (further arguments are numbers or words); anything else is left out. */
export function namedColumns(text: string, list: Option): readonly NamedColumn[] {
  const start = text.indexOf(list.value, list.span.start);
  if (start < 0 || start > list.span.end) return [];
  const out: NamedColumn[] = [];
  for (const { at, item } of items(list.value)) {
    const bare = /^\s*(["`]?)([A-Za-z_]\w*)\1(?:\s+(?:asc|desc))?\s*$/i.exec(item);
    const call = bare ? null : /^\s*([A-Za-z_]\w*)\s*\(\s*(["`]?)([A-Za-z_]\w*)\2\s*(?:,\s*(?:\d+|[A-Za-z_]+)\s*)?\)\s*$/.exec(item);
    const name = bare?.[2] ?? call?.[3];
    if (name === undefined) continue;
    const from = call ? item.indexOf('(') : 0;
    const begin = start + at + item.indexOf(name, from);
    out.push({ name, span: { start: begin, end: begin + name.length }, call: call ? call[1]!.toLowerCase() : null });
  }
  return out;
}

/** The items of a comma list, brackets around all of it taken off, with where each begins in the text. */
export function items(value: string): readonly { readonly at: number; readonly item: string }[] {
  const inner = /^\s*\(([\s\S]*)\)\s*$/.exec(value);
  const body = inner && balanced(inner[1]!) ? inner[1]! : value;
  const shift = body === value ? 0 : value.indexOf('(') + 1;
  const out: { at: number; item: string }[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i <= body.length; i++) {
    const c = body[i];
    if (c === '(' || c === '[') depth++;
    else if (c === ')' || c === ']') depth--;
    else if (c === undefined || (c === ',' && depth === 0)) {
      out.push({ at: shift + from, item: body.slice(from, i) });
      from = i + 1;
    }
  }
  return out;
}

/** Whether no bracket closes that was not opened: `(a), (b)` is no list in brackets. */
function balanced(text: string): boolean {
  let depth = 0;
  for (const c of text) {
    if (c === '(') depth++;
    else if (c === ')' && --depth < 0) return false;
  }
  return depth === 0;
}

/** The name of an option as it is written, which may have capitals. */
export function writtenName(text: string, found: Option): string {
  return /^\s*['"`]?([^'"`=\s]+)/.exec(text.slice(found.span.start, found.span.end))?.[1] ?? found.name;
}

/** The known name that an option's name almost is; null if it is known itself or resembles none. */
export function misspelt(name: string, known: readonly string[]): string | null {
  const lower = name.toLowerCase();
  if (known.some(k => k.toLowerCase() === lower)) return null;
  return closest(lower, known.filter(k => Math.abs(k.length - name.length) <= 2), 1).find(k => distance(lower, k.toLowerCase(), 3) <= (lower.length > 8 ? 2 : 1)) ?? null;
}

/** The statement's own name in its text, for findings about the whole. */
export function nameSpan(statement: Statement): Span {
  return statement.target?.span ?? { start: statement.span.start, end: Math.min(statement.span.end, statement.span.start + 6) };
}

export function tableName(statement: Statement): string {
  return statement.target?.parts[statement.target.parts.length - 1]?.name ?? 'the table';
}
