import type { OtherFiles } from '../../model/format';
import { executeBlock, FOREIGN, type ImportStatement, isForeign, itemsIn, knownText, lookUp, moduleScope, type PythonFile, readPythonAt, type Run, type Scope, textValue, type Value } from '../../syntax/python';
import type { Span } from '../../text/span';
import { joined } from './codeNames';
import { moduleOf } from './pythonModules';

/** Modules within modules beyond this are not followed. */
const MAX_IMPORTS = 8;
/** Longer modules (UTF-16 units) are not followed. */
const MAX_MODULE = 300_000;
const MAX_MODULES = 25;
/** Steps in one module, and in all modules of one file. */
const MODULE_STEPS = 15_000;
const ALL_STEPS = 60_000;

/** Packages of which no workspace holds the source beside code that imports them: they are not looked for. */
const ELSEWHERE = new Set(('abc argparse array ast asyncio base64 bisect builtins bz2 cProfile calendar collections concurrent configparser contextlib copy csv ctypes dataclasses datetime decimal difflib dis email enum errno fcntl fileinput fnmatch fractions ftplib functools gc getpass glob gzip hashlib heapq hmac html http importlib inspect io ipaddress itertools json linecache locale logging math mimetypes multiprocessing numbers operator os pathlib pickle pkgutil platform pprint queue random re sched secrets select shlex shutil signal smtplib socket sqlite3 ssl stat statistics string struct subprocess sys tarfile tempfile textwrap threading time timeit traceback tracemalloc types typing unicodedata unittest urllib uuid warnings weakref xml zipfile zlib zoneinfo __future__ ' +
  'airflow aiohttp aiokafka alembic attr attrs avro azure bs4 boto3 botocore celery click cosmos confluent_kafka cryptography dagster dagster_aws dagster_dbt dagster_duckdb dagster_gcp dagster_k8s dagster_pandas dagster_snowflake dask dateutil databricks delta dlt docker duckdb elasticsearch fastapi faust flask fsspec google googleapiclient great_expectations httpx jinja2 joblib jsonschema kubernetes lxml matplotlib mlflow moto networkx numpy openpyxl pandas paramiko pendulum polars prefect prefect_aws prefect_dbt prefect_gcp prefect_sqlalchemy psycopg psycopg2 pyarrow pydantic pymongo pymysql pyodbc pyspark pytest pytz redis requests s3fs scipy sentry_sdk six sklearn slack_sdk snowflake sqlalchemy sqlparse tensorflow tenacity torch tqdm typing_extensions ujson yaml').split(' '));

/** A module of the workspace, as far as following it tells. */
export interface Module {
  readonly path: string;
  readonly names: ReadonlyMap<string, Value>;
}

/** The modules that one file imports, directly or through others. */
export interface Imports {
  /** The file that is followed. */
  readonly path: string;
  /** Length of its text: what lies behind belongs to other files. */
  readonly length: number;
  readonly files: OtherFiles | null;
  /** What stands before a path in `__file__`. */
  readonly root: string;
  /** Folders that the tool puts on the module path besides those around the file. */
  readonly folders: readonly string[];
  /** By file. Null while it is followed, or if it can't be. */
  readonly modules: Map<string, Module | null>;
  /** By the name that code gives it. */
  readonly named: Map<string, Module>;
  /** Where this file imports what lies at a position of another file, by the file's place in the order of reading. */
  readonly places: Map<number, Span>;
  /** Where another module is being followed, the import that does it. */
  importing: Span | null;
  depth: number;
  steps: number;
  /** Follows a module so that what it makes at its top is not taken for something that this file makes. */
  readonly apart: (follow: () => void) => void;
}

export function newImports(path: string, length: number, files: OtherFiles | null, options: { readonly apart?: Imports['apart']; readonly folders?: readonly string[]; readonly root?: string } = {}): Imports {
  return { path, length, files, root: options.root ?? '', folders: options.folders ?? [], modules: new Map(), named: new Map(), places: new Map(), importing: null, depth: 0, steps: ALL_STEPS, apart: options.apart ?? (follow => follow()) };
}

