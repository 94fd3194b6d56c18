import type { Key } from '../../../model/key';
import { argumentValues, callsIn, type JinjaCall, type JinjaTemplate } from '../../../syntax/jinja';
import { isConditional, type Reach, reachOf } from './branches';
import { locals } from './locals';
import { checkCall } from './callChecks';
import type { Source } from './draft';
import { callOf } from './jinjaCalls';
import { callVariable, referDispatch, referMacro } from './macroCalls';
import { type CallPlace, referCall } from './refer';
import { ownerBlock } from './sqlConfig';
import type { TemplateCall } from './template';

/** What the calls of a template gave, for the SQL reader: by the call's index in `callsIn`. */
export interface CallFacts {
  readonly references: ReadonlyMap<number, number>;
  readonly calls: ReadonlyMap<number, number>;
}

/** Whose calls are whose: the entity of a block (-1 for the file), and whether its refs are read by a query. */
export type OwnerOf = (block: number) => { readonly from: Key | null; readonly reads: boolean; readonly type: string } | null;

/** Adds the references and macro calls of a template. */
export function extractCalls(source: Source, template: JinjaTemplate, ownerOf: OwnerOf): CallFacts {
  const references = new Map<number, number>();
  const calls = new Map<number, number>();
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
    const spread = spreadValues(template, call, read);
    let first: number | null = null;
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
  return { references, calls };
}

function placeOf(all: readonly JinjaCall[], call: JinjaCall, owner: { readonly from: Key | null; readonly reads: boolean; readonly type: string }, reach: Reach): CallPlace {
  let inConfig = false;
  for (let p = call.parent; p >= 0; p = all[p]!.parent) if (all[p]!.callee === 'config') inConfig = true;
  const reads = owner.reads && reach !== 'dead';
  return { from: owner.from, place: inConfig ? 'config' : owner.type, role: reads ? 'reads' : 'uses', lenient: reach !== 'live' || !owner.reads };
}

/** Calls of `ref` and `source` whose arguments are variables with known values (a loop over a list): one for each value. */
function spreadValues(template: JinjaTemplate, call: JinjaCall, read: TemplateCall): { readonly calls: TemplateCall[]; readonly complete: boolean } | null {
  if (call.callee !== 'ref' && call.callee !== 'source') return null;
  const open = call.args.findIndex(a => a.kind === 'positional' && a.value === undefined);
  if (open < 0 || call.args.filter(a => a.kind === 'positional' && a.value === undefined).length > 1) return null;
  const { values, complete } = argumentValues(template, call.args[open]!);
  const texts = values.filter((v): v is string => typeof v === 'string');
  if (texts.length === 0) return null;
  return { calls: texts.map(value => ({ ...read, args: read.args.map((a, i) => (i === open ? { ...a, value } : a)) })), complete };
}
