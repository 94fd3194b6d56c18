import type { ColumnDeclaration, Facts } from '../../model/facts';
import type { Document } from '../../model/format';
import type { Json } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import { type CallExpression, type ClassDefinition, type Expression, readPython, statementsIn } from '../../syntax/python';
import type { Span } from '../../text/span';
import { Draft } from '../shared/draft';
import { type PythonNames, pythonNames } from '../shared/pythonNames';
import { addCheck, checkedDataset } from '../shared/quality';
import { panderaKey } from './names';

interface Reading {
  readonly draft: Draft;
  readonly names: PythonNames;
  readonly path: string;
  readonly text: string;
  count: number;
}

/** A column in the making. */
interface Field {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly type: string | null;
  readonly call: CallExpression | null;
}

/** The schemas of a file: their columns, and the checks on them. */
export function extractPandera(document: Document): Facts {
  const file = readPython(document.text);
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, file.comments);
  const r: Reading = { draft, names: pythonNames(file), path: document.path, text: document.text, count: 0 };
  for (const s of statementsIn(file.body)) {
    if (s.kind === 'class' && s.bases.some(b => /^pandera\..*\b(DataFrameModel|SchemaModel)$/.test(r.names.path(b.value) ?? ''))) model(r, s);
    else if (s.kind === 'assign' && s.value?.kind === 'call' && /^pandera\..*\bDataFrameSchema$|^pandera\.DataFrameSchema$/.test(r.names.path(s.value.callee) ?? '') && s.targets[0]?.kind === 'name') schema(r, s.targets[0].name, s.targets[0].span, s.span, s.value);
  }
  return draft.facts();
}

/** `class Orders(pa.DataFrameModel): id: Series[int] = pa.Field(unique=True)`. */
function model(r: Reading, s: ClassDefinition): void {
  const fields: Field[] = [];
  for (const inner of s.body) {
    if (inner.kind !== 'assign' || inner.targets.length !== 1 || inner.targets[0]!.kind !== 'name' || !inner.annotation) continue;
    const target = inner.targets[0]!;
    const call = inner.value?.kind === 'call' ? inner.value : null;
    const alias = call?.args.find(a => a.name === 'alias')?.value;
    const named = alias?.kind === 'text' ? { name: alias.value, span: alias.content } : { name: target.name, span: target.span };
    fields.push({ name: named.name, nameSpan: named.span, span: inner.span, type: typeOf(inner.annotation), call });
  }
  const strict = s.body.some(c => c.kind === 'class' && c.name === 'Config' && c.body.some(a => a.kind === 'assign' && a.targets[0]?.kind === 'name' && a.targets[0].name === 'strict' && a.value?.kind === 'constant' && a.value.value === true));
  declare(r, s.name, s.nameSpan, s.span, fields, strict);
}

/** `schema = pa.DataFrameSchema({"id": pa.Column(int, unique=True)})`. */
function schema(r: Reading, name: string, nameSpan: Span, span: Span, call: CallExpression): void {
  const columns = call.args.find(a => a.name === 'columns')?.value ?? call.args.find(a => a.name === null && a.star === '')?.value;
  if (columns?.kind !== 'dict') return;
  const fields = columns.entries.flatMap(({ key, value }): Field[] => {
    if (key?.kind !== 'text') return [];
    const made = value.kind === 'call' ? value : null;
    const first = made?.args.find(a => a.name === 'dtype' || (a.name === null && a.star === ''))?.value;
    return [{ name: key.value, nameSpan: key.content, span: { start: key.span.start, end: value.span.end }, type: first ? typeOf(first) : null, call: made }];
  });
  const strict = call.args.some(a => a.name === 'strict' && a.value.kind === 'constant' && a.value.value === true);
  declare(r, name, nameSpan, span, fields, strict);
}

function typeOf(e: Expression): string | null {
  if (e.kind === 'text') return e.value;
  if (e.kind === 'name') return e.name;
  if (e.kind === 'attribute') return e.name;
  return e.kind === 'subscript' && e.index ? typeOf(e.index) : null;
}

function declare(r: Reading, name: string, nameSpan: Span, span: Span, fields: readonly Field[], strict: boolean): void {
  const id = panderaKey(r.path, name);
  const flag = (f: Field, key: string): boolean | null => {
    const value = f.call?.args.find(a => a.name === key)?.value;
    return value?.kind === 'constant' && typeof value.value === 'boolean' ? value.value : null;
  };
  const columns = fields.map((f): ColumnDeclaration => ({ name: f.name, nameSpan: f.nameSpan, span: f.span, path: null, type: f.type, nullable: flag(f, 'nullable') === true, ...(flag(f, 'unique') ? { constraints: ['unique'] } : {}) }));
  r.draft.declare({ id, kind: 'symbol', type: 'pandera.schema', role: 'defines', name, keys: [], nameSpan, span, parent: null, path: null, attributes: {}, columns, columnsComplete: strict });
  // A class is named after what it describes: OrdersSchema is about orders.
  const stem = name.replace(/(Schema|Model|Df|DataFrame|_schema|_model)$/, '').replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
  const dataset = checkedDataset(stem, 'guessed');
  for (const f of fields) {
    const add = (assertion: string, test: string, args: { readonly [name: string]: Json } = {}): void => addCheck(r.draft, { id: `${id}/${r.count++}`, dataset, columns: [f.name], assertion, test, tool: 'pandera', span: f.span, testSpan: f.nameSpan, arguments: args });
    if (flag(f, 'nullable') !== true) add('not_null', 'nullable=False');
    if (flag(f, 'unique') === true) add('unique', 'unique=True');
    const range: { [name: string]: Json } = {};
    for (const a of f.call?.args ?? []) {
      const value = r.names.literal(a.value);
      if (value === undefined || a.name === null) continue;
      if (a.name === 'isin' && Array.isArray(value)) add('accepted_values', 'isin', { values: value });
      if (a.name === 'str_matches' && typeof value === 'string') add('str_matches', 'str_matches', { regex: value });
      if (a.name === 'ge' || a.name === 'gt') range['min_value'] = value;
      if (a.name === 'le' || a.name === 'lt') range['max_value'] = value;
    }
    if (Object.keys(range).length > 0) add('accepted_range', 'accepted_range', range);
  }
}
