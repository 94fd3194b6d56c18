import { alternatives, argument, type CallArguments, callFunction, type Expression, type FunctionDefinition, type Host, keyword, knownText, NO_ARGUMENTS, type Run, UNKNOWN, type Value } from '../../../syntax/python';
import { type Asset, type DagsterObject, type Decorator, hosted, objectOf, type Op } from '../objects';
import { type Made, makeAsset, makeCheck, makeCheckSpec, makeForeign, makeMulti, makeSpec } from './assets';
import { followBody, graphJob, joinSelections, makeAssetJob, makeJob, makeSchedule, makeStep, selectionMethod } from './jobs';
import { dependenciesIn, keyOf, prefixOf } from './keys';
import type { State } from './state';

/** Decorators of Dagster and its integrations, by the last part of their path. */
const DECORATORS = new Set([
  'asset', 'multi_asset', 'graph_asset', 'graph_multi_asset', 'asset_check', 'multi_asset_check', 'observable_source_asset', 'multi_observable_source_asset', 'op', 'graph', 'job', 'schedule', 'sensor', 'asset_sensor', 'multi_asset_sensor',
  'run_status_sensor', 'run_failure_sensor', 'definitions', 'dbt_assets', 'sling_assets', 'dlt_assets', 'fivetran_assets', 'airbyte_assets', 'looker_assets', 'dbt_cloud_assets', 'sdf_assets', 'component_instance',
]);

/** Modules whose functions are no ops. */
const PLAIN = /^(builtins|os|sys|re|json|math|datetime|pathlib|logging|typing|functools|itertools|collections|time|uuid|random)\./;

