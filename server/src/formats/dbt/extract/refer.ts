import type { Path, Reference } from '../../../model/facts';
import type { Json, Key } from '../../../model/key';
import type { Span } from '../../../text/span';
import { lookupKey, packageKey, refTargets, searchTargets, sourceTableKey, varTargets, versionedName } from '../names';
import { lookupOf } from '../project/data';
import type { Source } from './draft';
import { keyword, positional, type TemplateArg, type TemplateCall } from './template';

/** Where a call stands and what it means for lineage. */
export interface CallPlace {
  readonly from: Key | null;
  /** `sql`, `config`, `hook`, `depends_on`, `relationships`, `given`, … for rules. */
  readonly place: string;
  readonly role: Reference['role'];
  readonly path?: Path;
  /** True where dbt doesn't fail if nothing answers (a data test's target), or where the text is only half known. */
  readonly lenient?: boolean;
  /** True if the call stands in a branch that files don't show to run. */
  readonly conditional?: boolean;
  /** A column of the target that the same construct names. */
  readonly column?: { readonly name: string; readonly span: Span };
}

/**
 * Adds the reference that a call of dbt's own makes (`ref`, `source`, `doc`, `metric`, `function`, `var`) and gives its index;
 * null for other calls and for arguments only known at run time. Wrong arguments give a `ref-arguments` problem.
 */
export function referCall(source: Source, call: TemplateCall, place: CallPlace): number | null {
  const name = call.path.length === 1 ? call.path[0]! : call.path.length === 2 && call.path[0] === 'builtins' ? call.path[1]! : null;
  if (name === 'ref') return referRef(source, call, place);
  if (name === 'source') return referSource(source, call, place);
  if (name === 'doc') return referNamed(source, call, place, 'doc');
  if (name === 'metric') return referNamed(source, call, place, 'metric');
  if (name === 'function') return referNamed(source, call, place, 'function');
  if (name === 'var') return referVar(source, call, place);
  return null;
}

function referRef(source: Source, call: TemplateCall, place: CallPlace): number | null {
  const args = positional(call);
  if (args.length < 1 || args.length > 2) return wrongArguments(source, call, 'ref takes a model name, or a package and a model name');
  const texts = literalTexts(source, call, args, 'ref');
  if (!texts) return null;
  const versionArg = keyword(call, 'version', 'v');
  const version = versionArg ? literalText(versionArg) : null;
  const target = texts.at(-1)!;
  const pkg = texts.length === 2 ? texts[0]! : null;
  if (pkg) referPackage(source, pkg, call, place);
  const dynamic = versionArg !== null && version === null;
  const { users } = source.project.data;
  // Where several projects use this package, a name may mean another thing in each: all of them are inputs.
  if (users.length > 1 && pkg === null)
    for (const user of users)
      source.draft.refer({
        targets: [lookupKey('ref', user, null, version === null || dynamic ? target.text : versionedName(target.text, version))],
        type: 'dbt.ref', name: target.text, span: target.span, fullSpan: call.span, ...common(place), certainty: 'likely',
        data: { kind: 'ref', place: place.place, user },
      });
  return source.draft.refer({
    targets: refTargets(lookupOf(source.project), pkg?.text ?? null, target.text, dynamic ? null : version),
    type: 'dbt.ref',
    name: target.text,
    span: target.span,
    fullSpan: call.span,
    ...common(place),
    certainty: place.lenient || dynamic ? 'likely' : 'certain',
    data: { kind: 'ref', place: place.place, package: pkg?.text ?? null, version, ...conditional(place) },
  });
}

