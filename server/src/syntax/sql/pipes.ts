import { advance, atClose, type DraftScope, is, isName, newScope, noting, peek, type Reader, startOf, spanFrom, take } from './cursor';
import { expression, orderList } from './expressions';
import { fromItems } from './from';
import { NAME } from './lexer';
import { identifier } from './names';
import { inScope, starOutput, subquery, query } from './query';
import { problem, skipTo } from './recover';
import { item } from './items';

/** Reads `|> …` steps after a query. Each step is a scope over the one before; gives the index of the last. */
export function pipes(r: Reader, first: number, parent: number | null): number {
  let scope = first;
  let alias: string | null = null;
  while (is(r, '|>')) {
    const start = startOf(r);
    advance(r);
    if (is(r, 'as')) {
      advance(r);
      alias = identifier(r)?.name ?? alias;
      continue;
    }
    if (is(r, 'union') || is(r, 'intersect') || is(r, 'except')) {
      scope = united(r, scope, parent, start);
      alias = null;
      continue;
    }
    scope = step(r, scope, parent, alias, start);
  }
  return scope;
}

function step(r: Reader, over: number, parent: number | null, alias: string | null, start: number): number {
  const scope = newScope(r, 'select', parent, start);
  const s = r.scopes[scope]!;
  s.inputs.push({ name: alias, alias: null, span: r.scopes[over]!.span, source: { kind: 'scope', scope: over }, columnAliases: null, join: 'from', using: [], natural: false });
  inScope(r, scope, () => operator(r, scope, s, start));
  s.span = spanFrom(r, start);
  return scope;
}

function operator(r: Reader, scope: number, s: DraftScope, start: number): void {
  switch (r.word) {
    case 'select':
      advance(r);
      if (is(r, 'distinct') || is(r, 'all')) {
        s.distinct = is(r, 'distinct');
        advance(r);
      }
      list(r, s);
      break;
    case 'extend':
    case 'window':
      advance(r);
      s.outputs.push(starOutput(start));
      list(r, s);
      break;
    case 'aggregate':
      advance(r);
      aggregate(r, s);
      break;
    case 'set':
      advance(r);
      assignments(r, s, start);
      break;
    case 'drop': {
      advance(r);
      const except: { name: string; span: { start: number; end: number } }[] = [];
      do {
        const name = identifier(r);
        if (name === null) break;
        except.push({ name: name.name, span: name.span });
      } while (take(r, ','));
      const out = starOutput(start);
      s.outputs.push({ ...out, star: { qualifier: null, except, replace: [], rename: [] } });
      break;
    }
    case 'rename': {
      advance(r);
      const rename: { from: string; to: string }[] = [];
      do {
        const from = identifier(r);
        take(r, 'as');
        const to = identifier(r);
        if (from === null || to === null) break;
        rename.push({ from: from.name, to: to.name });
      } while (take(r, ','));
      s.outputs.push({ ...starOutput(start), star: { qualifier: null, except: [], replace: [], rename } });
      break;
    }
    case 'where':
      advance(r);
      if (!expression(r)) problem(r, 'a condition after WHERE');
      s.outputs.push(starOutput(start));
      break;
    case 'order':
      advance(r);
      take(r, 'by');
      r.useKind = 'sort';
      orderList(r);
      s.outputs.push(starOutput(start));
      break;
    case 'distinct':
      advance(r);
      s.distinct = true;
      s.outputs.push(starOutput(start));
      break;
    case 'limit':
    case 'tablesample':
    case 'assert':
    case 'sample':
      skipTo(r, w => w === '|>');
      s.outputs.push(starOutput(start));
      break;
    default:
      if (peek(r) === 'join' || is(r, 'join') || is(r, 'left') || is(r, 'inner') || is(r, 'full') || is(r, 'cross') || is(r, 'right')) {
        fromItems(r, scope, true);
        s.outputs.push(starOutput(start));
        break;
      }
      // CALL, PIVOT, UNPIVOT and what may come: columns not known.
      s.incomplete = true;
      s.outputs.push(starOutput(start));
      skipTo(r, w => w === '|>');
  }
}

function list(r: Reader, s: DraftScope): void {
  while (!atClose(r) && !is(r, '|>')) {
    const at = r.i;
    item(r, s);
    if (!take(r, ',') || r.i === at) break;
  }
}

/** `aggregate a, b group [and order] by c, d`: the grouping columns come first in the result. */
function aggregate(r: Reader, s: DraftScope): void {
  const groups: DraftScope['outputs'] = [];
  if (!is(r, 'group')) list(r, s);
  orders(r);
  if (!is(r, 'group')) return;
  advance(r);
  if (take(r, 'and')) take(r, 'order');
  take(r, 'by');
  const holder: DraftScope = { ...s, outputs: groups };
  while (!atClose(r) && !is(r, '|>')) {
    const at = r.i;
    item(r, holder);
    orders(r);
    if (!take(r, ',') || r.i === at) break;
  }
  for (const group of groups) for (const use of group.uses) s.indirect.push({ ...use, kind: 'group_by' });
  s.outputs.unshift(...groups);
}

function orders(r: Reader): void {
  while (is(r, 'asc') || is(r, 'desc') || is(r, 'nulls') || is(r, 'first') || is(r, 'last')) advance(r);
}

function assignments(r: Reader, s: DraftScope, start: number): void {
  const replace: DraftScope['outputs'] = [];
  do {
    if (!isName(r)) break;
    const name = identifier(r)!;
    const from = name.span.start;
    if (!take(r, '=')) break;
    const uses: typeof r.sink = [];
    const expressionStart = startOf(r);
    r.aggregated = false;
    noting(r, uses, 'identity', () => expression(r));
    const kind = r.aggregated ? 'aggregation' as const : r.shape === 'column' ? 'identity' as const : 'transformation' as const;
    for (const use of uses) if (use.kind === 'identity') use.kind = kind;
    replace.push({
      name: name.name, nameSpan: name.span, quoted: name.quoted, aliased: true, span: spanFrom(r, from), expression: spanFrom(r, expressionStart), star: null, kind, uses, subqueries: [],
      type: r.type, literal: null, literals: null, opaque: false,
    });
  } while (take(r, ','));
  s.outputs.push({ ...starOutput(start), star: { qualifier: null, except: [], replace, rename: [] } });
}

/** `|> union all (select …), (…)`. */
function united(r: Reader, over: number, parent: number | null, start: number): number {
  const scope = newScope(r, 'set', parent, start);
  const s = r.scopes[scope]!;
  s.branches.push(over);
  advance(r);
  while (is(r, 'all') || is(r, 'distinct') || is(r, 'by') || (r.kind === NAME && is(r, 'name'))) {
    if (is(r, 'name')) s.byName = true;
    advance(r);
  }
  do {
    if (is(r, '(')) s.branches.push(subquery(r, parent));
    else if (is(r, 'select') || is(r, 'from')) {
      s.branches.push(query(r, parent));
      break;
    } else break;
  } while (take(r, ','));
  s.span = spanFrom(r, start);
  return scope;
}

