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

/**
 * Select items in a loop over known names, one column a round: the loop's variable itself, maybe behind a table's name, or
 * anything whose alias holds it. Several items of one loop take turns.
 */
function withLoops(query: Query, { masked }: ShapeFacts): Query {
  const loops = masked.holes.filter(h => h.loop >= 0 && h.complete && h.values.length > 0 && h.values.every(v => WORD.test(v)));
  if (loops.length === 0) return query;
  const scopes = query.scopes.map((scope, index): Scope => {
    const rounds = scope.outputs.map(output => (output.opaque && output.name === null ? roundsOf(output, index, loops, masked) : null));
    if (rounds.every(r => r === null)) return scope;
    const outputs: Output[] = [];
    for (let i = 0; i < rounds.length; ) {
      const first = rounds[i];
      if (!first) {
        outputs.push(scope.outputs[i++]!);
        continue;
      }
      let end = i + 1;
      while (end < rounds.length && rounds[end]?.loop === first.loop) end++;
      const turns = rounds.slice(i, end) as Rounds[];
      first.outputs.forEach((_, round) => outputs.push(...turns.flatMap(t => t.outputs[round] ?? [])));
      i = end;
    }
    return withOutputs(scope, outputs, masked.holes);
  });
  return { ...query, scopes };
}

const WORD = /^\w+$/;

interface Rounds {
  readonly loop: number;
  readonly outputs: readonly Output[];
}

/** What an item gives in each round of its loop; null if its name is not made of the loop's variable and nothing else that is unread. */
function roundsOf(output: Output, scope: number, loops: readonly MaskedHole[], masked: Masked): Rounds | null {
  const from = output.aliased ? output.expression.end : output.span.start;
  const inName = masked.holes.filter(h => h.span.start >= from && h.span.end <= output.span.end);
  const hole = inName.length === 1 ? loops.find(h => h === inName[0]) : undefined;
  if (!hole) return null;
  const before = masked.text.slice(from, hole.span.start);
  const after = masked.text.slice(hole.span.end, output.span.end);
  if (output.aliased) {
    const prefix = /(?:^|\s)(\w*)$/.exec(before)?.[1];
    if (prefix === undefined || !/^\w*$/.test(after)) return null;
    return { loop: hole.loop, outputs: hole.values.map(value => ({ ...output, name: `${prefix}${value}${after}` })) };
  }
  const qualifier = after === '' ? /^(?:(\w+)\.)?$/.exec(before) : null;
  if (!qualifier) return null;
  return {
    loop: hole.loop,
    outputs: hole.values.map(column => ({
      ...output, name: column, kind: 'identity', opaque: false,
      uses: [{ qualifier: qualifier[1] === undefined ? [] : [qualifier[1]], qualifierSpan: null, column, quoted: false, span: hole.span, kind: 'identity', scope }],
    })),
  };
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
