import type { Facts } from '../../model/facts';
import { type CallArguments, type Expression, type Host, isForeign, type Run } from '../../syntax/python';
import type { Span } from '../../text/span';
import { bindImports, importOf, type Imports, moduleMember, placeIn } from './pythonImports';

/**
 * A host whose file may import modules of the workspace: names that they give are known, and code of theirs that is followed looks
 * to the host as if it stood where this file calls it. `host` needs to know of nothing but its own file.
 */
export function importing(host: Host, imports: Imports): Host {
  const at = <E extends Expression>(e: E, run: Run): E => (isForeign(e.span) ? (stood(e, placeIn(imports, e.span, run)) as E) : e);
  const given = (args: CallArguments, run: Run): CallArguments => argumentsHere(imports, args, run);
  const { call, construct, callObject, member, method, index, operate, decorate, enter, assigned, assign, assignMember, called } = host;
  return {
    ...host,
    imported(s, run, scope) {
      host.imported?.(s, run, scope);
      bindImports(imports, s, run, scope);
    },
    constant: path => moduleMember(imports, path) ?? host.constant?.(path),
    ...(call ? { call: (path, args, e, run) => call(path, given(args, run), at(e, run), run) } : {}),
    ...(construct ? { construct: (of, args, e, run) => construct(of, given(args, run), at(e, run), run) } : {}),
    ...(callObject ? { callObject: (object, args, e, run) => callObject(object, given(args, run), at(e, run), run) } : {}),
    ...(member ? { member: (object, name, e, run) => member(object, name, at(e, run), run) } : {}),
    ...(method ? { method: (object, name, args, e, run) => method(object, name, given(args, run), at(e, run), run) } : {}),
    ...(index ? { index: (object, i, e, run) => index(object, i, at(e, run), run) } : {}),
    ...(operate ? { operate: (left, right, e, run) => operate(left, right, at(e, run), run) } : {}),
    ...(decorate ? { decorate: (decorator, target, definition, e, run) => decorate(decorator, target, definition, isForeign(e.span) ? { span: placeIn(imports, e.span, run), expression: at(e.expression, run) } : e, run) } : {}),
    ...(enter ? { enter: (value, block, run) => enter(value, placeIn(imports, block, run), run) } : {}),
    ...(assigned ? { assigned: (name, value, e, run) => assigned(name, value, at(e, run), run) } : {}),
    ...(assign ? { assign: (object, i, value, e, run) => assign(object, i, value, at(e, run), run) } : {}),
    ...(assignMember ? { assignMember: (object, name, value, e, run) => assignMember(object, name, value, at(e, run), run) } : {}),
    ...(called ? { called: (callee, args, e, run) => called(callee, given(args, run), at(e, run), run) } : {}),
  };
}

/** An expression of another file as one that stands at `span`, as far as hosts look into it. */
function stood(e: Expression, span: Span): Expression {
  switch (e.kind) {
    case 'call': return { ...e, span, callee: e.callee.kind === 'name' || e.callee.kind === 'attribute' ? { kind: 'name', span, name: e.callee.name } : { kind: 'unknown', span }, args: [] };
    case 'binary': return { ...e, span, operatorSpan: span, left: { kind: 'unknown', span }, right: { kind: 'unknown', span } };
    case 'name': return { ...e, span };
    case 'attribute': return { kind: 'name', span, name: e.name };
    default: return { kind: 'unknown', span };
  }
}

function argumentsHere(imports: Imports, args: CallArguments, run: Run): CallArguments {
  if (!args.keywords.some(k => isForeign(k.span) || isForeign(k.full)) && !args.positional.some(p => isForeign(p.expression.span))) return args;
  return {
    open: args.open,
    positional: args.positional.map(p => (isForeign(p.expression.span) ? { value: p.value, expression: stood(p.expression, placeIn(imports, p.expression.span, run)) } : p)),
    keywords: args.keywords.map(k => (isForeign(k.span) || isForeign(k.full) ? { name: k.name, value: k.value, span: placeIn(imports, k.span, run), nameSpan: null, full: placeIn(imports, k.full, run) } : k)),
  };
}

/**
 * Facts whose places all lie in this file: what another file says (an entry of its dict of defaults) is placed where this file
 * imports it, and what is wrong there is told there.
 */
export function localFacts(facts: Facts, imports: Imports): Facts {
  if (imports.modules.size === 0) return facts;
  return {
    ...facts,
    problems: placed(facts.problems.filter(p => !isForeign(p.span)), imports),
    references: facts.references.map(r => (isForeign(r.span) || isForeign(r.fullSpan) ? { ...placed(r, imports), implied: true } : r)),
    declarations: facts.declarations.map(d => {
      if (!isForeign(d.span) && !(d.nameSpan && isForeign(d.nameSpan))) return d;
      const { start } = isForeign(d.span) ? importOf(imports, d.span) : d.span;
      return { ...placed(d, imports), nameSpan: d.nameSpan && isForeign(d.nameSpan) ? { start, end: start } : d.nameSpan };
    }),
    checks: placed(facts.checks, imports), queries: placed(facts.queries, imports), edges: placed(facts.edges, imports), calls: placed(facts.calls, imports),
    folds: facts.folds.filter(f => !isForeign(f)),
  };
}

/** A copy of a value in which every place of another file is the import's. Facts are not deep. */
function placed<T>(value: T, imports: Imports): T {
  if (Array.isArray(value)) return value.map(v => placed(v, imports)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const { start, end } = value as { readonly start?: unknown; readonly end?: unknown };
  if (typeof start === 'number' && typeof end === 'number' && isForeign({ start, end })) return { ...value, ...importOf(imports, { start, end }) };
  const out: { [name: string]: unknown } = {};
  for (const [name, v] of Object.entries(value)) out[name] = placed(v, imports);
  return out as T;
}
