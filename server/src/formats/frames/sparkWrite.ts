import { argument, type CallArguments, callValue, type Expression, isSequence, keyword, knownText, NONE, type Run, UNKNOWN, unknownValue, type Value } from '../../syntax/python';
import type { Span } from '../../text/span';
import type { Place } from '../shared/places';
import { collectionPlace, pathPlace, streamPlace, tableNamed, topicPlace } from '../shared/codeNames';
import { type DeltaTable, frameOf, hosted, type Merge, newFrame, type Writer } from './objects';
import type { Step } from './plan';
import { note, readPlace, type State, tell, writePlace } from './state';

export function newWriter(step: Step, stream: boolean, span: Span): Value {
  return hosted({ is: 'writer', step, format: null, mode: null, options: new Map(), partitioned: null, stream, span, table: null });
}

export function writerMethod(state: State, writer: Writer, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const first = args.positional[0];
  switch (name) {
    case 'format': case 'using': return hosted({ ...writer, format: first ? (knownText(first.value)?.toLowerCase() ?? '') : null });
    case 'mode': case 'outputMode': {
      const text = first ? knownText(first.value) : (knownText(keyword(args, 'saveMode')?.value) ?? null);
      return hosted({ ...writer, mode: { text: text?.toLowerCase() ?? 'unknown', span: first?.expression.span ?? at.span } });
    }
    case 'option': {
      const key = argument(args, 'key', 0);
      const value = argument(args, 'value', 1);
      const text = key ? knownText(key.value) : null;
      return text === null || !value ? hosted(writer) : hosted({ ...writer, options: new Map([...writer.options, [text.toLowerCase(), { value: value.value, span: value.span }]]) });
    }
    case 'options': {
      const options = new Map(writer.options);
      for (const k of args.keywords) options.set(k.name.toLowerCase(), { value: k.value, span: k.span });
      // What can't be read may hold any option.
      if (args.open) options.set('**', { value: UNKNOWN, span: at.span });
      return hosted({ ...writer, options });
    }
    case 'partitionBy': case 'partition_by': return hosted({ ...writer, partitioned: at.span });
    case 'bucketBy': case 'sortBy': case 'clusterBy': case 'trigger': case 'queryName': case 'tableProperty': case 'partitionedBy': return hosted(writer);
    case 'foreachBatch': {
      if (first) {
        state.used.add(writer.step);
        callValue(first.value, { positional: [{ value: newFrame('spark', writer.step), expression: first.expression }, { value: unknownValue('batch'), expression: first.expression }], keywords: [], open: false }, at, run);
      }
      return hosted({ ...writer, mode: writer.mode ?? { text: 'batch', span: at.span }, table: null, format: 'foreach' });
    }
    case 'foreach': return hosted({ ...writer, format: 'foreach' });
    case 'saveAsTable': case 'save_as_table': case 'insertInto': case 'toTable': case 'table': case 'insert_into': {
      const given = first ?? (keyword(args, 'name') ? { value: keyword(args, 'name')!.value, expression: at } : undefined);
      const mode = keyword(args, 'mode');
      return given ? finishWrite(state, { ...writer, mode: name === 'insertInto' ? { text: 'append', span: at.span } : mode ? { text: knownText(mode.value) ?? 'unknown', span: mode.span } : writer.mode, table: { value: given.value, span: given.expression.span } }, run, at, null) : NONE;
    }
    case 'jdbc': {
      const table = argument(args, 'table', 1);
      const mode = argument(args, 'mode', 2);
      return table ? finishWrite(state, { ...writer, table, mode: mode ? { text: knownText(mode.value) ?? 'unknown', span: mode.span } : writer.mode }, run, at, null) : NONE;
    }
    case 'append': case 'overwrite': case 'create': case 'createOrReplace': case 'replace': case 'overwritePartitions':
      return writer.table ? finishWrite(state, writer, run, at, null) : hosted(writer);
    case 'save': case 'start': case 'parquet': case 'csv': case 'json': case 'orc': case 'text': case 'avro': case 'delta': case 'xml': {
      const format = name === 'save' || name === 'start' ? (knownText(keyword(args, 'format')?.value)?.toLowerCase() ?? writer.format) : name;
      const options = new Map(writer.options);
      for (const k of args.keywords) options.set(k.name.toLowerCase(), { value: k.value, span: k.span });
      const mode = keyword(args, 'mode') ?? keyword(args, 'outputMode');
      return finishWrite(state, { ...writer, format, options, mode: mode ? { text: knownText(mode.value)?.toLowerCase() ?? 'unknown', span: mode.span } : writer.mode }, run, at, argument(args, 'path', 0) ?? null);
    }
    default: return undefined;
  }
}

