import type { Span } from '../../text/span';
import type { BinaryExpression, Decorator, Expression, FunctionDefinition, ImportStatement } from './tree';
import { type CallArguments, type ClassValue, type FunctionValue, type HostObject, Names, type Scope, type Value } from './values';

/** What a framework's reader answers while code is followed. Every part may be absent or answer undefined: then the value is unknown. */
export interface Host {
  /** A call of something that another module defines. */
  call?(path: string, args: CallArguments, at: Expression, run: Run): Value | undefined;
  /** The value of a name of another module, by its dotted path: a constant that the host knows. */
  constant?(path: string): Value | undefined;
  /** A call of a class of this file. */
  construct?(of: ClassValue, args: CallArguments, at: Expression, run: Run): Value | undefined;
  /** A call of one of the host's own objects. */
  callObject?(object: HostObject, args: CallArguments, at: Expression, run: Run): Value | undefined;
  member?(object: HostObject, name: string, at: Expression, run: Run): Value | undefined;
  method?(object: Value, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined;
  index?(object: HostObject, index: Value | null, at: Expression, run: Run): Value | undefined;
  operate?(left: Value, right: Value, at: BinaryExpression, run: Run): Value | undefined;
  /** A decorator around a function; `target` is the function or what inner decorators made of it. */
  decorate?(decorator: Value, target: Value, definition: FunctionDefinition, at: Decorator, run: Run): Value | undefined;
  /** `with`: gives what is bound behind `as`. `block` is the whole statement. */
  enter?(value: Value, block: Span, run: Run): Value | undefined;
  leave?(value: Value, run: Run): void;
  /** A name got a value by an assignment. */
  assigned?(name: string, value: Value, at: Expression, run: Run): void;
  /** Names were imported into `scope`; the host may give them the values of another module. */
  imported?(statement: ImportStatement, run: Run, scope: Scope): void;
  /** A function of the file is about to be followed. */
  entered?(f: FunctionValue, run: Run): void;
  /** One value for what a name may be after ways of which only a run knows which is taken. */
  united?(values: readonly Value[], run: Run): Value | undefined;
  /** Something was put into an entry of one of the host's own objects: `df["x"] = …`. */
  assign?(object: HostObject, index: Value | null, value: Value, at: Expression, run: Run): void;
  /** An attribute of one of the host's own objects got a value: `df.columns = …`. */
  assignMember?(object: HostObject, name: string, value: Value, at: Expression, run: Run): void;
  /** Something is called of which nothing is known: it may do anything with what it is given. */
  called?(callee: Value, args: CallArguments, at: Expression, run: Run): void;
}

/** One way of a program where only a run knows which is taken. */
export interface Branch {
  /** Where the `if`, `try` or `match` begins. */
  readonly at: number;
  readonly way: number;
}

export interface Frame {
  readonly function: FunctionValue | null;
  readonly returned: Value[];
  readonly yielded: Value[];
  /** Where the call stands, null for the module. */
  readonly call: Span | null;
}

/** One walk through a file. */
export interface Run {
  readonly host: Host;
  /** Steps left: a program that loops without end, or makes very much, is cut off. */
  steps: number;
  /** Set when it was cut off: what it would have made is not all known. */
  exhausted: boolean;
  readonly frames: Frame[];
  /** Undecided branches around the present place. */
  readonly branches: Branch[];
  /** How many loops around the present place go through what is not known. */
  many: number;
  /** How many loops and comprehensions around the present place repeat the same code. */
  loops: number;
  /** Nesting of expressions and calls, bounded. */
  depth: number;
}

export const MAX_STEPS = 200_000;
export const MAX_CALLS = 12;
export const MAX_EVALUATION_DEPTH = 400;

export function newRun(host: Host, steps = MAX_STEPS): Run {
  return { host, steps, exhausted: false, frames: [], branches: [], many: 0, loops: 0, depth: 0 };
}

export function moduleScope(names: Iterable<readonly [string, Value]> = []): Scope {
  return { kind: 'module', names: new Names(names), parent: null };
}

/** The value of a name, looked up outwards; undefined if nothing gave it one. */
export function lookUp(scope: Scope, name: string): Value | undefined {
  for (let at: Scope | null = scope, own = true; at !== null; at = at.parent) {
    if (at.kind !== 'class' || own) {
      const value = at.names.get(name);
      if (value !== undefined) return value;
    }
    if (at.kind !== 'comprehension') own = false;
  }
  return undefined;
}

/** Counts a step; false once there are none left. */
export function step(run: Run): boolean {
  if (run.steps > 0) {
    run.steps--;
    return true;
  }
  run.exhausted = true;
  return false;
}