/** Gives Dagster's names their meaning while a file is followed; what is found goes into `state`. */
export function dagsterHost(state: State): Host {
  return {
    call: (path, args, at, run) => callPath(state, path, args, at, run),
    callObject: (object, args, at, run) => callObject(state, objectOf({ kind: 'host', object }), args, at, run),
    member: (object, name) => memberOf(objectOf({ kind: 'host', object }), name),
    method: (object, name, args, at, run) => callMethod(state, object, name, args, at, run),
    index: object => (object.is === 'result' ? { kind: 'host', object } : undefined),
    operate: (left, right, at) => joinSelections(left, right, at.operator),
    decorate: (decorator, target, definition, at, run) => decorate(state, decorator, target, definition, at.expression, run),
    assigned: (name, value, _at, run) => {
      const object = objectOf(value);
      if (object && run.frames.length === 1 && !state.names.has(object)) state.names.set(object, name);
    },
    called: (callee, args, at) => unknownCall(state, callee, args, at),
  };
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function isDagster(path: string): boolean {
  return /^dagster(_\w+)?(\.|$)/.test(path);
}

function callPath(state: State, path: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  if (!isDagster(path)) return state.bodies.length > 0 && /\./.test(path) && !PLAIN.test(path) ? makeStep(state, null, path, lastName(path), args, at) : undefined;
  const name = lastName(path);
  const selection = /\bAssetSelection\.(\w+)$/.exec(path);
  if (selection) return hosted(selectionMethod(selection[1]!, args, at));
  if (/\bAssetKey\.from_user_string$/.test(path)) {
    const text = knownText(args.positional[0]?.value);
    return hosted(text === null ? keyOf(undefined) : { is: 'key', parts: text.split('/'), known: true, span: null, dbt: null });
  }
  switch (name) {
    case 'AssetKey': return hosted(keyOf(argument(args, 'path', 0)?.value));
    case 'AssetSpec': case 'SourceAsset': return hosted(makeSpec(state, args, at, run));
    case 'AssetDep': return argument(args, 'asset', 0)?.value ?? UNKNOWN;
    case 'AssetIn': return hosted({ is: 'input', key: keyGiven(args), prefix: prefixOf(keyword(args, 'key_prefix')?.value)?.parts ?? null });
    case 'AssetOut': return hosted({ is: 'output', key: keyword(args, 'key') ? keyGiven(args) : null, args, span: at.span });
    case 'AssetCheckSpec': return hosted(makeCheckSpec(args, at));
    case 'define_asset_job': return hosted(makeAssetJob(state, args, at));
    case 'ScheduleDefinition': case 'build_schedule_from_partitioned_job': return hosted(makeSchedule(state, 'schedule', withJob(args, name), at, null));
    case 'SensorDefinition': case 'AutomationConditionSensorDefinition': return hosted(makeSchedule(state, 'sensor', args, at, null));
    case 'Definitions': noteResources(state, args); return undefined;
    case 'get_asset_key_for_model': return dbtKey(knownText(args.positional[1]?.value ?? keyword(args, 'model_name')?.value));
    case 'load_assets_from_modules': case 'load_assets_from_package_module': case 'load_assets_from_current_module': case 'load_assets_from_package_name':
      if (keyword(args, 'key_prefix')) state.open ??= 'assets get a prefix where they are loaded';
      return undefined;
    default: break;
  }
  if (DECORATORS.has(name)) {
    const first = args.positional[0]?.value;
    if (first?.kind === 'function' && first.definition.kind === 'function') return applied(state, { is: 'decorator', of: name, path, args: { ...args, positional: args.positional.slice(1) } }, first, first.definition, at, run);
    return hosted({ is: 'decorator', of: name, path, args });
  }
  if (/^(build|load|create|get)_\w*(assets?|defs|definitions)\w*$/.test(name) || /\.AssetsDefinition\.\w+$/.test(path) || (/(Component|Workspace|Assets)$/.test(name) && !path.startsWith('dagster.'))) state.open ??= `'${name}' makes assets that files don't show`;
  return undefined;
}

function keyGiven(args: CallArguments): ReturnType<typeof keyOf> | null {
  const given = keyword(args, 'key')?.value ?? args.positional[0]?.value;
  return given === undefined || (given.kind === 'constant' && given.value === null) ? null : keyOf(given);
}

function dbtKey(model: string | null): Value {
  return hosted({ is: 'key', parts: [model ?? '{model}'], known: false, span: null, dbt: model });
}

/** The job of a schedule for partitions is its first argument. */
function withJob(args: CallArguments, maker: string): CallArguments {
  const first = args.positional[0];
  if (maker !== 'build_schedule_from_partitioned_job' || !first) return args;
  const span = first.expression.span;
  return { ...args, positional: [], keywords: [...args.keywords, { name: 'job', value: first.value, span, nameSpan: null, full: span }] };
}

function noteResources(state: State, args: CallArguments): void {
  const resources = keyword(args, 'resources')?.value;
  if (resources?.kind !== 'dict') return;
  for (const { key, value, keySpan } of resources.entries) {
    const name = knownText(key);
    if (name !== null && keySpan) state.resources.push({ name, span: key.kind === 'text' && key.origin ? key.origin : keySpan, defines: true, of: value.kind === 'made' ? lastName(value.path) : value.kind === 'instance' ? value.of.definition.name : null });
  }
}

function decorate(state: State, decorator: Value, target: Value, definition: FunctionDefinition, at: Expression, run: Run): Value | undefined {
  if (decorator.kind === 'external') {
    const name = lastName(decorator.path);
    return isDagster(decorator.path) && DECORATORS.has(name) ? applied(state, { is: 'decorator', of: name, path: decorator.path, args: NO_ARGUMENTS }, target, definition, at, run) : undefined;
  }
  const object = objectOf(decorator);
  return object?.is === 'decorator' ? applied(state, object, target, definition, at, run) : undefined;
}

/** What a decorator makes of a function. */
function applied(state: State, { of, path, args }: Decorator, target: Value, definition: FunctionDefinition, at: Expression, run: Run): Value | undefined {
  if (target.kind !== 'function') return undefined;
  const made: Made = { path, args, definition, function: target, at };
  const object = object_();
  if (object && run.frames.length === 1) state.names.set(object, definition.name);
  return object ? hosted(object) : undefined;

  function object_(): DagsterObject | null {
    if (target.kind !== 'function') return null;
    switch (of) {
      case 'asset': return makeAsset(state, made, run, 'asset');
      case 'observable_source_asset': return makeAsset(state, made, run, 'observable');
      case 'graph_asset': {
        const asset = makeAsset(state, made, run, 'graph');
        followBody(state, target, at, run);
        return asset;
      }
      case 'multi_asset': case 'graph_multi_asset': case 'multi_observable_source_asset': return makeMulti(state, made, run);
      case 'asset_check': return makeCheck(state, made);
      case 'op': case 'graph': {
        const name = keyword(args, 'name')?.value;
        const op: Op = { is: 'op', kind: of, name: name?.kind === 'text' ? name.text : definition.name, nameSpan: name === undefined ? definition.nameSpan : name.kind === 'text' ? name.origin : null, args, definition, function: target, alias: null };
        state.ops.push(op);
        return op;
      }
      case 'job': return makeJob(state, args, definition, target, run);
      case 'schedule': return makeSchedule(state, 'schedule', args, at, definition);
      case 'sensor': case 'asset_sensor': case 'multi_asset_sensor': case 'run_status_sensor': case 'run_failure_sensor': return makeSchedule(state, 'sensor', args, at, definition);
      case 'definitions': case 'component_instance': followDefinitions(); return null;
      case 'multi_asset_check': return null;
      case 'dbt_assets': case 'sling_assets': case 'dlt_assets': return makeForeign(state, made, of);
      default: return makeForeign(state, made, 'other');
    }
  }

  /** Dagster calls such a function when it loads the project. */
  function followDefinitions(): void {
    if (target.kind === 'function') callFunction(target, { ...NO_ARGUMENTS, open: true }, at, run);
  }
}

function callObject(state: State, object: DagsterObject | null, args: CallArguments, at: Expression, run: Run): Value | undefined {
  if (object?.is === 'op') return makeStep(state, object, null, object.alias ?? object.name, args, at);
  if (object?.is === 'decorator') {
    const first = args.positional[0]?.value;
    return first?.kind === 'function' && first.definition.kind === 'function' ? applied(state, object, first, first.definition, at, run) : undefined;
  }
  return undefined;
}

function memberOf(object: DagsterObject | null, name: string): Value | undefined {
  if (object?.is === 'asset' && name === 'key') return hosted({ ...object.key, span: null });
  if (object?.is === 'result' && name !== 'map' && name !== 'collect') return hosted(object);
  return undefined;
}

function callMethod(state: State, value: Value, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const object = objectOf(value);
  switch (object?.is) {
    case 'selection': return hosted(object);
    case 'result': {
      // Each of the values goes through an op of its own: `files().map(read)`.
      const op = name === 'map' ? objectOf(args.positional[0]?.value) : null;
      if (op?.is === 'op') return makeStep(state, op, null, op.alias ?? op.name, { ...NO_ARGUMENTS, positional: [{ value, expression: at }] }, args.positional[0]!.expression);
      return hosted(object);
    }
    case 'key': return name === 'with_prefix' ? prefixedKey(object, args) : undefined;
    case 'asset': return assetMethod(object, name);
    case 'op':
      if (name === 'alias') return hosted({ ...object, alias: knownText(argument(args, 'name', 0)?.value) ?? object.name });
      if (name === 'to_job') return hosted(graphJob(state, object, args, at, run));
      return name === 'tag' || name === 'with_hooks' || name === 'configured' || name === 'with_retry_policy' ? hosted(object) : undefined;
    case 'job': return name === 'with_hooks' || name === 'with_top_level_resources' ? hosted(object) : undefined;
    default: return undefined;
  }
}

function prefixedKey(key: Extract<DagsterObject, { is: 'key' }>, args: CallArguments): Value {
  const prefix = prefixOf(args.positional[0]?.value);
  return hosted({ ...key, parts: [...(prefix?.parts ?? []), ...key.parts], known: key.known && prefix?.known !== false });
}

/** Copies of an asset with other attributes are the asset. */
function assetMethod(asset: Asset, name: string): Value | undefined {
  return name === 'replace_attributes' || name === 'merge_attributes' || name === 'with_attributes' || name === 'with_io_manager_key' || name === 'to_source_asset' ? hosted(asset) : undefined;
}

/** A function that is not seen may change what it is given: keys of specs, groups. */
function unknownCall(state: State, callee: Value, args: CallArguments, at: Expression): void {
  if (state.bodies.length > 0 && callee.kind === 'unknown' && callee.name !== null && at.kind === 'call' && at.callee.kind === 'name') makeStep(state, null, null, callee.name, args, at);
  if (callee.kind !== 'external' || !/(^|\.)map_(resolved_)?asset_specs$/.test(callee.path)) return;
  if (args.positional.some(p => dependenciesIn(p.value, null, at.span).length > 0) || alternatives(args.positional[0]?.value ?? UNKNOWN).length > 0) state.open ??= 'specs are changed where they are used';
}
