import {
  argument, type CallArguments, type ClassValue, type Decorator, type Expression, type FunctionDefinition, type Host, keyword, knownText, listValue, type MappingValue, type Run, textValue, UNKNOWN, unknownValue, type Value, alternatives,
} from '../../syntax/python';
import type { Span } from '../../text/span';
import { clientMethod, makeClient, readByAgent } from './clients';
import { duckdbFunction, engineMethod, makeConnection, writePandas } from './databases';
import { exprMethod, operated, sparkFunction } from './exprs';
import { readFunction } from './io';
import { bindStars } from './stars';
import { expr, type FramesObject, type Frame, frameOf, hosted, isObject, newFrame, objectOf, usesIn } from './objects';
import { fetchUrl, runOperator } from './operators';
import { located, pandasAssign, pandasFunction, pandasGroupIndex, pandasGroupMethod, pandasIndex, pandasMember, pandasMethod, setColumns } from './pandas';
import { type Named, opened, type Step } from './plan';
import { polarsGroupMethod, polarsIndex, polarsMember, polarsMethod, polarsTop } from './polars';
import { comparedCount, groupedMethod, readerMethod, sessionMember, sessionMethod, SPARK_MEMBERS, sparkIndex, sparkMember, sparkMethod } from './spark';
import { deltaMethod, deltaTable, makeDelta, mergeMethod, writerMethod } from './sparkWrite';
import { fileText } from './sql';
import { jobOf, note, readPlace, type State, tell, writePlace } from './state';
import { makeType, typeMethod } from './types';
import { tableNamed, topicPlace } from '../shared/codeNames';
import { bindImports, moduleMember } from '../shared/pythonImports';

/** Decorators that make a function a job of its own. */
const TASKS = /^(airflow\.(sdk|decorators)\.(task|asset)(\.\w+)*|prefect\.(task|flow)|dagster\.(asset|op|multi_asset|graph_asset|job)|kedro\..*|luigi\..*|pyspark\.pipelines\.\w+|dlt\.(table|view|resource|source|expect\w*|append_flow)|modal\..*|functions_framework\.\w+|celery\..*\.task)$/;

/** Decorators of Spark's and Databricks' declarative pipelines: the function's result is the table of its name. */
const PIPELINE = /^(dlt\.(table|view|create_table|append_flow)|pyspark\.pipelines\.(table|materialized_view|temporary_view|append_flow))$/;

/** Calls by which a pipeline brings the changes of one table into another. */
const CHANGES = /^(dlt|pyspark\.pipelines)\.(apply_changes|apply_changes_from_snapshot|create_auto_cdc_flow|create_auto_cdc_from_snapshot_flow)$/;

const LIBRARIES: { readonly [module: string]: 'pandas' | 'dask' | 'polars' } = { pandas: 'pandas', 'dask.dataframe': 'dask', 'dask.bag': 'dask', polars: 'polars', 'modin.pandas': 'pandas', cudf: 'pandas', geopandas: 'pandas', 'pyspark.pandas': 'pandas', fireducks: 'pandas', 'snowflake.snowpark.modin.pandas': 'pandas', awswrangler: 'pandas' };

