import type { ExpandCall, Expansion } from '../../model/format';
import type { Json, Key } from '../../model/key';
import type { Effect, EffectArgument } from './extract/macros';
import { macroTargets, refTargets, searchTargets, varTargets } from './names';
import { asMap, lookupOf, type Project, projectOf } from './project/data';

type Given = { readonly name: string | null; readonly value?: Json };
type Bound = ReadonlyMap<string, Json>;

/** The references and further calls that a call makes, from the effects kept with the macro or variable that is called. */
export const expand: ExpandCall = (call, callee, context) => {
  const project = projectOf(context);
  const more = callee.attributes.more ?? {};
  const effects = more['effects'];
  if (!project || !Array.isArray(effects)) return { references: [], calls: [] };
  const bound = bind(call.arguments, more['parameters']);
  const references: Expansion['references'][number][] = [];
  const calls: Expansion['calls'][number][] = [];
  const macroPackage = typeof more['package'] === 'string' ? more['package'] : project.name;
  for (const effect of effects as unknown as readonly Effect[]) {
    const args = effect.args.map(a => substituted(a, bound));
    if (effect.kind === 'ref') addRef(references, project, args);
    else if (effect.kind === 'source') addSource(references, project, args);
    else if (effect.kind === 'var') addVar(calls, project, args);
    else if (effect.kind === 'call' && effect.name) {
      const [first, second] = effect.name.split('.');
      calls.push({ targets: macroTargets({ ...lookupOf(project), own: macroPackage }, second === undefined ? null : first!, second ?? first!), arguments: args });
    } else if (effect.kind === 'dispatch' && effect.name) {
      calls.push({ targets: dispatchTargets(project, macroPackage, effect.name, effect.namespace ?? null), arguments: args });
    }
  }
  return { references, calls };
};

/** Parameters by name with the values of a call; defaults that are literals fill the rest. */
function bind(args: readonly Given[], parameters: Json | undefined): Bound {
  const out = new Map<string, Json>();
  const list = Array.isArray(parameters) ? parameters.map(asMap) : [];
  for (const p of list) if (typeof p['name'] === 'string' && p['default'] !== null && p['value'] !== null && p['value'] !== undefined) out.set(p['name'], p['value']);
  let position = 0;
  for (const arg of args) {
    const name = arg.name ?? list[position++]?.['name'];
    if (typeof name !== 'string') continue;
    if (arg.value === undefined) out.delete(name);
    else out.set(name, arg.value);
  }
  return out;
}

function substituted(arg: EffectArgument, bound: Bound): Given {
  const value = arg.parameter !== undefined ? bound.get(arg.parameter) : arg.value;
  return { name: arg.name, ...(value === undefined ? {} : { value }) };
}

function texts(args: readonly Given[]): string[] | null {
  const positional = args.filter(a => a.name === null);
  const out = positional.map(a => a.value);
  return out.every((v): v is string => typeof v === 'string') ? out : null;
}

function addRef(references: Expansion['references'][number][], project: Project, args: readonly Given[]): void {
  const names = texts(args);
  if (!names || names.length === 0 || names.length > 2) return;
  const version = args.find(a => a.name === 'v' || a.name === 'version')?.value;
  const [pkg, name] = names.length === 2 ? [names[0]!, names[1]!] : [null, names[0]!];
  const targets: Key[] = refTargets(lookupOf(project), pkg, name, typeof version === 'string' || typeof version === 'number' ? String(version) : null);
  references.push({ targets, type: 'dbt.ref', name });
}

function addSource(references: Expansion['references'][number][], project: Project, args: readonly Given[]): void {
  const names = texts(args);
  if (names?.length !== 2) return;
  references.push({ targets: searchTargets('source', lookupOf(project), null, `${names[0]}.${names[1]}`), type: 'dbt.source', name: `${names[0]}.${names[1]}` });
}

function addVar(calls: Expansion['calls'][number][], project: Project, args: readonly Given[]): void {
  const name = args.find(a => a.name === null)?.value;
  if (typeof name === 'string') calls.push({ targets: varTargets(lookupOf(project), name), arguments: [] });
}

/** What `adapter.dispatch` tries: the packages of the search order, in each the adapter's version, then the default one. */
export function dispatchTargets(project: Project, macroPackage: string, name: string, namespace: string | null): Key[] {
  const adapter = project.main.target.adapter?.toLowerCase() ?? null;
  const parents: { readonly [adapter: string]: string } = { redshift: 'postgres', databricks: 'spark' };
  const prefixes = [...(adapter ? [adapter] : []), ...(adapter && parents[adapter] ? [parents[adapter]!] : []), 'default'];
  const order = namespace === null ? null : (project.main.dispatch.find(d => d.namespace === namespace)?.order ?? [project.main.name, namespace]);
  const packages: (string | null)[] = order ? [...order] : [null];
  return packages.flatMap(pkg => prefixes.flatMap(prefix => macroTargets({ ...lookupOf(project), own: macroPackage }, pkg, `${prefix}__${name}`)));
}
