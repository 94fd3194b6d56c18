import type { Reference } from '../../../model/facts';
import type { Masked, MaskedHole, MaskedStar } from '../../../syntax/jinja';
import type { Input, Output, Query, Scope } from '../../../model/query';
import { withOutputs } from './queryParts';
import type { CallFacts } from './sqlCalls';

/** What the shapes of a query are told from. */
export interface ShapeFacts {
  readonly masked: Masked;
  readonly facts: CallFacts;
  readonly references: readonly Reference[];
  /** Start of a table's span -> index into `references`. */
  readonly tables: { readonly [start: number]: number };
}

/** Brings what is known of Jinja into a query: stars with their exceptions, and columns that a loop names one by one. */
export function knownShapes(query: Query, shape: ShapeFacts): Query {
  return withStars(withLoops(query, shape), shape);
}

/** A select item that is nothing but the variable of a loop over names, maybe behind a table's name: one column a name. */
function withLoops(query: Query, { masked }: ShapeFacts): Query {
  const loops = masked.holes.filter(h => h.complete && h.values.length > 1 && h.values.every(v => PLAIN_NAME.test(v)));
  if (loops.length === 0) return query;
  const scopes = query.scopes.map((scope, index): Scope => {
    const named = scope.outputs.map(output => (output.opaque && output.name === null ? loopColumns(output, index, loops, masked.text) : null));
    // Several items in one loop take turns: their order can't be told this way.
    const lists = named.flatMap(n => (n ? [n.map(o => o.name).join()] : []));
    if (lists.length === 0 || new Set(lists).size < lists.length) return scope;
    return withOutputs(scope, scope.outputs.flatMap((o, i) => named[i] ?? [o]), masked.holes);
  });
  return { ...query, scopes };
}

const PLAIN_NAME = /^[A-Za-z_]\w*$/;

function loopColumns(output: Output, scope: number, loops: readonly MaskedHole[], text: string): Output[] | null {
  const hole = loops.find(h => h.span.end === output.span.end && h.span.start >= output.span.start);
  const qualifier = hole ? /^(?:(\w+)\.)?$/.exec(text.slice(output.span.start, hole.span.start)) : null;
  if (!hole || !qualifier) return null;
  return hole.values.map(column => ({
    ...output, name: column, kind: 'identity', opaque: false,
    uses: [{ qualifier: qualifier[1] === undefined ? [] : [qualifier[1]], qualifierSpan: null, column, quoted: false, span: hole.span, kind: 'identity', scope }],
  }));
}

function withStars(query: Query, shape: ShapeFacts): Query {
  if (shape.masked.stars.length === 0) return query;
  const stars = new Map(shape.masked.stars.map(s => [s.span.start, s]));
  const starred = (o: Output): MaskedStar | undefined => (o.star ? stars.get(o.expression.start) : undefined);
  const scopes = query.scopes.map((scope): Scope => {
    if (!scope.outputs.some(starred)) return scope;
    return { ...scope, outputs: scope.outputs.map(o => withStar(query, o, starred(o), scope, shape)) };
  });
  return { ...query, scopes };
}

function withStar(query: Query, output: Output, star: MaskedStar | undefined, scope: Scope, shape: ShapeFacts): Output {
  if (!output.star || !star) return output;
  const wanted = star.from?.calls.map(c => shape.facts.references.get(c)).find(r => r !== undefined);
  const name = wanted === undefined ? null : shape.references[wanted]!.targets[0]!;
  const input = name === null ? null : (scope.inputs.find(i => relationBehind(query, i, shape, 0) === name) ?? null);
  const renamed = (star.prefix ?? '?') !== '' || (star.suffix ?? '?') !== '';
  // Of another relation than the one read here, or with new names, the columns can't be told exactly.
  const unsure = input === null || renamed || star.except === null;
  const qualifier = scope.inputs.length === 1 ? null : star.alias !== null ? [star.alias] : input?.name ? [input.name] : null;
  return { ...output, opaque: unsure, star: { ...output.star, qualifier, except: (star.except ?? []).map(n => ({ name: n, span: star.span })) } };
}

/** The first key of the relation whose columns an input passes on unchanged: a table, or `select *` from one. */
function relationBehind(query: Query, input: Input, shape: ShapeFacts, depth: number): string | null {
  if (depth > 20) return null;
  if (input.source.kind === 'table') {
    const index = shape.tables[input.source.table.span.start];
    return index === undefined ? null : (shape.references[index]?.targets[0] ?? null);
  }
  const scope = input.source.kind === 'scope' ? query.scopes[input.source.scope] : undefined;
  const [only, more] = scope?.outputs ?? [];
  const [from, second] = scope?.inputs ?? [];
  if (!only?.star || more || !from || second || only.star.except.length > 0 || only.star.replace.length > 0 || only.opaque) return null;
  return relationBehind(query, from, shape, depth + 1);
}