export function framesHost(state: State): Host {
  const host: Host = {
    call: (path, args, at, run) => call(state, path, args, at, run),
    construct: (of, args, at, run) => runOperator(state, of, args, at, run),
    constant: path => moduleMember(state.imports, path) ?? constant(path),
    callObject: (object, args, at, run) => (isObject(object) ? callObject(state, object, args, at, run) : undefined),
    member: (object, name, at, run) => (isObject(object) ? member(state, object, name, at, run) : undefined),
    method: (value, name, args, at, run) => method(state, value, name, args, at, run),
    index: (object, index, at, run) => (isObject(object) ? indexOf(state, object, index, at, run) : undefined),
    operate: (left, right, at, run) => comparedCount(state, left, right, at.operator, at.span, run) ?? operated(left, right, at),
    decorate: (decorator, target, definition, at, run) => decorate(state, decorator, target, definition, at, run),
    imported: (s, run, scope) => {
      bindStars(s, scope, constant);
      bindImports(state.imports, s, run, scope);
    },
    entered: f => void state.entered.add(f.definition),
    united: values => united(state, values),
    assigned: (name, value) => {
      const frame = frameOf(value);
      if (frame) state.variables.set(name.toLowerCase(), frame.step);
    },
    assign: (object, index, value, at, run) => assign(state, object as FramesObject, index, value, at, run),
    assignMember: (object, name, value, at, run) => {
      const frame = isObject(object) && object.is === 'frame' ? object : null;
      if (frame && frame.library !== 'spark' && name === 'columns') setColumns(state, frame, value, at, run);
    },
    called: (callee, args) => mayChange(state, callee, args),
    enter: value => (value.kind === 'made' && value.path === 'builtins.open' ? value : value.kind === 'text' ? value : undefined),
  };
  return host;
}

function constant(path: string): Value | undefined {
  if (/^(pyspark\.sql|databricks\.sdk\.runtime|databricks\.connect)\.(runtime\.)?spark$/.test(path) || path === 'databricks.sdk.runtime.spark') return hosted({ is: 'session', flavor: 'spark' });
  return undefined;
}

function call(state: State, path: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const dot = path.lastIndexOf('.');
  const [module, name] = [path.slice(0, dot), path.slice(dot + 1)];
  if (path === 'os.environ.get' || path === 'os.getenv' || path === 'decouple.config' || path === 'environ.get') return environment(state, args);
  if (/^(dlt|pyspark\.pipelines)\.(read|read_stream|readStream)$/.test(path)) return sessionMethod(state, { is: 'session', flavor: 'spark' }, 'table', args, at, run);
  if (CHANGES.test(path)) return applyChanges(state, args, run);
  if (path.startsWith('pyspark.') || path.startsWith('pyspark_') || path.startsWith('databricks.') || path.startsWith('awsglue.')) return sparkCall(state, module, name, path, args, at, run);
  if (path.startsWith('snowflake.snowpark')) {
    if (/\.Session(\.builder)?(\.\w+)?$/.test(path) || path.endsWith('get_active_session')) return hosted({ is: 'session', flavor: 'snowpark' });
    if (module === 'snowflake.snowpark.functions') return sparkFunction(state, name, args, at, run);
    if (module === 'snowflake.snowpark.types') return makeType(state, name, args, at);
  }
  if (/^pyflink\.table(\.\w+)*\.(StreamTableEnvironment|TableEnvironment|BatchTableEnvironment)\.create$/.test(path)) return hosted({ is: 'session', flavor: 'flink' });
  if (/^pyflink\.datastream\.connectors(\.kafka)?\.(FlinkKafkaConsumer|FlinkKafkaProducer)$/.test(path)) return flinkTopic(state, name, args, at, run);
  if (/^(delta|delta\.tables)\.DeltaTable\.(forPath|forName|convertToDelta)$/.test(path)) return deltaTable(state, name, args);
  if (path === 'deltalake.DeltaTable' && args.positional[0]) return deltaTable(state, 'forPath', args);
  if (path === 'deltalake.write_deltalake' || path === 'deltalake.writer.write_deltalake') return readLike(state, args, run);
  const library = LIBRARIES[module];
  if (library) {
    const read = readFunction(state, library, name, args, at, run);
    if (read) return read;
    if (library === 'polars' && (name === 'sql' || name === 'SQLContext')) return polarsSql(state, name, args, at, run);
    if (name === 'ExcelWriter') return args.positional[0]?.value;
    const made = library === 'polars' ? polarsTop(state, name, args, at, run) : pandasFunction(state, library, name, args, at, run);
    if (made) return made;
  }
  if (module === 'numpy' && (name === 'where' || name === 'select')) return pandasFunction(state, 'pandas', name, args, at, run);
  if (module === 'duckdb') {
    const read = readFunction(state, 'duckdb', name, args, at, run) ?? duckdbFunction(state, name, args, at, run);
    if (read) return read;
  }
  if (path === 'snowflake.connector.pandas_tools.write_pandas') {
    writePandas(state, args, run);
    return listValue([UNKNOWN, UNKNOWN, UNKNOWN], true, 'tuple');
  }
  if (/^awswrangler\.(s3|athena|redshift)\./.test(path)) return wrangler(state, path, args, at, run);
  if (path === 'dataclasses.asdict' || path === 'builtins.vars') return fieldsOf(args.positional[0]?.value);
  if (path === 'psycopg2.extras.execute_values' || path === 'psycopg2.extras.execute_batch') {
    const engine = objectOf(args.positional[0]?.value);
    return engine?.is === 'engine' ? engineMethod(state, engine, 'execute_values', { ...args, positional: args.positional.slice(1) }, at, run) : undefined;
  }
  fetchUrl(state, path, args, at, run);
  return makeClient(state, path, args, at, run) ?? makeConnection(path, args);
}

