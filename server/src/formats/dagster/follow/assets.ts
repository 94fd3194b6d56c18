import { argument, type CallArguments, type Expression, type FunctionDefinition, type FunctionValue, isSequence, keyword, knownText, type Run, type Value } from '../../../syntax/python';
import { cronFault, CRON_PRESETS } from '../../../text/cron';
import type { Span } from '../../../text/span';
import { type Asset, type AssetInput, type AssetKeyObject, type Assets, type CheckSpec, type Dependency, objectOf, printed } from '../objects';
import { argumentOf, dependenciesIn, keyOf, prefixOf } from './keys';
import { inputParameters } from './parameters';
import { type State, tell } from './state';

/** What a decorator of assets knows when it meets its function. */
export interface Made {
  readonly path: string;
  readonly args: CallArguments;
  readonly definition: FunctionDefinition;
  readonly function: FunctionValue;
  /** The decorator's expression. */
  readonly at: Expression;
}

/** `@asset`, `@graph_asset`, `@observable_source_asset`. */
export function makeAsset(state: State, made: Made, run: Run, kind: Asset['made']): Asset {
  const { args, definition, at } = made;
  const { key, nameSpan } = keyAndPlace(state, args, definition);
  const dependencies = [...dependenciesIn(keyword(args, 'deps')?.value, argumentOf(at, 'deps'), keyword(args, 'deps')?.span ?? definition.nameSpan), ...parameterDependencies(made)];
  const asset: Asset = {
    is: 'asset', key, made: kind, nameSpan, span: definition.span, args, definition, function: made.function, dependencies: unique(dependencies), group: knownText(keyword(args, 'group_name')?.value),
    checks: checksIn(keyword(args, 'check_specs')?.value), branches: [...run.branches], many: run.many > 0, parent: null,
  };
  state.assets.push(asset);
  checkAsset(state, asset);
  checkInputs(state, made);
  return asset;
}

function keyAndPlace(state: State, args: CallArguments, definition: FunctionDefinition): { readonly key: AssetKeyObject; readonly nameSpan: Span | null } {
  const given = keyword(args, 'key');
  if (given) {
    const other = keyword(args, 'name') ?? keyword(args, 'key_prefix');
    if (other && !isNone(other.value) && !isNone(given.value)) tell(state, 'invalid-asset-definition', other.nameSpan ?? other.span, `Where 'key' is given, there can be no '${other.name}'`);
    if (!isNone(given.value)) {
      const key = keyOf(given.value);
      return { key, nameSpan: key.span };
    }
  }
  const name = keyword(args, 'name');
  const own = name && !isNone(name.value) ? keyOf(name.value) : { parts: [definition.name], known: true, span: definition.nameSpan };
  const prefix = prefixOf(keyword(args, 'key_prefix')?.value);
  return { key: { is: 'key', parts: [...(prefix?.parts ?? []), ...own.parts], known: own.known && prefix?.known !== false && !(args.open && !name), span: own.span, dbt: null }, nameSpan: own.span };
}

function isNone(value: Value): boolean {
  return value.kind === 'constant' && value.value === null;
}

/** Parameters that name assets, by themselves or through `ins`. */
function parameterDependencies({ args, definition, function: f }: Made): Dependency[] {
  const ins = keyword(args, 'ins')?.value ?? keyword(args, 'additional_ins')?.value;
  return inputParameters(definition, f.scope).flatMap(({ parameter, sure }): Dependency[] => {
    const entry = ins?.kind === 'dict' ? ins.entries.findLast(e => e.key.kind === 'text' && e.key.text === parameter.name) : undefined;
    if (!entry) return ins !== undefined && (ins.kind !== 'dict' || ins.open) ? [] : [{ of: { kind: 'key', key: { is: 'key', parts: [parameter.name], known: true, span: parameter.nameSpan, dbt: null } }, span: parameter.nameSpan, parameter: true, sure: sure && !args.open }];
    const input = objectOf(entry.value);
    const span = entry.span ?? parameter.nameSpan;
    if (input?.is === 'input') return [{ of: { kind: 'key', key: input.key ?? prefixed(input, parameter.name, entry.keySpan) }, span: input.key?.span ?? span, parameter: true, sure: true }];
    return dependenciesIn(entry.value, null, span).map(d => ({ ...d, parameter: true }));
  });
}

