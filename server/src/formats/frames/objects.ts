import type { CallArguments, HostObject, Value } from '../../syntax/python';
import { alternatives } from '../../syntax/python';
import type { Dialect } from '../../syntax/sql';
import type { Span } from '../../text/span';
import type { Place } from '../shared/places';
import type { Field, Made, Named, Step } from './plan';

export type Library = 'spark' | 'pandas' | 'polars' | 'dask' | 'duckdb';

/** Everything that the reader of frames and clients gives meaning to. */
export type FramesObject = Session | Reader | Frame | Writer | Expr | Grouped | TypeOf | WindowSpec | Udf | DeltaTable | Merge | Located | Client | Engine | Member | Rows;

/** A Spark session, Snowpark session or Flink table environment. */
export interface Session extends HostObject {
  readonly is: 'session';
  readonly flavor: 'spark' | 'snowpark' | 'flink';
}

export interface Reader extends HostObject {
  readonly is: 'reader';
  readonly format: string | null;
  readonly options: ReadonlyMap<string, { readonly value: Value; readonly span: Span }>;
  readonly schema: readonly Field[] | null;
  readonly stream: boolean;
  readonly span: Span;
}

export interface Frame extends HostObject {
  readonly is: 'frame';
  readonly library: Library;
  /** Frames of pandas change; all others are made anew. */
  step: Step;
  readonly stream: boolean;
  /** The one column of a pandas Series or of its kin. */
  readonly series: string | null;
  /** Columns that are the index: in the step, but no columns to the code. */
  hidden: readonly string[];
  /** Where a filter of another frame made it: assigning to it changes a copy. */
  readonly slice: boolean;
}

export interface Writer extends HostObject {
  readonly is: 'writer';
  readonly step: Step;
  readonly format: string | null;
  readonly mode: { readonly text: string; readonly span: Span } | null;
  readonly options: ReadonlyMap<string, { readonly value: Value; readonly span: Span }>;
  readonly partitioned: Span | null;
  readonly stream: boolean;
  /** Where `.write` stands. */
  readonly span: Span;
  readonly table: { readonly value: Value; readonly span: Span } | null;
}

/** An expression over columns. */
export interface Expr extends HostObject {
  readonly is: 'expr';
  readonly library: Library;
  readonly name: string | null;
  readonly nameSpan: Span | null;
  readonly span: Span;
  readonly uses: readonly Named[];
  readonly kind: Made['kind'];
  readonly type: string | null;
  readonly literal: string | null;
  readonly fields: readonly Field[] | null;
  readonly opaque: boolean;
  readonly star: Made['star'];
  /** `df.x`: may be a method of the frame that is not known here. */
  readonly member: { readonly frame: Frame; readonly name: string } | null;
  /** Several columns at once: `pl.col("a", "b")`. */
  readonly several: readonly Expr[] | null;
  /** A condition: what it filters has the same columns. */
  readonly condition: boolean;
}

export interface Grouped extends HostObject {
  readonly is: 'grouped';
  readonly frame: Frame;
  readonly keys: readonly Made[];
  /** Keys are not all known. */
  readonly open: boolean;
  readonly columns: readonly { readonly name: string; readonly span: Span }[] | null;
  readonly one: boolean;
  readonly asIndex: boolean;
  readonly pivoted: boolean;
}

/** A type of a schema. */
export interface TypeOf extends HostObject {
  readonly is: 'type';
  readonly name: string;
  /** Of a struct; null for others and where they are not all known. */
  fields: readonly Field[] | null;
}

export interface WindowSpec extends HostObject {
  readonly is: 'window';
  readonly uses: readonly Named[];
}

export interface Udf extends HostObject {
  readonly is: 'udf';
  readonly type: string | null;
}

export interface DeltaTable extends HostObject {
  readonly is: 'delta';
  readonly place: Place;
  readonly value: Value;
  readonly span: Span;
}