/** `pl.sql(…)` over the frames around it, and a context of frames by name. Their dialect is near DuckDB's. */
function polarsSql(state: State, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  if (name === 'sql') return duckdbFunction(state, 'sql', args, at, run);
  const frames = keyword(args, 'frames')?.value ?? args.positional[0]?.value;
  const given = [...(frames?.kind === 'dict' ? frames.entries.map(e => ({ name: knownText(e.key), value: e.value })) : []), ...args.keywords];
  for (const g of given) {
    const frame = frameOf(g.value);
    if (g.name !== null && frame) state.views.set(g.name.toLowerCase(), frame.step);
  }
  return hosted({ is: 'engine', dialect: 'duckdb', system: 'duckdb', schema: null });
}

/** A variable of the environment stays a symbol; its default is remembered. */
function environment(state: State, args: CallArguments): Value {
  const name = knownText(args.positional[0]?.value);
  const fallback = args.positional[1]?.value ?? keyword(args, 'default')?.value;
  if (name === null) return fallback ?? unknownValue('env');
  const text = fallback ? knownText(fallback) : null;
  if (text !== null) state.naming.defaults.set(name, text);
  return textValue(`{${name}}`, false);
}

function sparkCall(state: State, module: string, name: string, path: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  if (/\bSparkSession(\.builder)?(\.\w+)*$/.test(path) || /\b(SQLContext|HiveContext|DatabricksSession(\.builder)?(\.\w+)*)$/.test(path)) return hosted({ is: 'session', flavor: 'spark' });
  if (/\.SparkContext(\.getOrCreate)?$/.test(path)) return undefined;
  if (module === 'pyspark.sql.functions' || module === 'pyspark.sql.functions.builtin') return sparkFunction(state, name, args, at, run);
  if (module === 'pyspark.sql.types') return makeType(state, name, args, at);
  if (/^pyspark\.sql(\.window)?\.Window\.(partitionBy|orderBy|rowsBetween|rangeBetween)$/.test(path)) return hosted({ is: 'window', uses: windowUses(state, args, at, run) });
  if (module === 'pyspark.sql.avro.functions' || module === 'pyspark.sql.protobuf.functions') return sparkFunction(state, name, args, at, run);
  if (name === 'GlueContext') return hosted({ is: 'session', flavor: 'spark' });
  return undefined;
}

function applyChanges(state: State, args: CallArguments, run: Run): Value {
  const target = argument(args, 'target', 0);
  const source = argument(args, 'source', 1);
  const from = source?.value.kind === 'text' ? tableNamed(source.value.text, false, state.naming) : null;
  const to = target?.value.kind === 'text' ? tableNamed(target.value.text, true, state.naming) : null;
  const step = from && source ? readPlace(state, from, source.value, source.span, run) : null;
  // The target may have columns of its own: those of its history.
  if (to && target) writePlace(state, to, target.value, target.span, run, step === null ? null : note(state, opened([step], target.span)));
  return UNKNOWN;
}