function prefixed(input: AssetInput, name: string, span: Span | null): AssetKeyObject {
  return { is: 'key', parts: [...(input.prefix ?? []), name], known: true, span: span && input.prefix === null ? span : null, dbt: null };
}

function unique(dependencies: readonly Dependency[]): Dependency[] {
  const seen = new Set<string>();
  return dependencies.filter(d => {
    const name = `${d.span.start} ${d.of.kind === 'key' ? printed(d.of.key) : `.${d.of.path}`}`;
    return !seen.has(name) && seen.add(name);
  });
}

function checksIn(value: Value | undefined): CheckSpec[] {
  if (value === undefined) return [];
  return (isSequence(value) ? value.items : [value]).flatMap(v => {
    const object = objectOf(v);
    return object?.is === 'check' ? [object] : [];
  });
}

/** What Dagster refuses when the asset is made. */
function checkAsset(state: State, asset: Asset): void {
  const { key, args } = asset;
  const at = asset.nameSpan ?? keyword(args, 'key')?.span ?? keyword(args, 'key_prefix')?.span ?? asset.definition?.nameSpan ?? asset.span;
  if (key.known) {
    const bad = key.parts.find(p => !/^[A-Za-z0-9_.-]*$/.test(p));
    if (bad !== undefined) tell(state, 'invalid-asset-key', at, `'${bad}' can't be part of the key of an asset: only letters, digits, underscores, dashes and dots are allowed${bad.includes('/') ? '; give the parts as a list' : ''}`, bad.includes('/') && !/[^A-Za-z0-9_./-]/.test(bad) ? { parts: bad.split('/') } : {});
  }
  for (const d of asset.dependencies) {
    if (d.of.kind !== 'key' || !d.of.key.known || d.parameter) continue;
    const bad = d.of.key.parts.find(p => !/^[A-Za-z0-9_.-]*$/.test(p));
    if (bad !== undefined) tell(state, 'invalid-asset-key', d.span, `'${bad}' can't be part of the key of an asset: only letters, digits, underscores, dashes and dots are allowed${bad.includes('/') ? '; give the parts as a list' : ''}`, bad.includes('/') && !/[^A-Za-z0-9_./-]/.test(bad) ? { parts: bad.split('/') } : {});
    if (key.known && printed(d.of.key) === printed(key) && !keyword(args, 'partitions_def') && !args.open) tell(state, 'invalid-asset-definition', d.span, `The asset '${printed(key)}' depends on itself, which Dagster allows only for time partitions`);
  }
  const group = keyword(args, 'group_name');
  if (asset.group !== null && group && !/^[A-Za-z0-9_]+$/.test(asset.group)) tell(state, 'invalid-asset-definition', group.span, `'${asset.group}' is no name of a group: only letters, digits and underscores are allowed`);
  checkOwners(state, args);
  checkCron(state, args);
  for (const name of ['compute_kind', 'auto_materialize_policy'] as const) {
    const old = keyword(args, name);
    if (old?.nameSpan) tell(state, 'legacy-asset-argument', old.nameSpan, name === 'compute_kind' ? "'compute_kind' has given way to 'kinds', a set" : "'auto_materialize_policy' has given way to 'automation_condition'", name === 'compute_kind' && old.value.kind === 'text' && old.value.origin ? { kind: old.value.text, start: old.full.start, end: old.full.end } : {});
  }
}

function checkOwners(state: State, args: CallArguments): void {
  const owners = keyword(args, 'owners')?.value;
  if (!owners || !isSequence(owners)) return;
  for (const o of owners.items) {
    const text = knownText(o);
    if (text !== null && o.kind === 'text' && o.origin && !text.startsWith('team:') && !/^[^\s@]+@[^\s@]+$/.test(text)) tell(state, 'invalid-asset-definition', o.origin, `'${text}' is no owner: it is an e-mail address, or a team as 'team:${/^[\w-]+$/.test(text) ? text : 'name'}'`);
  }
}

