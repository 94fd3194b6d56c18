import { aliasOf } from './aliases';
import { advance, atClose, type DraftOutput, type DraftScope, type DraftUse, is, moveTo, newScope, noting, peek, peekKind, type Reader, spanFrom, startOf, take } from './cursor';
import { expression } from './expressions';
import { fromItem } from './from';
import { items } from './items';
import { NAME, QUOTED, STRING } from './lexer';
import { type Identifier, identifier, nameOf, stringValue } from './names';
import { operand } from './operands';
import { finish, inScope, SET_WORDS, starOutput } from './query';
import { skipOne, skipTo } from './recover';

/**
 * DuckDB's statements `pivot t on c [in (…)] using sum(x) [as a] [group by g]` and `unpivot t on a, b [into name k value v]`
 * as a query over `t`. Without the list of values a pivot's columns are not all known. Null (nothing read) if none begins here.
 */
export function pivotQuery(r: Reader, parent: number | null): number | null {
  const { dialect } = r.traits;
  const next = peekKind(r);
  if ((dialect !== 'duckdb' && dialect !== null) || (next !== NAME && next !== QUOTED && peek(r) !== '(')) return null;
  const at = r.i;
  const start = startOf(r);
  const unpivots = is(r, 'unpivot');
  const scope = newScope(r, 'select', parent, start);
  const s = r.scopes[scope]!;
  advance(r);
  inScope(r, scope, () => {
    if (fromItem(r, scope, 'from', false) && take(r, 'on')) {
      if (unpivots) unpivot(r, s);
      else pivot(r, s);
    } else s.incomplete = true;
  });
  if (s.inputs.length === 0) {
    moveTo(r, at);
    r.scopes.length = scope;
    return null;
  }
  skipTo(r, w => SET_WORDS.has(w) || w === 'order' || w === 'limit');
  return finish(r, scope, start, false);
}

interface Listed {
  readonly uses: DraftUse[];
  readonly name: string | null;
  readonly span: Identifier['span'];
}

/** Expressions between commas; `values` takes what stands in IN (…). */
function listed(r: Reader, kind: 'conditional' | 'aggregation' | 'transformation', values: string[] | null): Listed[] {
  const out: Listed[] = [];
  do {
    const start = startOf(r);
    const uses: DraftUse[] = [];
    let read = false;
    noting(r, uses, 'identity', () => {
      read = values === null ? expression(r) : operand(r);
    });
    if (!read) break;
    for (const use of uses) if (use.kind === 'identity' || use.kind === 'transformation') use.kind = kind;
    if (values !== null && is(r, 'in') && peek(r) === '(') inList(r, values);
    const column = r.shape === 'column' ? r.label : null;
    const alias = is(r, 'as') ? aliasOf(r) : null;
    out.push({ uses, name: alias?.name ?? (kind === 'transformation' ? (column?.name ?? null) : null), span: alias?.span ?? spanFrom(r, start) });
  } while (take(r, ','));
  return out;
}

function inList(r: Reader, values: string[]): void {
  advance(r);
  advance(r);
  while (!atClose(r)) {
    values.push(r.kind === STRING ? stringValue(r) : nameOf(r));
    skipOne(r);
    if (!take(r, ',')) break;
  }
  take(r, ')');
}

function pivot(r: Reader, s: DraftScope): void {
  const values: string[] = [];
  const keys = listed(r, 'conditional', values);
  const aggregates = take(r, 'using') ? listed(r, 'aggregation', null) : [];
  const known = values.length > 0 && keys.length === 1 && aggregates.length > 0 && (aggregates.length === 1 || aggregates.every(a => a.name !== null));
  if (is(r, 'group') && peek(r) === 'by') {
    advance(r);
    advance(r);
    items(r, s);
  } else {
    const gone = [...keys, ...aggregates].flatMap(k => k.uses).map(u => ({ name: u.column, span: u.span }));
    const all = starOutput(startOf(r));
    s.outputs.push({ ...all, star: { ...all.star!, except: gone } });
  }
  if (!known) {
    s.incomplete = true;
    return;
  }
  const given = keys.flatMap(k => k.uses);
  for (const value of values) {
    for (const a of aggregates) s.outputs.push(output(a.name === null ? value : `${value}_${a.name}`, a.span, [...a.uses, ...given].map(u => ({ ...u })), 'aggregation'));
  }
}

function unpivot(r: Reader, s: DraftScope): void {
  const columns = listed(r, 'transformation', null);
  let [name, value]: (Identifier | null)[] = [null, null];
  if (take(r, 'into')) {
    if (is(r, 'name')) advance(r);
    name = identifier(r);
    if (is(r, 'value') || is(r, 'values')) advance(r);
    value = identifier(r);
  }
  const uses = columns.flatMap(c => c.uses);
  const all = starOutput(startOf(r));
  const known = columns.length > 0 && columns.every(c => c.name !== null);
  if (known) s.outputs.push({ ...all, star: { ...all.star!, except: uses.map(u => ({ name: u.column, span: u.span })) } });
  const at = columns[0]?.span ?? all.span;
  s.outputs.push(output(name?.name ?? 'name', name?.span ?? at, [], 'transformation'));
  s.outputs.push(output(value?.name ?? 'value', value?.span ?? at, uses, 'transformation'));
  // `on columns(* exclude (a))`: which columns go is not known.
  if (!known) s.incomplete = true;
}

function output(name: string, at: Identifier['span'], uses: DraftUse[], kind: DraftOutput['kind']): DraftOutput {
  return { name, nameSpan: at, quoted: false, aliased: true, span: at, expression: at, star: null, kind, uses, subqueries: [], type: null, literal: null, literals: null, opaque: false };
}
