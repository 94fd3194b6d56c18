import { advance, atClose, is, isPlainName, newScope, type Reader, spanFrom, startOf, take } from './cursor';
import { expression, literalRun } from './expressions';
import { HOLE } from './lexer';
import { identifier, nameList } from './names';
import { finish, inScope } from './query';
import { closeBracket, skipOne } from './recover';
import { renamed } from './with';

export function values(r: Reader, parent: number | null): number {
  const start = startOf(r);
  const scope = newScope(r, 'values', parent, start);
  advance(r);
  let width = 0;
  let first = true;
  do {
    if (!first && atClose(r)) break;
    if (r.kind === HOLE) {
      advance(r);
      r.scopes[scope]!.incomplete = true;
      continue;
    }
    if (is(r, 'row')) advance(r);
    const sink: typeof r.sink = [];
    inScope(r, scope, () => {
      r.sink = sink;
      r.useKind = 'identity';
      if (is(r, '(')) {
        const open = r.i;
        advance(r);
        width = first ? row(r, scope) : row(r, null);
        closeBracket(r, open, ')');
      } else width = first ? row(r, scope, true) : row(r, null, true);
    });
    first = false;
  } while (take(r, ','));
  if (width === 0) r.scopes[scope]!.incomplete = true;
  return finish(r, scope, start, false);
}

/** Spark lets VALUES have an alias of its own: `values (1, 2) as t(a, b)`. */
export function aliasedValues(r: Reader, scope: number): number {
  if (r.traits.dialect !== 'databricks' || (!is(r, 'as') && !(isPlainName(r) && r.id === 0))) return scope;
  take(r, 'as');
  identifier(r);
  const names = nameList(r);
  return names === null || names.length === 0 ? scope : renamed(r, scope, names);
}

/** One row of VALUES; its expressions become the outputs of `scope` if that is given. */
function row(r: Reader, scope: number | null, single = false): number {
  let count = 0;
  do {
    if (scope === null) literalRun(r);
    const start = startOf(r);
    const from = r.sink.length;
    if (!expression(r)) break;
    count++;
    if (scope === null) continue;
    const at = spanFrom(r, start);
    r.scopes[scope]!.outputs.push({
      name: valueColumn(r, count), nameSpan: null, quoted: false, aliased: false, span: at, expression: at, star: null, kind: r.shape === 'column' ? 'identity' : 'transformation', uses: valueUses(r, from), subqueries: [],
      type: r.type, literal: null, literals: null, opaque: r.opaque,
    });
    if (single) break;
  } while (take(r, ','));
  if (!atClose(r) && !single) while (!atClose(r)) skipOne(r);
  return count;
}

function valueUses(r: Reader, from: number): typeof r.sink {
  const uses = r.sink.slice(from);
  if (r.shape !== 'column') for (const use of uses) if (use.kind === 'identity') use.kind = 'transformation';
  return uses;
}

/** How a dialect names the n-th column of VALUES. */
function valueColumn(r: Reader, n: number): string {
  switch (r.traits.dialect) {
    case 'databricks':
      return `col${n}`;
    case 'duckdb':
      return `col${n - 1}`;
    case 'mysql':
      return `column_${n - 1}`;
    case 'trino':
      return `_col${n - 1}`;
    default:
      return `column${n}`;
  }
}