export function finishWrite(state: State, writer: Writer, run: Run, at: Expression, path: { readonly value: Value; readonly span: Span } | null): Value {
  const { options, format } = writer;
  const spot = at.kind === 'call' && at.callee.kind === 'attribute' ? at.callee.nameSpan : at.span;
  const option = (name: string) => options.get(name);
  let target = writer.table ?? option('dbtable') ?? path ?? option('path') ?? null;
  let place: Place | null = null;
  const text = target?.value.kind === 'text' ? target.value.text : null;
  if (format === 'kafka' || format === 'pulsar') {
    target = option('topic') ?? option('topics') ?? null;
    place = target?.value.kind === 'text' ? topicPlace(target.value.text, state.naming) : null;
  } else if (format === 'kinesis') {
    target = option('streamname') ?? null;
    place = target?.value.kind === 'text' ? streamPlace('kinesis', target.value.text, state.naming) : null;
  } else if (format === 'snowflake' || format === 'bigquery') {
    target = option('dbtable') ?? option('table') ?? target;
    place = target?.value.kind === 'text' ? tableNamed(target.value.text, true, state.naming) : null;
  } else if (MONGO.test(format ?? '')) {
    target = option('collection') ?? null;
    place = target ? collectionPlace(option('database')?.value, target.value, state.naming) : null;
  } else if (writer.table || option('dbtable')) place = text === null ? null : tableNamed(text, true, state.naming);
  else if (text !== null) place = format === 'iceberg' && !/[/\\]/.test(text) ? tableNamed(text, true, state.naming) : pathPlace(text, state.naming);
  state.used.add(writer.step);
  // The name may be given in another file than that in which the write is started.
  if (place && target) writePlace(state, place, target.value, target.span.end <= state.length ? target.span : at.span, run, writer.step);
  checkWrite(state, writer, place, spot, run);
  return UNKNOWN;
}

/** Formats of MongoDB's connector, whose collections are named by two options. */
export const MONGO = /^(mongodb|mongo|com\.mongodb\.spark\.sql(\.\w+)*)$/;

const UNCHECKED = new Set(['console', 'memory', 'noop', 'foreach', 'rate']);

function checkWrite(state: State, writer: Writer, place: Place | null, spot: Span, run: Run): void {
  const { options, format, mode } = writer;
  if (writer.stream) {
    if (options.has('checkpointlocation') || options.has('**') || UNCHECKED.has(format ?? '') || state.notebook) return;
    tell(state, run, 'stream-without-checkpoint', writer.span.end <= state.length ? writer.span : spot, 'This stream has no checkpointLocation: after a restart it does not know what it has written already', { place: place?.name ?? '' });
    return;
  }
  if (mode === null && format !== 'kafka' && !UNCHECKED.has(format ?? '') && !state.notebook) tell(state, run, 'write-without-mode', spot, 'Without a mode the write fails as soon as its target exists, so the job can\'t run twice; say mode("overwrite") or mode("append")', { at: spot.start });
  if (mode?.text === 'overwrite' && writer.partitioned !== null && !options.has('partitionoverwritemode') && !options.has('replacewhere') && !options.has('**') && !dynamicOverwrite(state)) {
    tell(state, run, 'overwrite-replaces-partitions', mode.span, 'Overwriting a partitioned target deletes all of its partitions, not only those that are written; set partitionOverwriteMode to "dynamic", or replaceWhere, if that is not meant');
  }
}

function dynamicOverwrite(state: State): boolean {
  return /partitionOverwriteMode/i.test(state.text);
}

/** `DeltaTable.forPath(spark, "…")`, `forName`. */
export function deltaTable(state: State, name: string, args: CallArguments): Value | undefined {
  const at = args.positional[1] ?? args.positional[0];
  if (at?.value.kind !== 'text') return UNKNOWN;
  const place = name === 'forPath' ? pathPlace(at.value.text, state.naming) : tableNamed(at.value.text, true, state.naming);
  return place ? hosted({ is: 'delta', place, value: at.value, span: at.expression.span }) : UNKNOWN;
}

/** `DeltaTable.create(spark).tableName(…)`, `.location(…)`: the table is made without rows. */
export function makeDelta(state: State, by: 'tableName' | 'location', args: CallArguments, run: Run): void {
  const at = args.positional[0];
  const place = at?.value.kind !== 'text' ? null : by === 'location' ? pathPlace(at.value.text, state.naming) : tableNamed(at.value.text, true, state.naming);
  if (at && place) writePlace(state, place, at.value, at.expression.span, run, note(state, { kind: 'rows', columns: null, span: at.expression.span }));
}

export function deltaMethod(state: State, table: DeltaTable, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  switch (name) {
    case 'toDF': case 'history': case 'detail': {
      const step = readPlace(state, table.place, table.value, table.span, run);
      return newFrame('spark', step ?? note(state, { kind: 'rows', columns: null, span: at.span }));
    }
    case 'alias': case 'as': return hosted(table);
    case 'merge': return hosted({ is: 'merge', table, source: frameOf(args.positional[0]?.value)?.step ?? null });
    case 'update': case 'delete': case 'updateAll':
      writePlace(state, table.place, table.value, table.span, run, null);
      return NONE;
    default: return UNKNOWN;
  }
}

export function mergeMethod(state: State, merge: Merge, name: string, run: Run): Value {
  if (name !== 'execute') return hosted(merge);
  writePlace(state, merge.table.place, merge.table.value, merge.table.span, run, merge.source);
  return NONE;
}

/** Whether the frames are given in a list. */
export function framesIn(value: Value | undefined): Step[] | null {
  if (!value || !isSequence(value) || value.open) return null;
  const steps = value.items.map(v => frameOf(v)?.step ?? null);
  return steps.every(s => s !== null) ? (steps as Step[]) : null;
}