function referSource(source: Source, call: TemplateCall, place: CallPlace): number | null {
  const args = positional(call);
  if (args.length !== 2) return wrongArguments(source, call, 'source takes a source name and a table name');
  const texts = literalTexts(source, call, args, 'source');
  if (!texts) return null;
  const [group, table] = [texts[0]!, texts[1]!];
  const lookup = lookupOf(source.project);
  source.draft.refer({
    targets: searchTargets('sourceName', lookup, null, group.text),
    type: 'dbt.source_name', name: group.text, span: group.span, fullSpan: call.span, ...common({ ...place, role: 'names' }), certainty: 'likely',
    data: { kind: 'source_name', place: place.place },
  });
  return source.draft.refer({
    targets: searchTargets('source', lookup, null, `${group.text}.${table.text}`),
    type: 'dbt.source', name: `${group.text}.${table.text}`, span: table.span, fullSpan: call.span, ...common(place), certainty: place.lenient ? 'likely' : 'certain',
    data: { kind: 'source', place: place.place, source: group.text, table: table.text, tableKey: sourceTableKey(lookup.scope, group.text, table.text), ...conditional(place) },
  });
}

function referNamed(source: Source, call: TemplateCall, place: CallPlace, kind: 'doc' | 'metric' | 'function'): number | null {
  const args = positional(call);
  if (args.length < 1 || args.length > 2) return wrongArguments(source, call, `${kind} takes a name, or a package and a name`);
  const texts = literalTexts(source, call, args, kind);
  if (!texts) return null;
  const target = texts.at(-1)!;
  const pkg = texts.length === 2 ? texts[0]! : null;
  if (pkg) referPackage(source, pkg, call, place);
  return source.draft.refer({
    targets: searchTargets(kind, lookupOf(source.project), pkg?.text ?? null, target.text),
    type: `dbt.${kind}`, name: target.text, span: target.span, fullSpan: call.span, ...common(kind === 'doc' ? { ...place, role: 'names' } : place),
    certainty: place.lenient ? 'likely' : 'certain',
    data: { kind, place: place.place, package: pkg?.text ?? null },
  });
}

function referVar(source: Source, call: TemplateCall, place: CallPlace): number | null {
  const first = positional(call)[0] ?? null;
  const name = first && typeof first.value === 'string' ? first.value : null;
  if (!first || name === null) return null;
  const fallback = positional(call)[1] ?? keyword(call, 'default');
  return source.draft.refer({
    targets: varTargets(lookupOf(source.project), name),
    type: 'dbt.var', name, span: first.content ?? first.span, fullSpan: call.span, ...common({ ...place, role: 'uses' }),
    // A value may come from the command line, so a missing variable is never certain.
    certainty: 'likely',
    data: { kind: 'var', place: place.place, ...conditional(place), hasDefault: fallback !== null, default: fallback?.value ?? null },
  });
}

function referPackage(source: Source, pkg: { text: string; span: Span }, call: TemplateCall, place: CallPlace): void {
  source.draft.refer({
    targets: [packageKey(source.project.scope, pkg.text)],
    type: 'dbt.package', name: pkg.text, span: pkg.span, fullSpan: call.span, ...common({ ...place, role: 'names' }), certainty: 'likely',
    data: { kind: 'package', place: place.place },
  });
}

/** Marks a reference that may never be made. */
export function conditional(place: CallPlace): { readonly [name: string]: Json } {
  return place.conditional ? { conditional: true } : {};
}

function common(place: CallPlace): Pick<Reference, 'from' | 'role' | 'path' | 'column'> {
  return { from: place.from, role: place.role, ...(place.path ? { path: place.path } : {}), ...(place.column ? { column: place.column } : {}) };
}

/** The literal texts of the arguments; null (with a problem if dbt would reject them) if one isn't a text. */
function literalTexts(source: Source, call: TemplateCall, args: readonly TemplateArg[], what: string): { text: string; span: Span }[] | null {
  const out: { text: string; span: Span }[] = [];
  for (const arg of args) {
    if (typeof arg.value === 'string') out.push({ text: arg.value, span: arg.content ?? arg.span });
    else if (arg.value !== undefined) {
      wrongArguments(source, call, `${what} takes texts only`);
      return null;
    } else return null;
  }
  return out;
}

function literalText(arg: TemplateArg): string | null {
  const value: Json | undefined = arg.value;
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}

function wrongArguments(source: Source, call: TemplateCall, message: string): null {
  source.draft.problem('ref-arguments', call.span, message, undefined, { call: call.path.join('.') });
  return null;
}
