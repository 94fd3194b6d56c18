import { argument, type CallArguments, callValue, type Expression, isSequence, keyword, knownText, listValue, NONE, type Run, textValue, truthOf, UNKNOWN, type Value } from '../../syntax/python';
import type { Span } from '../../text/span';
import { asExpr, combined, exprsIn } from './exprs';
import { collectionPlace, pathPlace, streamPlace, tableNamed, topicPlace } from '../shared/codeNames';
import { asMade, type Expr, expr, type Frame, frameOf, type Grouped, hosted, newFrame, objectOf, type Reader, type Session, usesIn } from './objects';
import { columnsOf, type Field, from, kept, type Made, type Named, opened, over, starOf, type Step, type StepInput } from './plan';
import { runSql } from './sql';
import { sqlCondition, sqlExpressions } from './sqlText';
import { here, isSure, note, originOf, readPlace, type State, tell } from './state';
import { typesOf } from './types';
import { MONGO, finishWrite, newWriter } from './sparkWrite';

const SQL = { dialect: 'databricks' as const, schema: null, views: true, flavor: 'sql' as const };

/** Columns that Spark gives for records of a broker. */
const KAFKA: readonly Field[] = ['key', 'value', 'topic', 'partition', 'offset', 'timestamp', 'timestampType'].map((name, i) => ({ name, type: ['binary', 'binary', 'string', 'int', 'bigint', 'timestamp', 'int'][i]!, span: null, fields: null }));

export function sessionMember(name: string, at: Expression): Value | undefined {
  return name === 'read' || name === 'readStream' ? hosted({ is: 'reader', format: null, options: new Map(), schema: null, stream: name === 'readStream', span: at.span }) : undefined;
}

export function sessionMethod(state: State, session: Session, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const first = args.positional[0];
  switch (name) {
    case 'sql': case 'execute_sql': case 'sqlQuery': case 'sql_query': case 'sql_update': {
      const query = argument(args, session.flavor === 'flink' ? 'stmt' : name === 'sql' ? (session.flavor === 'spark' ? 'sqlQuery' : 'query') : 'query', 0);
      if (!query) return UNKNOWN;
      const step = runSql(state, query.value, query.span, run, { ...SQL, dialect: session.flavor === 'flink' ? 'flink' : session.flavor === 'snowpark' ? 'snowflake' : 'databricks', flavor: session.flavor === 'flink' ? 'flink' : 'sql' });
      return newFrame('spark', step ?? unknownRows(state, at, run));
    }
    case 'add_insert_sql': {
      if (first) runSql(state, first.value, first.expression.span, run, { ...SQL, dialect: 'flink', flavor: 'flink' });
      return hosted(session);
    }
    case 'create_statement_set': return hosted(session);
    case 'table': case 'from_path': return first ? tableFrame(state, first.value, first.expression.span, run, false) : UNKNOWN;
    case 'createDataFrame': case 'create_dataframe': case 'from_elements': {
      const known = frameOf(first?.value);
      const given = argument(args, 'schema', 1);
      const fields = given ? typesOf(state, given.value, given.span) : null;
      if (known && !fields) return newFrame('spark', known.step);
      return newFrame('spark', note(state, { kind: 'rows', columns: fields?.map(f => f.name) ?? dictKeys(first?.value), span: here(state, at.span, run) ?? at.span }));
    }
    case 'range': return newFrame('spark', note(state, { kind: 'rows', columns: ['id'], span: here(state, at.span, run) ?? at.span }));
    case 'newSession': case 'cloneSession': case 'getOrCreate': return hosted(session);
    default: return undefined;
  }
}

/** The columns of rows written as a list of dicts. */
function dictKeys(value: Value | undefined): string[] | null {
  if (!value || !isSequence(value) || value.open || value.items.length === 0) return null;
  const names = new Set<string>();
  for (const item of value.items) {
    if (item.kind !== 'dict' || item.open) return null;
    for (const e of item.entries) {
      const name = knownText(e.key);
      if (name === null) return null;
      names.add(name);
    }
  }
  return [...names];
}

function unknownRows(state: State, at: Expression, run: Run): Step {
  return note(state, { kind: 'rows', columns: null, span: here(state, at.span, run) ?? at.span });
}