function windowUses(state: State, args: CallArguments, at: Expression, run: Run): readonly Named[] {
  const struct = objectOf(sparkFunction(state, 'struct', args, at, run));
  return struct?.is === 'expr' ? struct.uses : [];
}

function flinkTopic(state: State, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const topic = argument(args, name === 'FlinkKafkaConsumer' ? 'topics' : 'topic', 0);
  const place = topic?.value.kind === 'text' ? topicPlace(topic.value.text, state.naming) : null;
  if (place && topic && name === 'FlinkKafkaConsumer') readPlace(state, place, topic.value, topic.span, run);
  if (place && topic && name !== 'FlinkKafkaConsumer') return clientMethod(state, { is: 'client', kind: 'kafka.producer', args, span: at.span, bound: [] }, 'send', args, at, run);
  return undefined;
}

function readLike(state: State, args: CallArguments, run: Run): Value {
  const frame = frameOf(args.positional[1]?.value ?? keyword(args, 'data')?.value);
  const target = args.positional[0];
  if (target) pandasMethod(state, frame ?? { is: 'frame', library: 'pandas', step: { kind: 'rows', columns: null, span: target.expression.span }, stream: false, series: null, hidden: [], slice: false }, 'to_deltalake', { ...args, positional: [target] }, target.expression, run);
  return UNKNOWN;
}

/** `wr.s3.read_parquet(path)`, `wr.s3.to_parquet(df, path)`, `wr.athena.read_sql_query(sql, database)`. */
function wrangler(state: State, path: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (name.startsWith('read_')) return readFunction(state, 'pandas', name, args, at, run);
  const frame = frameOf(args.positional[0]?.value ?? keyword(args, 'df')?.value);
  const target = argument(args, 'path', 1);
  if (frame && target && name.startsWith('to_')) return pandasMethod(state, frame, name, { positional: [{ value: target.value, expression: at }], keywords: [], open: false }, at, run);
  return undefined;
}

function callObject(state: State, object: FramesObject, args: CallArguments, at: Expression, run: Run): Value | undefined {
  switch (object.is) {
    case 'udf': {
      const e = objectOf(sparkFunction(state, 'struct', args, at, run));
      return hosted(expr('spark', at.span, { uses: e?.is === 'expr' ? e.uses : [] }));
    }
    // `df.x(…)` where x is no column but a method.
    case 'expr': return object.member ? frameMethod(state, object.member.frame, object.member.name, args, at, run) : undefined;
    case 'member': return method(state, hosted(object.of), object.name, args, at, run);
    default: return undefined;
  }
}

/** The same rows as a frame of Polars. */
function newFrameOf(frame: Frame): Frame {
  return { ...frame, library: 'polars' };
}

function frameMethod(state: State, frame: Frame, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  switch (frame.library) {
    case 'spark': return sparkMethod(state, frame, name, args, at, run);
    case 'polars': return polarsMethod(state, frame, name, args, at, run);
    case 'duckdb': {
      if (name === 'pl' || name === 'collect' || name === 'lazy') return newFrame('polars', frame.step);
      if (/^(write|sink)_/.test(name)) return polarsMethod(state, newFrameOf(frame), name, args, at, run);
      if (/^(df|fetchdf|fetch_df|to_df|to_dataframe|fetch_pandas_all|to_pandas)$/.test(name)) return newFrame('pandas', frame.step);
      if (name === 'create_view' || name === 'to_view') {
        const text = knownText(args.positional[0]?.value);
        if (text !== null) state.views.set(text.toLowerCase(), frame.step);
        return hosted(frame);
      }
      return pandasMethod(state, frame, name, args, at, run);
    }
    default: return pandasMethod(state, frame, name, args, at, run);
  }
}

/** Methods that give a session, or what becomes one. */
const BUILDER = new Set(['create', 'getOrCreate', 'appName', 'master', 'config', 'configs', 'enableHiveSupport', 'remote', 'option', 'sdkConfig', 'profile', 'serverless', 'clusterId', 'host', 'token', 'get_spark_session']);