export interface Merge extends HostObject {
  readonly is: 'merge';
  readonly table: DeltaTable;
  readonly source: Step | null;
}

/** `df.loc`, `df.str`: what stands between a frame or column and its use. */
export interface Located extends HostObject {
  readonly is: 'located';
  readonly frame: Frame;
  readonly by: string;
}

/** A client of a broker, a cloud service or a store. */
export interface Client extends HostObject {
  readonly is: 'client';
  readonly kind: string;
  readonly args: CallArguments;
  readonly span: Span;
  /** What it is bound to: a topic, bucket, stream. */
  readonly bound: { readonly value: Value; readonly span: Span }[];
}

/** A connection to a database. */
export interface Engine extends HostObject {
  readonly is: 'engine';
  readonly dialect: Dialect | null;
  readonly system: string;
  readonly schema: string | null;
}

/** A method taken from an object whose methods this reader knows. */
export interface Member extends HostObject {
  readonly is: 'member';
  readonly of: FramesObject;
  readonly name: string;
  readonly span: Span;
}

/** The number of rows of a frame. */
export interface Rows extends HostObject {
  readonly is: 'rows';
  readonly span: Span;
  readonly receiver: Span;
}

const KINDS: ReadonlySet<string> = new Set(['session', 'reader', 'frame', 'writer', 'expr', 'grouped', 'type', 'window', 'udf', 'delta', 'merge', 'located', 'client', 'engine', 'member', 'rows']);

export function hosted(object: FramesObject): Value {
  return { kind: 'host', object };
}

export function objectOf(value: Value | undefined): FramesObject | null {
  if (value?.kind !== 'host' || !KINDS.has(value.object.is)) return null;
  return value.object as FramesObject;
}

export function isObject(object: HostObject): object is FramesObject {
  return KINDS.has(object.is);
}

/** The first of the values that a value may be which is a frame. */
export function frameOf(value: Value | undefined): Frame | null {
  if (value === undefined) return null;
  for (const v of alternatives(value)) {
    const object = objectOf(v);
    if (object?.is === 'frame') return object;
  }
  return null;
}

export function newFrame(library: Library, step: Step, parts: Partial<Frame> = {}): Value {
  return hosted({ is: 'frame', library, step, stream: false, series: null, hidden: [], slice: false, ...parts });
}

export function expr(library: Library, span: Span, parts: Partial<Expr> = {}): Expr {
  return { is: 'expr', library, name: null, nameSpan: null, span, uses: [], kind: 'transformation', type: null, literal: null, fields: null, opaque: false, star: null, member: null, several: null, condition: false, ...parts };
}

/** An expression as a column of a step, under its own name or another. */
export function asMade(e: Expr, name: string | null = e.name, nameSpan: Span | null = e.nameSpan): Made {
  return { name, nameSpan, span: e.span, uses: e.uses, kind: e.kind, type: e.type, literal: e.literal, fields: e.fields, opaque: e.opaque, star: e.star };
}

/** Uses of columns wherever they are in a value: expressions, lists of them, frames of one column. */
export function usesIn(value: Value | undefined, depth = 0): readonly Named[] {
  if (value === undefined || depth > 6) return [];
  switch (value.kind) {
    case 'host': {
      const object = objectOf(value);
      if (object?.is === 'expr') return object.several ? object.several.flatMap(e => e.uses) : object.uses;
      if (object?.is === 'window') return object.uses;
      if (object?.is === 'frame' && object.series !== null) return [{ column: object.series, span: { start: 0, end: 0 }, kind: 'transformation', of: object.step, sure: false }];
      return [];
    }
    case 'list': case 'tuple': case 'set': return value.items.flatMap(v => usesIn(v, depth + 1));
    case 'dict': return value.entries.flatMap(e => usesIn(e.value, depth + 1));
    case 'either': return value.values.flatMap(v => usesIn(v, depth + 1));
    default: return [];
  }
}