function tableFrame(state: State, value: Value, at: Span, run: Run, stream: boolean): Value {
  if (value.kind !== 'text') return newFrame('spark', note(state, { kind: 'rows', columns: null, span: here(state, at, run) ?? at }), { stream });
  const view = state.views.get(value.text.toLowerCase().replace(/^global_temp\./, ''));
  if (view) {
    state.used.add(view);
    return newFrame('spark', view, { stream });
  }
  const place = tableNamed(value.text, false, state.naming);
  const step = place ? readPlace(state, place, value, at, run) : null;
  return newFrame('spark', step ?? note(state, { kind: 'rows', columns: null, span: here(state, at, run) ?? at }), { stream });
}

export function readerMethod(state: State, reader: Reader, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const first = args.positional[0];
  switch (name) {
    case 'format': return hosted({ ...reader, format: first ? (knownText(first.value)?.toLowerCase() ?? '') : null });
    case 'option': {
      const key = argument(args, 'key', 0);
      const value = argument(args, 'value', 1);
      const text = key ? knownText(key.value) : null;
      return text === null || !value ? hosted(reader) : hosted({ ...reader, options: new Map([...reader.options, [text.toLowerCase(), { value: value.value, span: value.span }]]) });
    }
    case 'options': {
      const options = new Map(reader.options);
      for (const k of args.keywords) options.set(k.name.toLowerCase(), { value: k.value, span: k.span });
      return hosted({ ...reader, options });
    }
    case 'schema': return hosted({ ...reader, schema: first ? (typesOf(state, first.value, first.expression.span) ?? []) : null });
    case 'table': return first ? tableFrame(state, first.value, first.expression.span, run, reader.stream) : UNKNOWN;
    case 'jdbc': {
      const table = argument(args, 'table', 1);
      return table ? jdbcFrame(state, table.value, table.span, run, at) : UNKNOWN;
    }
    case 'load': case 'csv': case 'json': case 'parquet': case 'orc': case 'text': case 'avro': case 'delta': case 'xml': case 'textFile': {
      const format = name === 'load' ? (knownText(keyword(args, 'format')?.value)?.toLowerCase() ?? reader.format) : name;
      const options = new Map(reader.options);
      for (const k of args.keywords) options.set(k.name.toLowerCase(), { value: k.value, span: k.span });
      const given = keyword(args, 'schema');
      const schema = given ? (typesOf(state, given.value, given.span) ?? []) : reader.schema;
      return load(state, { ...reader, format, options, schema }, argument(args, name === 'load' || name === 'csv' || name === 'json' ? 'path' : 'paths', 0), at, run);
    }
    default: return undefined;
  }
}

function jdbcFrame(state: State, table: Value, at: Span, run: Run, whole: Expression): Value {
  if (table.kind !== 'text') return newFrame('spark', unknownRows(state, whole, run));
  const inner = /^\s*\(\s*([\s\S]+)\)\s*(?:as\s+)?\w*\s*$/i.exec(table.text)?.[1];
  const step = inner !== undefined ? runSql(state, textValue(inner, table.known), at, run, { ...SQL, dialect: null, views: false }) : null;
  if (inner !== undefined) return newFrame('spark', step ?? unknownRows(state, whole, run));
  const place = tableNamed(table.text, false, state.naming);
  return newFrame('spark', (place ? readPlace(state, place, table, at, run) : null) ?? unknownRows(state, whole, run));
}