/** `AutomationCondition.on_cron(…)`. */
function checkCron(state: State, args: CallArguments): void {
  const condition = keyword(args, 'automation_condition')?.value;
  const cron = condition?.kind === 'made' && /\.AutomationCondition\.(on_cron|cron_tick_passed)$/.test(condition.path) ? argument(condition.args, 'cron_schedule', 0) : undefined;
  if (cron?.value.kind === 'text' && cron.value.known) checkCronText(state, cron.value.text, cron.span);
}

/** Dagster takes five fields and the shorthands of cron. */
export function checkCronText(state: State, text: string, span: Span): void {
  if (text.startsWith('@')) {
    if (CRON_PRESETS[text] === undefined || text === '@quarterly') tell(state, 'invalid-schedule', span, `'${text}' is no schedule that Dagster knows; there are @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually`);
    return;
  }
  const fault = text.trim().split(/\s+/).length === 6 ? 'Dagster takes cron expressions of 5 fields (minute, hour, day, month, weekday); this one has 6' : cronFault(text);
  if (fault) tell(state, 'invalid-schedule', span, fault);
}

/** Entries of `ins` that no parameter has, and parameters that Dagster can't fill. */
function checkInputs(state: State, { args, definition }: Made): void {
  const star = definition.parameters.find(p => p.star === '*' && p.name !== '');
  if (star) tell(state, 'invalid-asset-definition', star.span, `Dagster can't fill '*${star.name}': the function of an asset takes a context and inputs by name`);
  const ins = keyword(args, 'ins')?.value;
  if (ins?.kind !== 'dict' || definition.parameters.some(p => p.star === '**')) return;
  for (const entry of ins.entries) {
    const name = knownText(entry.key);
    const input = objectOf(entry.value);
    if (name === null || !entry.keySpan || definition.parameters.some(p => p.name === name) || input?.is !== 'input') continue;
    tell(state, 'invalid-asset-definition', entry.keySpan, `The function has no parameter '${name}'`);
  }
}

/** `AssetSpec(…)`, `SourceAsset(…)`: an asset that something else makes. */
export function makeSpec(state: State, args: CallArguments, at: Expression, run: Run): Asset {
  const given = argument(args, 'key', 0);
  const key = keyOf(given?.value);
  const asset: Asset = {
    is: 'asset', key, made: 'source', nameSpan: key.span, span: at.span, args, definition: null, function: null,
    dependencies: unique(dependenciesIn(keyword(args, 'deps')?.value, argumentOf(at, 'deps'), keyword(args, 'deps')?.span ?? at.span)), group: knownText(keyword(args, 'group_name')?.value), checks: [], branches: [...run.branches], many: run.many > 0, parent: null,
  };
  state.assets.push(asset);
  checkOwners(state, args);
  checkCron(state, args);
  return asset;
}

