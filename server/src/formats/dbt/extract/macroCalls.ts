import type { Argument, Reference } from '../../../model/facts';
import type { Key } from '../../../model/key';
import { isBuiltInMacro } from '../builtIns';
import { dispatchTargets } from '../expand';
import { lookupKey, macroTargets } from '../names';
import { lookupOf } from '../project/data';
import { CONTEXT, CONTEXT_OBJECTS } from './context';
import type { Source } from './draft';
import { type CallPlace, conditional } from './refer';
import { argument, type TemplateCall } from './template';

const NO_LOCALS: ReadonlySet<string> = new Set();

/** Package and name of the macro that a call means; null if it calls something of the context, a local variable, or a method. */
export function macroOf(call: TemplateCall, locals: ReadonlySet<string> = NO_LOCALS): { readonly package: string | null; readonly name: string } | null {
  const [first, second, third] = call.path;
  if (first === undefined || locals.has(first) || third !== undefined) return null;
  if (second === undefined) return CONTEXT.has(first) ? null : { package: null, name: first };
  return CONTEXT_OBJECTS.has(first) || CONTEXT.has(first) ? null : { package: first, name: second };
}

/**
 * Adds the reference and the call of a macro, and gives the call's index; null if the call means no macro. Arguments that are
 * references themselves are joined by their place in the text, so they must have been added before.
 */
export function referMacro(source: Source, call: TemplateCall, place: CallPlace, locals: ReadonlySet<string> = NO_LOCALS): number | null {
  const macro = macroOf(call, locals);
  if (!macro) return null;
  const { scope, main } = source.project;
  const isDbt = macro.package === 'dbt' || macro.package?.startsWith('dbt_internal') === true;
  const builtIn = (macro.package === null || isDbt) && isBuiltInMacro(macro.name);
  const certain = !place.lenient && !builtIn && !isDbt;
  const reference = source.draft.refer({
    targets: isDbt ? [lookupKey('macro', scope, main.name, macro.name)] : macroTargets(lookupOf(source.project), macro.package, macro.name),
    type: 'dbt.macro', name: macro.name, span: call.pathSpans.at(-1)!, fullSpan: call.span, from: place.from, role: 'uses', certainty: certain ? 'certain' : 'likely',
    ...(place.path ? { path: place.path } : {}),
    data: { kind: 'macro', place: place.place, package: macro.package, builtIn, ...conditional(place) },
  });
  return addCall(source, call, reference, place.from);
}

/** The macros that `adapter.dispatch` looks for. Without a name that is written out there is nothing to tell. */
export function referDispatch(source: Source, call: TemplateCall, place: CallPlace): null {
  const name = argument(call, 0, 'macro_name');
  const namespace = argument(call, 1, 'macro_namespace');
  if (typeof name?.value !== 'string' || name.value.includes('.')) return null;
  const space = typeof namespace?.value === 'string' ? namespace.value : null;
  const { project } = source;
  const own = space === null || space === project.name || space === project.main.name;
  const builtIn = isBuiltInMacro(name.value) || isBuiltInMacro(`default__${name.value}`);
  source.draft.refer({
    targets: dispatchTargets(project, project.name, name.value, space), type: 'dbt.macro', name: name.value, span: name.content ?? name.span, fullSpan: call.span, from: place.from, role: 'uses', implied: true,
    certainty: own && !builtIn && (namespace === null || space !== null) ? 'certain' : 'likely', data: { kind: 'dispatch', place: place.place, package: space, builtIn },
  });
  return null;
}

/** Adds the call of a variable, whose value may hold references. */
export function callVariable(source: Source, call: TemplateCall, reference: number, from: Key | null): number {
  return addCall(source, call, reference, from);
}

function addCall(source: Source, call: TemplateCall, reference: number, from: Key | null): number {
  const args = call.args.map((a): Argument => {
    const inner = a.call ? referenceAt(source, a.call.span.start) : null;
    return { name: a.name, span: a.content ?? a.span, ...(a.value === undefined ? {} : { value: a.value }), ...(inner === null ? {} : { reference: inner }) };
  });
  return source.draft.calls.push({ reference, arguments: args, from, span: call.span }) - 1;
}

/** The reference whose whole construct starts at an offset, the last one added of several. */
export function referenceAt(source: Source, start: number): number | null {
  const references: readonly Reference[] = source.draft.references;
  for (let i = references.length - 1; i >= 0; i--) {
    const r = references[i]!;
    if (r.fullSpan.start === start && (r.type === 'dbt.ref' || r.type === 'dbt.source')) return i;
  }
  return null;
}