function load(state: State, reader: Reader, path: { readonly value: Value; readonly span: Span } | undefined, at: Expression, run: Run): Value {
  const { format, options } = reader;
  const option = (name: string) => options.get(name);
  const fields = reader.schema && reader.schema.length > 0 ? reader.schema : null;
  if (format === 'csv' || format === 'json') noteSchema(state, reader, at, run);
  if (format === 'kafka' || format === 'eventhubs' || format === 'pulsar' || format === 'kinesis') {
    const topics = option('subscribe') ?? option('subscribepattern') ?? option('topic') ?? option('topics') ?? option('eventhubs.name') ?? option('streamname') ?? option('assign');
    const steps = topics?.value.kind === 'text' ? topics.value.text.split(',').flatMap(t => {
      const place = format === 'kinesis' ? streamPlace('kinesis', t, state.naming) : topicPlace(t, state.naming);
      const value = t === (topics.value.kind === 'text' ? topics.value.text : '') ? topics.value : textValue(t);
      const step = place ? readPlace(state, place, value, topics.span, run, { columns: format === 'kafka' ? KAFKA : null, envelope: true }) : null;
      return step ? [step] : [];
    }) : [];
    const [one] = steps;
    return newFrame('spark', one && steps.length === 1 ? one : steps.length > 1 ? note(state, { kind: 'union', inputs: steps, byName: false, open: false, span: at.span }) : note(state, { kind: 'rows', columns: format === 'kafka' ? KAFKA.map(f => f.name) : null, span: here(state, at.span, run) ?? at.span }), { stream: reader.stream });
  }
  const collection = MONGO.test(format ?? '') ? option('collection') : undefined;
  const collected = collection ? collectionPlace(option('database')?.value, collection.value, state.naming) : null;
  if (collection && collected) return newFrame('spark', readPlace(state, collected, collection.value, collection.span, run, { columns: fields }) ?? unknownRows(state, at, run), { stream: reader.stream });
  const table = option('dbtable') ?? option('sfdatabase.table') ?? (format === 'bigquery' || format === 'iceberg' || format === 'org.apache.spark.sql.cassandra' || format === 'snowflake' ? (option('table') ?? (format === 'bigquery' || format === 'iceberg' ? path : undefined)) : undefined);
  const query = option('query');
  if (query?.value.kind === 'text') return newFrame('spark', runSql(state, query.value, query.span, run, { ...SQL, dialect: null, views: false }) ?? unknownRows(state, at, run), { stream: reader.stream });
  if (table) return jdbcFrame(state, table.value, table.span, run, at);
  const given = path ?? option('path');
  const list = given === undefined ? [] : isSequence(given.value) ? given.value.items : [given.value];
  const steps = list.flatMap(v => {
    const place = v.kind !== 'text' ? null : format === 'iceberg' && !/[/\\]/.test(v.text) ? tableNamed(v.text, false, state.naming) : pathPlace(v.text, state.naming);
    const headed = format === 'csv' ? truthOf(option('header')?.value ?? NONE) === true || knownText(option('header')?.value) === 'true' : format !== 'text';
    const step = place && given ? readPlace(state, place, v, given.span, run, { columns: fields ?? (format === 'text' ? [{ name: 'value', type: 'string', span: null, fields: null }] : null), envelope: fields !== null && format === 'csv' && !headed, plain: headed && format !== 'binaryfile' && !options.has('basepath') }) : null;
    return step ? [step] : [];
  });
  const [one] = steps;
  const whole: Step = one && steps.length === 1 ? one : steps.length > 1 ? note(state, { kind: 'union', inputs: steps, byName: false, open: false, span: here(state, at.span, run) ?? at.span }) : note(state, { kind: 'rows', columns: fields?.map(f => f.name) ?? null, span: here(state, at.span, run) ?? at.span });
  return newFrame('spark', whole, { stream: reader.stream });
}

function noteSchema(state: State, reader: Reader, at: Expression, run: Run): void {
  if (reader.schema !== null || at.kind !== 'call' || state.notebook) return;
  const infer = reader.options.get('inferschema');
  const inferred = infer !== undefined && (truthOf(infer.value) === true && knownText(infer.value)?.toLowerCase() !== 'false');
  if (!inferred && reader.format === 'csv') return;
  const span = inferred && infer ? infer.span : at.callee.kind === 'attribute' ? at.callee.nameSpan : at.span;
  tell(state, run, 'read-without-schema', span, inferred ? 'The types are guessed: Spark reads the data once more for it, and another file may give other types; say the schema' : 'Without a schema Spark reads all of the data once to find one, and another file may give another; say the schema');
}

/** Methods that give the same columns. */
const SAME = new Set([
  'distinct', 'dropDuplicates', 'drop_duplicates', 'dropDuplicatesWithinWatermark', 'limit', 'sample', 'sampleBy', 'repartition', 'repartitionByRange', 'coalesce', 'cache', 'persist', 'unpersist', 'checkpoint', 'localCheckpoint', 'hint', 'withWatermark', 'fillna', 'dropna', 'replace', 'sortWithinPartitions', 'offset', 'observe', 'cache_result',
  'fill', 'drop_nulls', 'tail', 'toLocalIterator',
]);