/** Gives imported names the values they have in the modules of the workspace; what lies elsewhere stays a path. */
export function bindImports(imports: Imports, s: ImportStatement, run: Run, scope: Scope): void {
  if (imports.files === null) return;
  const importer = importerOf(imports, scope);
  if (s.from === null) {
    for (const n of s.names) if (!isElsewhere(n.name)) loadModule(imports, importer, n.name, n.name, s, run);
    return;
  }
  const from = s.from.module;
  if (isElsewhere(from)) return;
  const own = importer === imports.path;
  // A relative name means something else in another file: there it is told from the root.
  const base = own || !from.startsWith('.') ? from : absolute(importer, from);
  const module = loadModule(imports, importer, from, base, s, run);
  for (const n of s.names) {
    if (n.name === '*') {
      if (module) bindAll(module, scope);
      continue;
    }
    const value = module?.names.get(n.name);
    const path = base.endsWith('.') ? `${base}${n.name}` : `${base}.${n.name}`;
    if (value) scope.names.set(n.alias ?? n.name, value);
    else {
      if (!own) scope.names.set(n.alias ?? n.name, { kind: 'external', path });
      loadModule(imports, importer, from.endsWith('.') ? `${from}${n.name}` : `${from}.${n.name}`, path, s, run);
    }
  }
}

function bindAll(module: Module, scope: Scope): void {
  const listed = module.names.get('__all__');
  const only = listed ? new Set(itemsIn(listed).items.map(knownText)) : null;
  for (const [name, value] of module.names) if (only ? only.has(name) : !name.startsWith('_')) scope.names.set(name, value);
}

function isElsewhere(module: string): boolean {
  const dot = module.indexOf('.');
  return dot !== 0 && ELSEWHERE.has(dot < 0 ? module : module.slice(0, dot));
}

/** A name of a module that was loaded: `config.TOPIC`. */
export function moduleMember(imports: Imports, path: string): Value | undefined {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? undefined : imports.named.get(path.slice(0, dot))?.names.get(path.slice(dot + 1));
}

/** Bound in every module that is followed to the path of its file. */
const MODULE_FILE = '__module__file__';

/** The file that the code of a scope stands in. */
function importerOf(imports: Imports, scope: Scope): string {
  return knownText(lookUp(scope, MODULE_FILE)) ?? imports.path;
}

/** `..config` in `src/shop/jobs/load.py` is `src.shop.config`. */
function absolute(importer: string, module: string): string {
  const dots = /^\.*/.exec(module)![0].length;
  const folders = importer.split('/').slice(0, -1);
  return moduleOf([...folders.slice(0, Math.max(0, folders.length - dots + 1)), ...(module.length > dots ? [module.slice(dots).replace(/\./g, '/')] : [])].join('/'));
}

/** Follows a module of the workspace once. Its positions lie behind those of every file, so that none is taken for one of this file. */
function loadModule(imports: Imports, importer: string, written: string, name: string, s: ImportStatement, run: Run): Module | null {
  const known = imports.named.get(name);
  if (known) return known;
  const found = findModule(imports, importer, written);
  if (found === null || found === imports.path) return null;
  const followed = imports.modules.get(found);
  if (followed !== undefined) {
    if (followed) imports.named.set(name, followed);
    return followed;
  }
  if (imports.depth >= MAX_IMPORTS || imports.modules.size >= MAX_MODULES || imports.steps <= 0) return null;
  imports.modules.set(found, null);
  const text = textAt(imports.files!, found)!;
  if (text.length > MAX_MODULE) return null;
  const { file, slot } = fileOf(found, text);
  const scope = moduleScope([['__name__', textValue(name)], ['__file__', textValue(imports.root + found)], [MODULE_FILE, textValue(found)]]);
  const before = imports.importing;
  imports.importing ??= isForeign(s.span) ? null : s.span;
  if (imports.importing) imports.places.set(slot, imports.importing);
  else imports.places.set(slot, imports.places.get(slotOf(s.span)) ?? { start: 0, end: 0 });
  imports.depth++;
  imports.apart(() => followApart(imports, file, scope, run));
  imports.depth--;
  imports.importing = before;
  const module: Module = { path: found, names: scope.names };
  slots.set(module, slot);
  imports.modules.set(found, module);
  imports.named.set(name, module);
  return module;
}

/** What stands at the top of another module is done there, once, and not by what imports it. */
function followApart(imports: Imports, file: PythonFile, scope: Scope, run: Run): void {
  const frames = run.frames.splice(0, run.frames.length, { function: null, returned: [], yielded: [], call: null });
  const branches = run.branches.splice(0, run.branches.length);
  const { steps, exhausted, many, loops } = run;
  const given = Math.min(MODULE_STEPS, imports.steps);
  Object.assign(run, { steps: given, exhausted: false, many: 0, loops: 0 });
  executeBlock(file.body, scope, run);
  imports.steps -= given - run.steps;
  Object.assign(run, { steps, exhausted, many, loops });
  run.frames.splice(0, run.frames.length, ...frames);
  run.branches.splice(0, run.branches.length, ...branches);
}

/** Positions of each module that was read have a range of their own. */
const RANGE = 2 ** 21;
let nextSlot = 0;
const slots = new WeakMap<Module, number>();

