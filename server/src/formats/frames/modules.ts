import { executeBlock, type ImportStatement, moduleScope, type PythonFile, readPythonAt, type Run, type Scope, textValue, type Value } from '../../syntax/python';
import { joined } from '../shared/codeNames';
import type { Module, State } from './state';

/** Modules within modules beyond this are not followed. */
const MAX_IMPORTS = 4;
/** Longer modules (UTF-16 units) are not followed. */
const MAX_MODULE = 300_000;
const MAX_MODULES = 25;

/** Names that a star import of Spark's functions and types brings. */
const STARS: { readonly [module: string]: readonly string[] } = {
  'pyspark.sql.functions': 'col column lit expr when sum avg mean min max count countDistinct approx_count_distinct collect_list collect_set first last year month dayofmonth dayofweek hour minute second to_date to_timestamp date_format current_timestamp current_date datediff date_add date_sub add_months months_between trunc date_trunc unix_timestamp from_unixtime upper lower trim ltrim rtrim concat concat_ws substring length regexp_replace regexp_extract split explode explode_outer posexplode array struct from_json to_json get_json_object coalesce isnull isnan row_number rank dense_rank lag lead ntile window udf pandas_udf broadcast round floor ceil abs sqrt monotonically_increasing_id input_file_name md5 sha2 hash xxhash64 array_contains size greatest least initcap desc asc lpad rpad stddev variance percentile_approx rand instr element_at create_map map_keys map_values'.split(' '),
  'pyspark.sql.types': 'StructType StructField StringType IntegerType LongType DoubleType FloatType BooleanType TimestampType DateType BinaryType ShortType ByteType DecimalType ArrayType MapType NullType'.split(' '),
  'pyspark.sql': ['SparkSession', 'DataFrame', 'Window', 'Row'],
};

/** Gives imported names the values they have in the modules of the workspace. */
export function bindImports(state: State, s: ImportStatement, run: Run, scope: Scope, known: (path: string) => Value | undefined): void {
  if (s.from === null) {
    for (const n of s.names) loadModule(state, n.name, s, run);
    return;
  }
  const star = s.names.some(n => n.name === '*');
  if (star) for (const name of STARS[s.from.module] ?? []) scope.names.set(name, { kind: 'external', path: `${s.from.module}.${name}` });
  const module = loadModule(state, s.from.module, s, run);
  if (!module) {
    // `from package import module`.
    for (const n of s.names) {
      const value = known(`${s.from.module}.${n.name}`);
      if (value) scope.names.set(n.alias ?? n.name, value);
      else loadModule(state, `${s.from.module}.${n.name}`, s, run);
    }
    return;
  }
  for (const n of s.names) {
    if (n.name === '*') {
      for (const [name, value] of module.names) if (!name.startsWith('_')) scope.names.set(name, value);
      continue;
    }
    const value = module.names.get(n.name);
    if (value) scope.names.set(n.alias ?? n.name, value);
    else loadModule(state, `${s.from.module}.${n.name}`, s, run);
  }
}

/** A name of a module that was loaded: `config.TOPIC`. */
export function moduleMember(state: State, path: string): Value | undefined {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? undefined : (state.modules.get(path.slice(0, dot))?.names.get(path.slice(dot + 1)) ?? undefined);
}

/** Follows a module of the workspace once. Its positions lie behind the end of the file, so that none is taken for one of the file. */
function loadModule(state: State, name: string, s: ImportStatement, run: Run): Module | null {
  const known = state.modules.get(name);
  if (known !== undefined) return known;
  if (!state.files || state.importDepth >= MAX_IMPORTS || state.modules.size >= MAX_MODULES) return null;
  state.modules.set(name, null);
  const found = findModule(state, name);
  if (!found || found.text.length > MAX_MODULE) return null;
  const file = fileOf(found.path, found.text);
  const scope = moduleScope([['__name__', textValue(name)], ['__file__', textValue(`workspace:/${found.path}`)]]);
  const before = state.importing;
  state.importing ??= s.span.end <= state.length ? s.span : null;
  state.importDepth++;
  // What stands at the top of another module is done there, and not by what imports it.
  const frames = run.frames.splice(0, run.frames.length, { function: null, returned: [], yielded: [], call: null });
  executeBlock(file.body, scope, run);
  run.frames.splice(0, run.frames.length, ...frames);
  state.importDepth--;
  state.importing = before;
  const module: Module = { names: scope.names };
  state.modules.set(name, module);
  return module;
}

/** Files that were read as modules, the latest last. Positions in them lie beyond those of any file that is followed. */
const readFiles = new Map<string, { readonly text: string; readonly file: PythonFile }>();
const MOST_READ = 200;
const FOREIGN = 2 ** 40;

function fileOf(path: string, text: string): PythonFile {
  const known = readFiles.get(path);
  if (known?.text === text) return known.file;
  const file = readPythonAt(text, FOREIGN);
  readFiles.delete(path);
  readFiles.set(path, { text, file });
  if (readFiles.size > MOST_READ) readFiles.delete(readFiles.keys().next().value!);
  return file;
}

function findModule(state: State, name: string): { readonly path: string; readonly text: string } | null {
  const dots = /^\.*/.exec(name)![0].length;
  const relative = name.slice(dots).replace(/\./g, '/');
  const folders = state.naming.path.split('/').slice(0, -1);
  const bases = dots > 0 ? [folders.slice(0, Math.max(0, folders.length - dots + 1)).join('/')] : [...new Set([...folders.map((_, i) => folders.slice(0, folders.length - i).join('/')), '', 'src'])];
  for (const base of bases) {
    for (const file of relative === '' ? ['__init__.py'] : [`${relative}.py`, `${relative}/__init__.py`]) {
      const path = joined(base, file);
      const text = state.files!.text(path);
      if (text !== null) return { path, text };
    }
  }
  return null;
}