const NAMESPACES = new Set(['str', 'dt', 'cat', 'list', 'arr', 'struct', 'name', 'bin', 'array', 'values', 'loc', 'iloc', 'at', 'T']);

function member(state: State, object: FramesObject, name: string, at: Expression, run: Run): Value | undefined {
  switch (object.is) {
    case 'session': return object.flavor === 'flink' ? undefined : name === 'builder' || name === 'spark_session' ? hosted(object) : sessionMember(name, at);
    case 'frame': {
      const own = object.library === 'spark' ? sparkMember(state, object, name, at, run) : object.library === 'polars' ? polarsMember(object, name) : pandasMember(object, name);
      if (own) return own;
      if (object.library === 'spark' && SPARK_MEMBERS.has(name)) return hosted({ is: 'member', of: object, name, span: at.span });
      const span = at.kind === 'attribute' ? at.nameSpan : at.span;
      const named: Named = { column: name, span, kind: 'identity', of: object.step, sure: false };
      return hosted(expr(object.library, span, { name, kind: 'identity', uses: object.series === null ? [named] : usesIn(hosted(object)), member: { frame: object, name } }));
    }
    case 'writer': return name === 'write' ? hosted(object) : undefined;
    case 'expr': return NAMESPACES.has(name) ? hosted(object) : undefined;
    default: return undefined;
  }
}

function method(state: State, value: Value, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const object = objectOf(value);
  if (object === null) return plainMethod(state, value, name, args, at, run);
  switch (object.is) {
    case 'session': return sessionMethod(state, object, name, args, at, run) ?? (BUILDER.has(name) ? value : UNKNOWN);
    case 'reader': return readerMethod(state, object, name, args, at, run) ?? UNKNOWN;
    case 'frame': return frameMethod(state, object, name, args, at, run) ?? UNKNOWN;
    case 'writer': return writerMethod(state, object, name, args, at, run) ?? UNKNOWN;
    case 'expr': return exprMethod(state, object, name, args, at, run);
    case 'grouped': return object.frame.library === 'spark' ? groupedMethod(state, object, name, args, at, run) : object.frame.library === 'polars' ? polarsGroupMethod(state, object, name, args, at, run) : pandasGroupMethod(state, object, name, args, at, run);
    case 'type': return typeMethod(state, object, name, args, at);
    case 'window': return hosted({ is: 'window', uses: [...object.uses, ...windowUses(state, args, at, run)] });
    case 'delta': return deltaMethod(state, object, name, args, at, run);
    case 'merge': return mergeMethod(state, object, name, run);
    case 'client': return clientMethod(state, object, name, args, at, run) ?? UNKNOWN;
    case 'engine': return engineMethod(state, object, name, args, at, run) ?? UNKNOWN;
    default: return UNKNOWN;
  }
}

/** Methods of values that are none of ours: files, templates, sessions that are put together from many parts. */
function plainMethod(state: State, value: Value, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  if (value.kind === 'text' && (name === 'read_text' || name === 'open')) return textOfFile(state, value);
  if (value.kind === 'made' && value.path === 'builtins.open' && (name === 'read' || name === 'readlines')) return textOfFile(state, value.args.positional[0]?.value);
  if (value.kind !== 'made') return undefined;
  if (/\bDeltaTable\.(create|createIfNotExists|createOrReplace|replace)\b/.test(value.path) && (name === 'tableName' || name === 'location')) makeDelta(state, name, args, run);
  if (/^jinja2(\.\w+)*\.Environment$/.test(value.path) && name === 'get_template') return template(state, value.args, args);
  if (value.path === 'jinja2.Template' && name === 'render') {
    const source = value.args.positional[0]?.value;
    return source?.kind === 'text' ? rendered(source.text, args) : undefined;
  }
  if (value.path === 'pipewright.template' && name === 'render') {
    const source = value.args.positional[0]?.value;
    return source?.kind === 'text' ? rendered(source.text, args) : undefined;
  }
  if (/SparkSession|SparkContext/.test(value.path) && name === 'getOrCreate') return hosted({ is: 'session', flavor: 'spark' });
  return makeClient(state, `${value.path}().${name}`.replace(/^boto3\.(session\.)?Session\(\)/, 'boto3.Session()'), args, at, run);
}

