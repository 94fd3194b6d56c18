import type { Branch, CallArguments, FunctionDefinition, FunctionValue, Value } from '../../syntax/python';
import type { Span } from '../../text/span';

/** What stands for Dagster's objects while a file is followed. */
export type DagsterObject = AssetKeyObject | Asset | Assets | AssetInput | AssetOutput | CheckSpec | Decorator | Op | Job | Selection | Schedule | Result;

/** The key of an asset: its parts from the outside in. */
export interface AssetKeyObject {
  readonly is: 'key';
  readonly parts: readonly string[];
  /** False if a part is only a symbol. */
  readonly known: boolean;
  /** Where the last part is written as a text; null if it was put together. */
  readonly span: Span | null;
  /** The dbt model that the key is asked for (`get_asset_key_for_model`). */
  readonly dbt: string | null;
}

/** Something an asset depends on. */
export interface Dependency {
  readonly of: { readonly kind: 'key'; readonly key: AssetKeyObject } | { readonly kind: 'symbol'; readonly path: string };
  readonly span: Span;
  /** A function's parameter: then Dagster refuses an unknown asset, if the parameter is surely no resource. */
  readonly parameter: boolean;
  readonly sure: boolean;
}

export interface Asset {
  readonly is: 'asset';
  readonly key: AssetKeyObject;
  /** `asset` is computed by Dagster; `source` is only described; `observable` is looked at. */
  readonly made: 'asset' | 'source' | 'observable' | 'graph';
  /** The characters that name it: a text, or the function's name. */
  readonly nameSpan: Span | null;
  readonly span: Span;
  readonly args: CallArguments;
  readonly definition: FunctionDefinition | null;
  readonly function: FunctionValue | null;
  readonly dependencies: Dependency[];
  group: string | null;
  readonly checks: readonly CheckSpec[];
  readonly branches: readonly Branch[];
  readonly many: boolean;
  /** The function that makes several assets at once. */
  parent: Assets | null;
}

/** Several assets of one function. */
export interface Assets {
  readonly is: 'assets';
  readonly name: string;
  readonly kind: 'multi_asset' | 'dbt_assets' | 'sling_assets' | 'dlt_assets' | 'other';
  readonly assets: readonly Asset[];
  readonly nameSpan: Span | null;
  readonly span: Span;
  readonly args: CallArguments;
  readonly definition: FunctionDefinition | null;
  readonly function: FunctionValue | null;
  /** It may make assets that are not seen. */
  readonly open: boolean;
}

export interface AssetInput {
  readonly is: 'input';
  readonly key: AssetKeyObject | null;
  readonly prefix: readonly string[] | null;
}

export interface AssetOutput {
  readonly is: 'output';
  readonly key: AssetKeyObject | null;
  readonly args: CallArguments;
  readonly span: Span;
}

export interface CheckSpec {
  readonly is: 'check';
  readonly name: string;
  readonly known: boolean;
  /** Null where the spec stands in the asset's own `check_specs` and names none. */
  readonly asset: Dependency | null;
  readonly args: CallArguments;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly definition: FunctionDefinition | null;
  readonly function: FunctionValue | null;
}

/** A decorator with arguments, before it meets its function. */
export interface Decorator {
  readonly is: 'decorator';
  readonly of: string;
  readonly path: string;
  readonly args: CallArguments;
}

/** `@op` and `@graph`. */
export interface Op {
  readonly is: 'op';
  readonly kind: 'op' | 'graph';
  readonly name: string;
  readonly nameSpan: Span | null;
  readonly args: CallArguments;
  readonly definition: FunctionDefinition;
  readonly function: FunctionValue;
  /** What `op.alias(…)` calls it. */
  readonly alias: string | null;
}

export interface Step {
  readonly name: string;
  readonly op: Op | null;
  readonly path: string | null;
  readonly span: Span;
  readonly upstream: Set<Step>;
}

export interface Job {
  readonly is: 'job';
  readonly kind: 'ops' | 'assets';
  readonly name: string;
  readonly known: boolean;
  readonly nameSpan: Span | null;
  readonly span: Span;
  readonly args: CallArguments;
  readonly definition: FunctionDefinition | null;
  readonly steps: Step[];
  readonly selection: Selection | null;
}

/** Assets that a selection names one by one, and its text. */
export interface Selection {
  readonly is: 'selection';
  readonly text: string;
  readonly keys: readonly Dependency[];
}

export interface Schedule {
  readonly is: 'schedule';
  readonly kind: 'schedule' | 'sensor';
  readonly name: string;
  readonly nameSpan: Span | null;
  readonly span: Span;
  readonly head: Span;
  readonly args: CallArguments;
  readonly cron: readonly { readonly text: string; readonly span: Span }[];
  readonly timezone: string | null;
  readonly job: Job | { readonly is: 'name'; readonly name: string; readonly span: Span } | { readonly is: 'symbol'; readonly path: string; readonly span: Span } | null;
  readonly selection: Selection | null;
  readonly definition: FunctionDefinition | null;
}

/** What a step of a job gives to the next. */
export interface Result {
  readonly is: 'result';
  readonly steps: readonly Step[];
}

const KINDS: ReadonlySet<string> = new Set<DagsterObject['is']>(['key', 'asset', 'assets', 'input', 'output', 'check', 'decorator', 'op', 'job', 'selection', 'schedule', 'result']);

/** The Dagster object a value is; null if it is none. Every object of this reader's host is one of ours. */
export function objectOf(value: Value | undefined): DagsterObject | null {
  return value?.kind === 'host' && KINDS.has(value.object.is) ? (value.object as DagsterObject) : null;
}

export function hosted(object: DagsterObject): Value {
  return { kind: 'host', object };
}

/** The key as Dagster prints it: `shop/orders`. */
export function printed(key: AssetKeyObject): string {
  return key.parts.join('/');
}
