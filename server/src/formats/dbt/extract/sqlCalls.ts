import type { Json, Key } from '../../../model/key';
import type { Span } from '../../../text/span';
import { argumentValues, callsIn, type JinjaCall, type JinjaTemplate, type Outside } from '../../../syntax/jinja';
import { evaluate } from '../values';
import { isConditional, type Reach, reachOf } from './branches';
import { locals } from './locals';
import { checkCall } from './callChecks';
import type { Source } from './draft';
import { callOf } from './jinjaCalls';
import { callVariable, referDispatch, referMacro } from './macroCalls';
import { type CallPlace, referCall } from './refer';
import { ownerBlock } from './sqlConfig';
import type { TemplateArg, TemplateCall } from './template';

/** What the calls of a template gave, for the SQL reader: by the call's index in `callsIn`. */
export interface CallFacts {
  readonly references: ReadonlyMap<number, number>;
  readonly calls: ReadonlyMap<number, number>;
  /** Calls that stand for several things: in a loop, or by a value that a run may change. */
  readonly several: ReadonlySet<number>;
}

/** Whose calls are whose: the entity of a block (-1 for the file), and whether its refs are read by a query. */
export type OwnerOf = (block: number) => { readonly from: Key | null; readonly reads: boolean; readonly type: string } | null;

/** Adds the references and macro calls of a template. */
export function extractCalls(source: Source, template: JinjaTemplate, ownerOf: OwnerOf): CallFacts {
  const references = new Map<number, number>();
  const calls = new Map<number, number>();
  const several = new Set<number>();
  const reach = reachOf(template, source.project);
  const names = locals(template);
  const all = callsIn(template);
  // Inner calls first, so that a call finds the references among its arguments.
  for (const call of [...all].reverse()) {
    const owner = ownerOf(ownerBlock(template, call));
    if (!owner) continue;
    const read = callOf(call.expr);
    if (!read) continue;
    const place = { ...placeOf(all, call, owner, reach(call.segment)), ...(owner.reads && isConditional(template, source.project, call.segment) ? { conditional: true } : {}) };
    checkCall(source, call, read, names, owner.reads);
    const open = call.args.some(a => a.kind === 'splat' || (a.kind === 'positional' && read.args.find(r => r.span.start === a.span.start)?.value === undefined));
    const spread = open ? spreadValues(source, template, call, read) : null;
    // What a spread list holds is not known: no number of arguments is wrong.
    if (spread === null && isLookup(read) && call.args.some(a => a.kind === 'splat' || a.kind === 'keywordSplat')) continue;
    let first: number | null = null;
    if (spread && (!spread.complete || spread.calls.length > 1)) several.add(call.index);
    for (const variant of spread?.calls ?? [read]) {
      const found = referCall(source, variant, spread && !spread.complete ? { ...place, lenient: true } : place);
      if (found !== null && spread) source.draft.references[found] = { ...source.draft.references[found]!, implied: true };
      first ??= found;
    }
    if (first !== null) {
      references.set(call.index, first);
      if (read.path.at(-1) === 'var') calls.set(call.index, callVariable(source, read, first, owner.reads ? owner.from : null));
      continue;
    }
    const made = read.path.join('.') === 'adapter.dispatch' ? referDispatch(source, read, place) : referMacro(source, read, place, names);
    if (made !== null) calls.set(call.index, made);
  }
  return { references, calls, several };
}

function placeOf(all: readonly JinjaCall[], call: JinjaCall, owner: { readonly from: Key | null; readonly reads: boolean; readonly type: string }, reach: Reach): CallPlace {
  let inConfig = false;
  for (let p = call.parent; p >= 0; p = all[p]!.parent) if (all[p]!.callee === 'config') inConfig = true;
  const reads = owner.reads && reach !== 'dead';
  return { from: owner.from, place: inConfig ? 'config' : owner.type, role: reads ? 'reads' : 'uses', lenient: reach !== 'live' || !owner.reads };
}

/** How many calls one call may stand for. */
const MAX_SPREAD = 64;

/**
 * Calls of `ref` and `source` whose arguments are no plain texts but have known values (a variable, a loop over a list, `var('x')`, a
 * spread list): one for each value. `complete` is false if there may be others. Null for all other calls.
 */
function spreadValues(source: Source, template: JinjaTemplate, call: JinjaCall, read: TemplateCall): { readonly calls: TemplateCall[]; readonly complete: boolean } | null {
  if (!isLookup(read)) return null;
  const outside: Outside = expr => evaluate(expr, source.project);
  const keywords = read.args.filter(a => a.name !== null);
  let complete = true;
  let rows: TemplateArg[][] = [[]];
  for (const argument of call.args) {
    if (argument.kind !== 'positional' && argument.kind !== 'splat') continue;
    const plain = read.args.find(a => a.span.start === argument.span.start);
    const found = plain?.value !== undefined ? { values: [plain.value], complete: true } : argumentValues(template, argument, outside);
    complete &&= found.complete;
    const made = found.values.flatMap((value): TemplateArg[][] => (argument.kind === 'splat' ? (Array.isArray(value) ? [value.map(v => argOf(argument.span, v))] : []) : [[plain ? { ...plain, value } : argOf(argument.span, value)]]));
    rows = rows.flatMap(row => made.map(args => [...row, ...args])).slice(0, MAX_SPREAD);
  }
  const calls = rows.filter(row => row.length > 0 && row.every(a => typeof a.value === 'string')).map(row => ({ ...read, args: [...row, ...keywords] }));
  return calls.length === 0 ? null : { calls, complete };
}

function argOf(span: Span, value: Json): TemplateArg {
  return { name: null, nameSpan: null, span, value, content: null, call: null };
}

function isLookup(read: TemplateCall): boolean {
  const name = read.path.join('.');
  return name === 'ref' || name === 'source' || name === 'builtins.ref' || name === 'builtins.source';
}
