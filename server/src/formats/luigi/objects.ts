import type { CallArguments, InstanceValue, Value } from '../../syntax/python';
import type { Span } from '../../text/span';

/** What stands for Luigi's objects while a file is followed. */
export type LuigiObject = Parameter | Target | Bound;

export interface Parameter {
  readonly is: 'parameter';
  /** `DateParameter`. */
  readonly type: string;
  readonly args: CallArguments;
}

/** A target by the path of its class: `luigi.contrib.s3.S3Target`. */
export interface Target {
  readonly is: 'target';
  readonly path: string;
  readonly args: CallArguments;
  readonly span: Span;
}

/** A method that Luigi gives to every task. */
export interface Bound {
  readonly is: 'bound';
  readonly method: 'input' | 'clone' | 'clone_parent' | 'requires' | 'output';
  readonly task: InstanceValue;
}

const KINDS: ReadonlySet<string> = new Set<LuigiObject['is']>(['parameter', 'target', 'bound']);

export function objectOf(value: Value | undefined): LuigiObject | null {
  return value?.kind === 'host' && KINDS.has(value.object.is) ? (value.object as LuigiObject) : null;
}

export function hosted(object: LuigiObject): Value {
  return { kind: 'host', object };
}