/** `@multi_asset`: the assets of its `outs` or `specs`. */
export function makeMulti(state: State, made: Made, run: Run): Assets {
  const { args, definition, at } = made;
  const inputs = unique([...dependenciesIn(keyword(args, 'deps')?.value, argumentOf(at, 'deps'), keyword(args, 'deps')?.span ?? definition.nameSpan), ...parameterDependencies(made)]);
  const outs = keyword(args, 'outs')?.value;
  const specs = keyword(args, 'specs')?.value;
  const inner = keyword(args, 'internal_asset_deps')?.value;
  const group = knownText(keyword(args, 'group_name')?.value);
  const checks = checksIn(keyword(args, 'check_specs')?.value);
  const assets: Asset[] = [];
  if (outs?.kind === 'dict') {
    for (const entry of outs.entries) {
      const out = objectOf(entry.value);
      const name = keyOf(entry.key);
      if (out?.is !== 'output') continue;
      const prefix = prefixOf(keyword(out.args, 'key_prefix')?.value);
      const key = out.key ?? { ...name, parts: [...(prefix?.parts ?? []), ...name.parts], known: name.known && prefix?.known !== false, span: entry.keySpan && name.span ? name.span : null };
      const own = inner?.kind === 'dict' ? inner.entries.findLast(e => knownText(e.key) === name.parts[0]) : undefined;
      assets.push({
        is: 'asset', key, made: 'asset', nameSpan: key.span, span: entry.span ?? out.span, args: out.args, definition: null, function: null, dependencies: own ? dependenciesIn(own.value, null, own.span ?? out.span) : [...inputs],
        group: knownText(keyword(out.args, 'group_name')?.value) ?? group, checks: [], branches: [...run.branches], many: run.many > 0, parent: null,
      });
    }
    state.assets.push(...assets);
  }
  for (const spec of specs && isSequence(specs) ? specs.items : []) {
    const asset = objectOf(spec);
    if (asset?.is !== 'asset') continue;
    // The spec is computed by this function now; what it was made as stands for it no more.
    const at = state.assets.indexOf(asset);
    const computed: Asset = { ...asset, made: 'asset', group: asset.group ?? group, dependencies: unique([...asset.dependencies, ...inputs]) };
    if (at >= 0) state.assets[at] = computed;
    else state.assets.push(computed);
    const name = state.names.get(asset);
    if (name !== undefined) state.names.set(computed, name);
    assets.push(computed);
  }
  const open = args.open || (outs !== undefined && (outs.kind !== 'dict' || outs.open)) || (specs !== undefined && (!isSequence(specs) || specs.open || specs.items.some(i => objectOf(i)?.is !== 'asset')));
  const multi: Assets = { is: 'assets', name: knownText(keyword(args, 'name')?.value) ?? definition.name, kind: 'multi_asset', assets, nameSpan: definition.nameSpan, span: definition.span, args, definition, function: made.function, open };
  for (const asset of assets) asset.parent = multi;
  state.groups.push(multi);
  state.checks.push(...checks);
  if (open) state.open ??= `the assets of '${multi.name}' are known only in a run`;
  return multi;
}

/** `@dbt_assets` and its kin of other integrations, which make assets from files of other tools. */
export function makeForeign(state: State, made: Made, kind: Assets['kind']): Assets {
  const { args, definition } = made;
  const group: Assets = { is: 'assets', name: knownText(keyword(args, 'name')?.value) ?? definition.name, kind, assets: [], nameSpan: definition.nameSpan, span: definition.span, args, definition, function: made.function, open: true };
  state.groups.push(group);
  state.open ??= `'${group.name}' makes assets from files of another tool`;
  return group;
}

/** `@asset_check`. */
export function makeCheck(state: State, made: Made): CheckSpec {
  const { args, definition } = made;
  const asset = argument(args, 'asset', -1);
  const name = keyword(args, 'name')?.value;
  const check: CheckSpec = {
    is: 'check', name: name?.kind === 'text' ? name.text : definition.name, known: name === undefined || name.kind === 'text', asset: asset ? (dependenciesIn(asset.value, null, asset.span)[0] ?? null) : null,
    args, span: definition.span, nameSpan: name?.kind === 'text' && name.origin ? name.origin : definition.nameSpan, definition, function: made.function,
  };
  state.checks.push(check);
  return check;
}

/** `AssetCheckSpec(…)`. */
export function makeCheckSpec(args: CallArguments, at: Expression): CheckSpec {
  const name = argument(args, 'name', 0);
  const asset = keyword(args, 'asset') ?? (args.positional[1] ? { value: args.positional[1].value, span: args.positional[1].expression.span } : undefined);
  return {
    is: 'check', name: name?.value.kind === 'text' ? name.value.text : '{check}', known: name?.value.kind === 'text' && name.value.known, asset: asset ? (dependenciesIn(asset.value, null, asset.span)[0] ?? null) : null,
    args, span: at.span, nameSpan: (name?.value.kind === 'text' ? name.value.origin : null) ?? name?.span ?? at.span, definition: null, function: null,
  };
}