/** Names of the methods and properties of a Spark frame that are no columns. */
export const SPARK_MEMBERS = new Set([
  ...SAME, 'select', 'selectExpr', 'withColumn', 'withColumns', 'withColumnRenamed', 'withColumnsRenamed', 'drop', 'filter', 'where', 'groupBy', 'groupby', 'agg', 'join', 'crossJoin', 'union', 'unionAll', 'unionByName', 'intersect', 'intersectAll', 'subtract', 'exceptAll', 'orderBy', 'sort', 'alias', 'toDF', 'collect', 'show', 'count', 'first', 'head', 'take',
  'toPandas', 'rdd', 'columns', 'schema', 'dtypes', 'write', 'writeStream', 'writeTo', 'na', 'stat', 'transform', 'createOrReplaceTempView', 'createTempView', 'registerTempTable', 'createGlobalTempView', 'createOrReplaceGlobalTempView', 'printSchema', 'explain', 'isEmpty', 'foreach', 'foreachPartition', 'describe', 'summary', 'rollup', 'cube', 'to', 'colRegex',
]);

export function sparkMember(state: State, frame: Frame, name: string, at: Expression, run: Run): Value | undefined {
  switch (name) {
    case 'write': case 'writeStream': return newWriter(frame.step, name === 'writeStream', at.kind === 'attribute' ? at.nameSpan : at.span);
    case 'na': case 'stat': return hosted(frame);
    case 'columns': {
      const list = columnsOf(frame.step);
      return list ? listValue(list.map(c => textValue(c.name))) : listValue([], true);
    }
    case 'rdd': {
      tell(state, run, 'dataframe-to-rdd', at.kind === 'attribute' ? at.nameSpan : at.span, 'Behind .rdd Spark neither plans nor optimises: every row becomes a Python object; keep to the data frame');
      return newFrame('spark', note(state, opened([frame.step], here(state, at.span, run) ?? at.span)));
    }
    default: return undefined;
  }
}