/** Files that were read as modules, the latest last. */
const readFiles = new Map<string, { readonly text: string; readonly file: PythonFile; readonly slot: number }>();
const MOST_READ = 200;

function fileOf(path: string, text: string): { readonly file: PythonFile; readonly slot: number } {
  const known = readFiles.get(path);
  readFiles.delete(path);
  if (known?.text === text) {
    readFiles.set(path, known);
    return known;
  }
  const slot = nextSlot++ % 1_000_000;
  const read = { text, file: readPythonAt(text, FOREIGN + slot * RANGE), slot };
  readFiles.set(path, read);
  if (readFiles.size > MOST_READ) readFiles.delete(readFiles.keys().next().value!);
  return read;
}

function slotOf(span: Span): number {
  return isForeign(span) ? Math.floor((span.start - FOREIGN) / RANGE) : -1;
}

/** Where this file imports the module in which `span` lies. */
export function importOf(imports: Imports, span: Span): Span {
  return imports.places.get(slotOf(span)) ?? { start: 0, end: 0 };
}

/** The module in which `span` lies; null for this file, or if the module is still being followed. */
export function moduleAt(imports: Imports, span: Span): Module | null {
  const slot = slotOf(span);
  if (slot < 0) return null;
  for (const module of imports.modules.values()) if (module && slots.get(module) === slot) return module;
  return null;
}

/** The place in this file that stands for `span`: itself, or the call that led into another file. */
export function placeIn(imports: Imports, span: Span, run: Run): Span {
  if (!isForeign(span)) return span;
  for (let i = run.frames.length - 1; i >= 0; i--) {
    const call = run.frames[i]!.call;
    if (call && !isForeign(call)) return call;
  }
  return imports.importing ?? importOf(imports, span);
}

/** Texts that were asked for while one file is read: its formats ask for the same ones. */
const asked = new WeakMap<OtherFiles, Map<string, string | null>>();

function textAt(files: OtherFiles, path: string): string | null {
  let texts = asked.get(files);
  if (!texts) asked.set(files, (texts = new Map()));
  let text = texts.get(path);
  if (text === undefined) texts.set(path, (text = files.text(path)));
  return text;
}

/** The file of a module: relative to its importer, or in one of the folders around it and those that the tool adds. */
function findModule(imports: Imports, importer: string, name: string): string | null {
  const dots = /^\.*/.exec(name)![0].length;
  const relative = name.slice(dots).replace(/\./g, '/');
  const around = (path: string): string[] => path.split('/').slice(0, -1).map((_, i, folders) => folders.slice(0, folders.length - i).join('/'));
  const folders = importer.split('/').slice(0, -1);
  if (dots > folders.length + 1) return null;
  const bases = dots > 0 ? [folders.slice(0, folders.length - dots + 1).join('/')] : [...new Set([...around(importer), ...around(imports.path), ...imports.folders, '', 'src'])];
  const found = moduleIn(imports, bases, relative);
  if (found !== null || dots > 0) return found;
  return moduleIn(imports, pathFolders(imports), relative);
}

/** Folders that containers put on the module path, by the folder of the file that is followed. */
const SETTINGS = ['Dockerfile', 'docker-compose.yml', 'docker-compose.yaml', '.env'];
const pathsOf = new WeakMap<Imports, readonly string[]>();

/**
 * Folders that a `PYTHONPATH` in a container's file names. The path is one inside of the container; its last part is taken for
 * the folder of that name beside the file, as it is where a folder is copied or mounted under its own name.
 */
function pathFolders(imports: Imports): readonly string[] {
  const known = pathsOf.get(imports);
  if (known) return known;
  const out = new Set<string>();
  const folders = imports.path.split('/').slice(0, -1);
  for (let i = folders.length; i >= 0; i--) {
    const base = folders.slice(0, i).join('/');
    for (const name of SETTINGS) {
      for (const [, value] of (textAt(imports.files!, joined(base, name)) ?? '').matchAll(/\bPYTHONPATH["']?[=: ] *["']?([^"'\r\n]{1,400})/g)) {
        for (const part of value!.split(':')) {
          const last = /(?:^|\/)([\w.-]+)\/*\s*$/.exec(part)?.[1];
          if (last !== undefined) out.add(joined(base, last));
        }
      }
    }
  }
  const list = [...out];
  pathsOf.set(imports, list);
  return list;
}

function moduleIn(imports: Imports, bases: readonly string[], relative: string): string | null {
  for (const base of bases) {
    for (const file of relative === '' ? ['__init__.py'] : [`${relative}.py`, `${relative}/__init__.py`]) {
      const path = joined(base, file);
      if (!path.startsWith('..') && textAt(imports.files!, path) !== null) return path;
    }
  }
  return null;
}