function textOfFile(state: State, path: Value | undefined): Value | undefined {
  if (path?.kind !== 'text' || !path.known || !/\.(sql|txt|j2|jinja2?|hql|tmpl)$/i.test(path.text)) return undefined;
  const text = fileText(state, path.text);
  return text === null ? undefined : textValue(text);
}

/** `Environment(loader=FileSystemLoader("sql")).get_template("orders.sql")`. */
function template(state: State, environment: CallArguments, args: CallArguments): Value | undefined {
  const loader = keyword(environment, 'loader')?.value ?? environment.positional[0]?.value;
  const folder = loader?.kind === 'made' ? knownText(loader.args.positional[0]?.value ?? keyword(loader.args, 'searchpath')?.value) : null;
  const name = args.positional[0]?.value;
  if (name?.kind !== 'text' || !name.known) return undefined;
  const text = fileText(state, folder === null ? name.text : `${folder.replace(/\/+$/, '')}/${name.text}`);
  if (text === null) return undefined;
  return { kind: 'made', path: 'pipewright.template', args: { positional: [{ value: textValue(text), expression: args.positional[0]!.expression }], keywords: [], open: false }, span: args.positional[0]!.expression.span };
}

/** A template whose values are known: plain names are filled in, the rest stays. */
function rendered(text: string, args: CallArguments): Value {
  const values = new Map<string, string>();
  const first = args.positional[0]?.value;
  if (first?.kind === 'dict') for (const e of first.entries) if (e.key.kind === 'text' && e.value.kind === 'text' && e.value.known) values.set(e.key.text, e.value.text);
  for (const k of args.keywords) if (k.value.kind === 'text' && k.value.known) values.set(k.name, k.value.text);
  return textValue(text.replace(/\{\{-?\s*(\w+)\s*-?\}\}/g, (whole, name: string) => values.get(name) ?? whole), true);
}

/** The fields of an object of a class of the file, with those its classes give. */
function fieldsOf(value: Value | undefined): Value | undefined {
  const one = value ? alternatives(value)[0] : undefined;
  if (one?.kind !== 'instance') return undefined;
  const dict: MappingValue = { kind: 'dict', entries: [], open: false };
  const put = (name: string, v: Value): void => {
    if (!name.startsWith('__') && v.kind !== 'function' && !dict.entries.some(e => e.key.kind === 'text' && e.key.text === name)) dict.entries.push({ key: textValue(name), value: v, span: null, keySpan: null });
  };
  for (const [name, v] of one.attributes) put(name, v);
  const classes: ClassValue[] = [one.of];
  for (let of = classes.shift(), n = 0; of !== undefined && n < 20; of = classes.shift(), n++) {
    for (const [name, v] of of.members.names) put(name, v);
    for (const base of of.bases) if (base.kind === 'class') classes.push(base);
  }
  return dict;
}

function indexOf(state: State, object: FramesObject, index: Value | null, at: Expression, run: Run): Value | undefined {
  switch (object.is) {
    case 'frame': return object.library === 'spark' ? sparkIndex(state, object, index, at, run) : object.library === 'polars' ? polarsIndex(state, object, index, at, run) : pandasIndex(state, object, index, at, run);
    case 'located': return located(state, object.frame, object.by, index, at, run);
    case 'grouped': return object.frame.library === 'spark' || object.frame.library === 'polars' ? hosted(object) : pandasGroupIndex(state, object, index, at, run);
    case 'expr': return hosted(expr(object.library, at.span, { uses: object.uses, name: object.library === 'pandas' ? object.name : null }));
    default: return undefined;
  }
}