export function sparkMethod(state: State, frame: Frame, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const place = here(state, at.span, run) ?? at.span;
  const spot = at.kind === 'call' && at.callee.kind === 'attribute' ? at.callee.nameSpan : at.span;
  const { step } = frame;
  const next = (made: Step): Value => newFrame('spark', note(state, made), { stream: frame.stream });
  const first = args.positional[0];
  if (SAME.has(name)) {
    if (name === 'repartition' || name === 'coalesce') singlePartition(state, args, spot, run);
    if ((name === 'cache' || name === 'persist') && !state.notebook && !/\.(unpersist|clearCache)\s*\(/.test(state.text)) tell(state, run, 'cache-without-unpersist', spot, 'Nothing in this file lets go of what is kept here: call unpersist() when it is no longer needed');
    return newFrame('spark', step, { stream: frame.stream });
  }
  switch (name) {
    case 'select': return next(over(step, place, exprsIn(state, 'spark', args, run, step).map(e => asMade(e)), [], { open: args.open }));
    case 'selectExpr': return next(over(step, place, args.positional.flatMap(p => (p.value.kind === 'text' ? sqlExpressions(state, p.value, p.expression.span, run).map(e => asMade(e)) : [asMade(expr('spark', place, { opaque: true }))])), [], { open: args.open }));
    case 'withColumn': case 'with_column': {
      const value = argument(args, 'col', 1);
      const label = argument(args, 'colName', 0);
      if (label?.value.kind !== 'text') return next(opened([step], place));
      if (run.loops > 0 && run.frames.every(f => (f.call?.end ?? 0) <= state.length)) tell(state, run, 'column-added-in-loop', spot, 'Every withColumn wraps the plan once more, so a loop of them takes Spark minutes to plan; make the columns in one withColumns or select');
      return next(withColumn(state, step, label.value, label.span, asExpr(state, 'spark', value?.value, value?.span ?? at.span, run, step), place, run));
    }
    case 'withColumns': {
      const dict = first?.value ?? keyword(args, 'colsMap')?.value;
      if (dict?.kind !== 'dict') return next(opened([step], place));
      let out: Step = step;
      for (const e of dict.entries) if (e.key.kind === 'text') out = note(state, withColumn(state, out, e.key, e.keySpan ?? at.span, asExpr(state, 'spark', e.value, e.span ?? at.span, run, step), place, run));
      return newFrame('spark', dict.open ? note(state, opened([out], place)) : out, { stream: frame.stream });
    }
    case 'withColumnRenamed': case 'with_column_renamed': {
      const [old, to] = [knownText(first?.value), knownText(args.positional[1]?.value)];
      return next(old !== null && to !== null ? over(step, place, [starOf(place, { rename: [{ from: old, to }] })]) : opened([step], place));
    }
    case 'withColumnsRenamed': return next(renamedBy(step, first?.value, place));
    case 'toDF': {
      const names = args.positional.length === 1 && first && isSequence(first.value) ? first.value.items.map(knownText) : args.positional.map(p => knownText(p.value));
      const before = columnsOf(step);
      if (args.open || names.length === 0 || names.some(n => n === null)) return args.positional.length === 0 ? hosted(frame) : next(opened([step], place));
      return next(before?.length === names.length ? over(step, place, names.map((n, i): Made => ({ ...kept(before[i]!.name, place, false), name: n }))) : over(opened([step], place), place, names.map((n): Made => ({ ...starOf(place), star: null, name: n }))));
    }
    case 'drop': {
      const except = args.positional.flatMap(p => {
        const text = knownText(p.value);
        const object = objectOf(p.value);
        const dropped = text ?? (object?.is === 'expr' ? object.name : null);
        return dropped === null ? [] : [{ name: dropped, span: p.value.kind === 'text' ? (originOf(state, p.value) ?? place) : place }];
      });
      const whole = except.length === args.positional.length && !args.open && !args.positional.some(p => objectOf(p.value)?.is === 'expr' && step.kind === 'select' && step.inputs.length > 1);
      return next(whole ? over(step, place, [starOf(place, { except })]) : over(step, place, [starOf(place, { except })], [], { open: true }));
    }
    case 'filter': case 'where': {
      const given = first ?? (keyword(args, 'condition') ? { value: keyword(args, 'condition')!.value } : undefined);
      const uses = given?.value.kind === 'text' ? sqlCondition(state, given.value, run) : usesIn(given?.value).map(u => ({ ...u, kind: 'filter' as const }));
      return next(over(step, place, [starOf(place)], uses, { through: true }));
    }
    case 'orderBy': case 'sort': return next(over(step, place, [starOf(place)], exprsIn(state, 'spark', args, run, step).flatMap(e => e.uses.map(u => ({ ...u, kind: 'sort' as const }))), { through: true }));
    case 'groupBy': case 'groupby': case 'group_by': case 'rollup': case 'cube': {
      const keys = exprsIn(state, 'spark', args, run, step);
      return hosted({ is: 'grouped', frame, keys: keys.map(e => asMade(e)), open: args.open || keys.some(k => k.name === null), columns: null, one: false, asIndex: false, pivoted: false });
    }
    case 'agg': return aggregate(state, { is: 'grouped', frame, keys: [], open: false, columns: null, one: false, asIndex: false, pivoted: false }, args, at, run);
    case 'join': case 'crossJoin': case 'cross_join': return joined(state, frame, name, args, run, place, spot);
    case 'union': case 'unionAll': case 'unionByName': case 'intersect': case 'intersectAll': case 'subtract': case 'exceptAll': case 'union_all': {
      const other = frameOf(first?.value ?? keyword(args, 'other')?.value);
      if (name === 'intersect' || name === 'intersectAll' || name === 'subtract' || name === 'exceptAll') return other ? next({ kind: 'select', inputs: [from(step), { step: other.step, join: 'semi', using: [] }], outputs: [starOf(place)], indirect: [], span: place, open: false, through: false }) : hosted(frame);
      return next({ kind: 'union', inputs: other ? [step, other.step] : [step], byName: name === 'unionByName', open: other === null && name === 'unionByName', span: place });
    }
    case 'alias': {
      const text = knownText(first?.value);
      const made = note(state, over(step, place, [starOf(place)]));
      if (text !== null) state.aliases.set(text, made);
      return newFrame('spark', made, { stream: frame.stream });
    }
    case 'transform': {
      if (!first) return hosted(frame);
      const given = callValue(first.value, { positional: [{ value: hosted(frame), expression: first.expression }, ...args.positional.slice(1)], keywords: args.keywords, open: args.open }, at, run);
      return frameOf(given) ? given : next(opened([step], place));
    }
    case 'createOrReplaceTempView': case 'createTempView': case 'registerTempTable': case 'createGlobalTempView': case 'createOrReplaceGlobalTempView': case 'create_or_replace_temp_view': case 'create_temp_view': {
      const text = knownText(first?.value);
      if (text !== null) {
        state.views.set(text.toLowerCase(), step);
        state.used.add(step);
      }
      if (name === 'registerTempTable') tell(state, run, 'legacy-temp-table', spot, 'registerTempTable is deprecated since Spark 2.0: use createOrReplaceTempView', { fix: 'createOrReplaceTempView' });
      return NONE;
    }
    case 'toPandas': case 'to_pandas': case 'pandas_api': case 'toArrow':
      if (name === 'toPandas' && !state.notebook) tell(state, run, 'collect-to-driver', spot, 'toPandas() brings every row to the driver, whose memory must hold them all; aggregate or limit first, or write from Spark');
      return newFrame('pandas', step);
    case 'collect': case 'take': case 'first': case 'head': case 'collectAsList':
      if (name === 'collect' && !state.notebook && !small(step)) tell(state, run, 'collect-to-driver', spot, 'collect() brings every row to the driver, whose memory must hold them all; aggregate or limit first, or write from Spark');
      return UNKNOWN;
    case 'count': return hosted({ is: 'rows', span: at.span, receiver: at.kind === 'call' && at.callee.kind === 'attribute' ? at.callee.value.span : at.span });
    case 'show': case 'display':
      if (!state.notebook) tell(state, run, 'show-in-job', spot, 'show() runs the whole plan once more, to print rows that nobody reads in a job; leave it out or log what matters');
      return NONE;
    case 'writeTo': {
      const table = first ? { value: first.value, span: first.expression.span } : null;
      return hosted({ is: 'writer', step, format: null, mode: { text: 'writeTo', span: spot }, options: new Map(), partitioned: null, stream: false, span: spot, table });
    }
    case 'execute_insert': case 'insert_into': case 'executeInsert': return first ? finishWrite(state, { is: 'writer', step, format: null, mode: { text: 'append', span: spot }, options: new Map(), partitioned: null, stream: false, span: spot, table: { value: first.value, span: first.expression.span } }, run, at, null) : NONE;
    case 'foreach': case 'foreachPartition': case 'printSchema': case 'explain': case 'isEmpty': return UNKNOWN;
    default: return SPARK_MEMBERS.has(name) || /^[a-z]+([A-Z]\w*)?$/.test(name) ? next(opened([step, ...[...args.positional.map(p => p.value), ...args.keywords.map(k => k.value)].flatMap(v => frameOf(v)?.step ?? [])], place)) : undefined;
  }
}

/** Whether a frame surely has few rows. */
function small(step: Step): boolean {
  return step.kind === 'select' && step.inputs.length === 1 && step.outputs.length > 0 && step.outputs.every(o => o.kind === 'aggregation');
}

function singlePartition(state: State, args: CallArguments, spot: Span, run: Run): void {
  const n = args.positional[0]?.value;
  if (args.positional.length === 1 && n?.kind === 'constant' && n.value === 1 && !state.notebook) tell(state, run, 'single-partition-write', spot, 'One partition means one task and one file: a single executor does all of the work; let the writer compact instead');
}

/** A step with one more column, or with another in the place of one of that name. */
export function withColumn(state: State, step: Step, label: Extract<Value, { kind: 'text' }>, at: Span, value: Expr, place: Span, run: Run): Step {
  if (!label.known) return opened([step], place);
  const span = originOf(state, label) ?? here(state, at, run) ?? place;
  const made = { ...asMade(value, label.text, span), star: null };
  const before = columnsOf(step);
  const exists = before?.some(c => c.name === label.text) ?? false;
  if (exists) return over(step, place, [starOf(place, { replace: [made] })]);
  return over(step, place, [starOf(place, before ? {} : { except: [{ name: label.text, span: place }] }), made]);
}

export function renamedBy(step: Step, map: Value | undefined, place: Span): Step {
  if (map?.kind !== 'dict' || map.open) return opened([step], place);
  const rename: { from: string; to: string }[] = [];
  for (const e of map.entries) {
    const [old, to] = [knownText(e.key), knownText(e.value)];
    if (old === null || to === null) return opened([step], place);
    rename.push({ from: old, to });
  }
  return over(step, place, [starOf(place, { rename })]);
}

const JOINS: { readonly [how: string]: StepInput['join'] } = {
  inner: 'inner', left: 'left', leftouter: 'left', left_outer: 'left', right: 'right', rightouter: 'right', right_outer: 'right', outer: 'full', full: 'full', fullouter: 'full', full_outer: 'full', cross: 'cross', semi: 'semi', leftsemi: 'semi', left_semi: 'semi', anti: 'anti', leftanti: 'anti', left_anti: 'anti', asof: 'left',
};

export function joinKind(how: Value | undefined): StepInput['join'] {
  return JOINS[knownText(how)?.toLowerCase() ?? 'inner'] ?? 'inner';
}

/** Columns named for a join: `"id"`, `["a", "b"]`; null if they are not names. */
export function joinNames(state: State, on: { readonly value: Value; readonly span: Span } | undefined): { name: string; span: Span; written: boolean }[] | null {
  if (!on) return null;
  const list = isSequence(on.value) ? on.value.items : [on.value];
  const out: { name: string; span: Span; written: boolean }[] = [];
  for (const v of list) {
    const text = knownText(v);
    if (text === null || v.kind !== 'text') return null;
    const origin = originOf(state, v);
    out.push({ name: text, span: origin ?? on.span, written: origin !== null });
  }
  return out;
}

/** What a join looks at on both sides: columns that must be there. */
export function keyUses(names: readonly { readonly name: string; readonly span: Span; readonly written: boolean }[], sides: readonly Step[], run: Run): Named[] {
  return names.flatMap(n => sides.map((of): Named => ({ column: n.name, span: n.span, kind: 'join', of, sure: n.written && isSure(run) })));
}

function joined(state: State, frame: Frame, name: string, args: CallArguments, run: Run, place: Span, spot: Span): Value {
  const other = frameOf(args.positional[0]?.value ?? keyword(args, 'other')?.value ?? keyword(args, 'right')?.value);
  if (!other) return newFrame('spark', note(state, over(frame.step, place, [starOf(place)], [], { open: true })));
  const on = argument(args, 'on', 1);
  const how = argument(args, 'how', 2) ?? keyword(args, 'join_type');
  const kind = name === 'crossJoin' || name === 'cross_join' ? 'cross' : how && how.value.kind !== 'text' ? 'full' : joinKind(how?.value);
  if (name === 'join' && !on && !args.open && kind !== 'cross') tell(state, run, 'join-without-condition', spot, 'A join without a condition pairs every row with every row; say on what to join, or use crossJoin');
  const names = on ? joinNames(state, on) : null;
  const using = kind === 'semi' || kind === 'anti' ? [] : (names ?? []);
  // A join of a frame with itself has two inputs of one step: each needs its own.
  const right = other.step === frame.step ? note(state, over(other.step, place, [starOf(place)])) : other.step;
  const indirect = names ? keyUses(names, [frame.step, right], run) : usesIn(on?.value).map((u): Named => ({ ...u, kind: 'join' }));
  return newFrame('spark', note(state, { kind: 'select', inputs: [from(frame.step), { step: right, join: kind, using: using.map(u => ({ name: u.name, span: u.span })) }], outputs: [starOf(place)], indirect, span: place, open: false, through: false }), { stream: frame.stream || other.stream });
}

const SUMMARIES: { readonly [name: string]: string } = { sum: 'sum', avg: 'avg', mean: 'avg', max: 'max', min: 'min' };

export function groupedMethod(state: State, grouped: Grouped, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const place = here(state, at.span, run) ?? at.span;
  const { frame, keys } = grouped;
  switch (name) {
    case 'agg': return aggregate(state, grouped, args, at, run);
    case 'count': return newFrame('spark', note(state, over(frame.step, place, [...keys, { ...asMade(expr('spark', place, { kind: 'aggregation', type: 'bigint' }), 'count', null) }], groupUses(keys), { open: grouped.open || grouped.pivoted })), { stream: frame.stream });
    case 'sum': case 'avg': case 'mean': case 'max': case 'min': {
      const columns = exprsIn(state, 'spark', args, run, frame.step);
      const outputs = columns.map(e => ({ ...asMade(combined('spark', e.span, e.uses, { kind: 'aggregation' }), e.name === null ? null : `${SUMMARIES[name]}(${e.name})`, null) }));
      return newFrame('spark', note(state, over(frame.step, place, [...keys, ...outputs], groupUses(keys), { open: grouped.open || columns.length === 0 || grouped.pivoted })), { stream: frame.stream });
    }
    case 'pivot': return hosted({ ...grouped, pivoted: true });
    case 'cogroup': return hosted(grouped);
    default: return newFrame('spark', note(state, opened([frame.step], place)), { stream: frame.stream });
  }
}

export function groupUses(keys: readonly Made[]): Named[] {
  return keys.flatMap(k => k.uses.map((u): Named => ({ ...u, kind: 'group_by', sure: false })));
}

function aggregate(state: State, grouped: Grouped, args: CallArguments, at: Expression, run: Run): Value {
  const place = here(state, at.span, run) ?? at.span;
  const { frame, keys } = grouped;
  const first = args.positional[0]?.value;
  let outputs: Made[];
  let open = grouped.open || grouped.pivoted || args.open;
  if (first?.kind === 'dict') {
    open ||= first.open;
    outputs = first.entries.map((e): Made => {
      const [column, f] = [knownText(e.key), knownText(e.value)];
      const span = (e.key.kind === 'text' ? originOf(state, e.key) : null) ?? place;
      return { ...asMade(expr('spark', span, { kind: 'aggregation', uses: column === null || column === '*' ? [] : [{ column, span, kind: 'aggregation', of: null, sure: isSure(run) && e.key.kind === 'text' && e.key.origin !== null }] }), column === null || f === null ? null : column === '*' ? `${f}(1)` : `${SUMMARIES[f] ?? f}(${column})`, null) };
    });
  } else {
    const list = exprsIn(state, 'spark', args, run, frame.step);
    outputs = list.map(e => asMade(e));
    for (const k of args.keywords) outputs.push(asMade(asExpr(state, 'spark', k.value, k.span, run, frame.step), k.name, k.nameSpan));
  }
  return newFrame('spark', note(state, over(frame.step, place, [...keys, ...outputs], groupUses(keys), { open })), { stream: frame.stream });
}

/** `df["x"]`, `df[["a", "b"]]`, `df[condition]`. */
export function sparkIndex(state: State, frame: Frame, index: Value | null, at: Expression, run: Run): Value {
  const object = objectOf(index ?? undefined);
  const place = here(state, at.span, run) ?? at.span;
  if (object?.is === 'expr') return newFrame('spark', note(state, over(frame.step, place, [starOf(place)], object.uses.map(u => ({ ...u, kind: 'filter' as const })), { through: true })), { stream: frame.stream });
  if (index?.kind === 'text') {
    const span = originOf(state, index) ?? at.span;
    return hosted(expr('spark', span, index.known ? { name: index.text.slice(index.text.lastIndexOf('.') + 1), kind: index.text.includes('.') ? 'transformation' : 'identity', uses: [{ column: index.text.split('.')[0]!, span, kind: index.text.includes('.') ? 'transformation' : 'identity', of: frame.step, sure: isSure(run) && !index.text.includes('.') && index.origin !== null }] } : { opaque: true }));
  }
  if (index && isSequence(index)) return newFrame('spark', note(state, over(frame.step, place, index.items.map(v => asMade(asExpr(state, 'spark', v, at.span, run, frame.step))), [], { open: index.open })), { stream: frame.stream });
  return hosted(expr('spark', at.span, { opaque: true }));
}

/** The number of rows compared with nought. */
export function comparedCount(state: State, left: Value, right: Value, operator: string, span: Span, run: Run): Value | undefined {
  const [l, r] = [objectOf(left), objectOf(right)];
  const rows = l?.is === 'rows' ? l : r?.is === 'rows' ? r : null;
  if (!rows) return undefined;
  const other = l?.is === 'rows' ? right : left;
  const zero = other.kind === 'constant' && other.value === 0;
  if (zero && l?.is === 'rows' && (operator === '==' || operator === '>' || operator === '!=')) {
    const receiver = rows.receiver.end <= state.length ? state.text.slice(rows.receiver.start, rows.receiver.end) : null;
    tell(state, run, 'count-compared-with-zero', span, 'count() reads every row to learn whether there is one; isEmpty() stops at the first', receiver === null || receiver.includes('\n') ? {} : { fix: `${operator === '==' ? '' : 'not '}${receiver}.isEmpty()` });
  }
  return UNKNOWN;
}