function assign(state: State, object: FramesObject, index: Value | null, value: Value, at: Expression, run: Run): void {
  if (object.is === 'frame' && (object.library === 'pandas' || object.library === 'dask')) {
    if (object.slice && at.kind === 'subscript' && at.value.kind === 'subscript') tell(state, run, 'chained-assignment', at.span, 'This assigns to a copy that the first brackets made, so the frame stays as it is; use .loc[rows, column] = …');
    pandasAssign(state, object, index, value, at, run);
    return;
  }
  if (object.is !== 'located' || object.by === 'iloc' || object.by === 'iat') return;
  if (index?.kind !== 'tuple') {
    object.frame.step = note(state, opened([object.frame.step], at.span));
    return;
  }
  const [rows, columns] = [index.items[0], index.items[1]];
  if (columns) pandasAssign(state, object.frame, columns, value, at, run, usesIn(rows).map(u => ({ ...u, kind: 'conditional' as const })));
}

/** Of frames that a name may be, one that may have the columns of any. */
function united(state: State, values: readonly Value[]): Value | undefined {
  const all = values.flatMap(alternatives);
  const frames = all.flatMap(v => { const o = objectOf(v); return o?.is === 'frame' ? [o] : []; });
  const [first] = frames;
  if (!first || frames.length < 2 || frames.length !== all.filter(v => v.kind !== 'constant').length) return undefined;
  if (frames.every(f => f === first)) return hosted(first);
  const steps = [...new Set(frames.map(f => f.step))];
  const place = { start: 0, end: 0 };
  const step: Step = steps.length === 1 ? opened(steps, place) : { kind: 'union', inputs: steps, byName: true, open: true, span: place };
  return newFrame(first.library, note(state, step), { hidden: first.hidden, stream: frames.some(f => f.stream) });
}

function decorate(state: State, decorator: Value, target: Value, definition: FunctionDefinition, at: Decorator, run: Run): Value | undefined {
  const path = decorator.kind === 'external' ? decorator.path : decorator.kind === 'made' ? decorator.path : null;
  const object = objectOf(decorator);
  if (object?.is === 'udf') {
    tellUdf(state, at.span, run);
    return hosted(object);
  }
  if (object?.is === 'client' && object.kind === 'faust.stream') {
    state.tasks.add(definition);
    const before = state.base;
    state.base = jobOf(state, definition);
    readByAgent(state, object, run);
    state.base = before;
    return target;
  }
  if (path === null) return undefined;
  if (/(^|\.)(udf|pandas_udf)$/.test(path)) {
    tellUdf(state, at.span, run);
    return hosted({ is: 'udf', type: null });
  }
  if (PIPELINE.test(path)) {
    const args = decorator.kind === 'made' ? decorator.args : null;
    state.pipeline.push({ definition, target, name: args ? (keyword(args, 'name')?.value ?? keyword(args, 'target')?.value ?? null) : null });
    state.tasks.add(definition);
    return target;
  }
  if (TASKS.test(path)) state.tasks.add(definition);
  return undefined;
}

/** Functions that leave the frames they are given as they are. */
const HARMLESS = /^(builtins\.|numpy\.|matplotlib|seaborn|plotly|sklearn|scipy|statsmodels|IPython|logging|json|pprint|tabulate|streamlit|os\.|sys\.|time\.|great_expectations|pandera)/;

/** What is not seen may change the pandas frames that it is given. */
function mayChange(state: State, callee: Value, args: CallArguments): void {
  if (callee.kind === 'external' && HARMLESS.test(callee.path)) return;
  if (callee.kind === 'method' && callee.object.kind === 'made' && HARMLESS.test(callee.object.path)) return;
  for (const v of [...args.positional.map(p => p.value), ...args.keywords.map(k => k.value)]) {
    const object = objectOf(v);
    if (object?.is !== 'frame' || (object.library !== 'pandas' && object.library !== 'dask')) continue;
    object.step = note(state, opened([object.step], { start: 0, end: 0 }));
  }
}

function tellUdf(state: State, span: Span, run: Run): void {
  tell(state, run, 'python-udf', span, 'A Python UDF moves every row to a Python process and back, and Spark can\'t look into it; functions of pyspark.sql.functions stay in the engine');
}
