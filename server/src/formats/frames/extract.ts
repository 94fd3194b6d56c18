import { type Facts, NO_FACTS } from '../../model/facts';
import type { Document, OtherFiles } from '../../model/format';
import { readSuppressions } from '../../model/suppression';
import { callFunction, type ClassValue, construct, executeBlock, type FunctionValue, moduleScope, NO_ARGUMENTS, newRun, type PythonFile, readPython, type Run, type Scope, type Statement, textValue, type Value } from '../../syntax/python';
import type { Span } from '../../text/span';
import { adviseCode } from '../shared/codePractice';
import { Draft } from '../shared/draft';
import { DJANGO, followModels } from './django';
import { emit } from './emit';
import { framesHost } from './host';
import { frameOf, hosted, newFrame } from './objects';
import { tableNamed } from '../shared/codeNames';
import { movedFacts, readSource, type Source } from './source';
import { runSql } from './sql';
import { loggedFields } from './logged';
import { jobOf, newState, type State, writePlace } from './state';
import { secretsIn } from './secrets';

/** Steps for each function that nothing in the file calls. */
const FUNCTION_STEPS = 20_000;
/** Steps for all of them: code that makes many frames needs a fraction of it. */
const ALL_STEPS = 150_000;
/** Steps for making an object of a class. */
const CONSTRUCTION_STEPS = 3_000;
const MOST_FUNCTIONS = 300;

/** The facts of a Python file, a Databricks notebook or a Jupyter notebook. */
export function extractFrames(document: Document, files: OtherFiles | null): Facts {
  const source = readSource(document.path, document.text);
  if (!source) return NO_FACTS;
  const file = readPython(pythonOf(source));
  const spark = /\bpyspark\b|\bspark\s*[.,)]/.test(source.text);
  const state = newState(document.path, source.text, files, source.notebook, spark ? 'spark' : /\bpyflink\b/.test(source.text) ? 'flink' : 'python');
  follow(state, file, source);
  for (const s of secretsIn(file)) state.troubles.push(s);
  if (state.reads.length > 0) state.troubles.push(...loggedFields(file));
  if (state.reads.length + state.writes.length + state.troubles.length + state.steps.size === 0) return NO_FACTS;
  const draft = new Draft();
  draft.suppressions = readSuppressions(source.text, file.comments);
  // A notebook is for trying out.
  if (!source.notebook && state.reads.length + state.writes.length > 0) adviseCode(file, (rule, span, message, data) => draft.problem(rule, span, message, data));
  const facts = emit(state, draft);
  return source.map ? movedFacts(facts, source.map, document.text) : facts;
}

/** SQL cells are no Python. */
function pythonOf(source: Source): string {
  let text = source.text;
  for (const s of source.sql) text = text.slice(0, s.start) + text.slice(s.start, s.end).replace(/[^\n]/g, ' ') + text.slice(s.end);
  return text;
}

function follow(state: State, file: PythonFile, source: Source): void {
  const host = framesHost(state);
  const run = newRun(host);
  const session: Value = hosted({ is: 'session', flavor: 'spark' });
  const scope = moduleScope([
    ['__name__', textValue('__main__')], ['__file__', textValue(`workspace:/${state.naming.path}`)], ['spark', session], ['sqlContext', session],
  ]);
  run.frames.push({ function: null, returned: [], yielded: [], call: null });
  let cell = 0;
  for (const statement of file.body) {
    while (cell < source.sql.length && source.sql[cell]!.start <= statement.span.start) runCell(state, source.sql[cell++]!, run);
    if (executeBlock([statement], scope, run) === 'stopped' && !source.notebook) break;
  }
  for (; cell < source.sql.length; cell++) runCell(state, source.sql[cell]!, run);
  followPipeline(state, run);
  if (DJANGO.test(source.text)) followModels(state, scope);
  followOthers(state, file, scope, host);
}

function runCell(state: State, span: Span, run: Run): void {
  runSql(state, { kind: 'text', text: state.text.slice(span.start, span.end), known: true, origin: span }, span, run, { dialect: 'databricks', schema: null, views: true, flavor: 'sql' });
}

/** Functions of a declarative pipeline: what they give is the table or view of their name, which others of the pipeline read by it. */
function followPipeline(state: State, run: Run): void {
  for (const { definition, target, name } of state.pipeline) {
    if (target.kind !== 'function' || definition.span.end > state.length) continue;
    const label = name?.kind === 'text' ? name : textValue(definition.name, true, definition.nameSpan);
    const given = callFunction(target, NO_ARGUMENTS, { kind: 'name', span: definition.nameSpan, name: definition.name }, run);
    const frame = frameOf(given);
    const place = tableNamed(label.text, true, state.naming);
    if (!frame || !place) continue;
    const before = state.base;
    state.base = jobOf(state, definition);
    writePlace(state, place, label, definition.nameSpan, run, frame.step);
    state.base = before;
  }
}

/** Follows functions and methods that nothing in the file calls, each as a job of its own, with parameters that are not known. */
function followOthers(state: State, file: PythonFile, scope: Scope, host: ReturnType<typeof framesHost>): void {
  let left = MOST_FUNCTIONS;
  let steps = ALL_STEPS;
  const enter = (f: FunctionValue, within: string | null): void => {
    const { definition } = f;
    if (definition.kind !== 'function' || state.entered.has(definition) || definition.span.end > state.length || left-- <= 0 || steps <= 0) return;
    const given = Math.min(FUNCTION_STEPS, steps);
    const run = newRun(host, given);
    run.frames.push({ function: null, returned: [], yielded: [], call: null });
    state.base = jobOf(state, definition, within);
    const keywords = definition.parameters.flatMap(p => {
      const value = p.star === '' && p.value === null ? assumed(state, p.name, p.annotation, scope) : null;
      return value ? [{ name: p.name, value, span: p.span, nameSpan: null, full: p.span }] : [];
    });
    callFunction(f, { positional: [], keywords, open: false }, { kind: 'name', span: definition.nameSpan, name: definition.name }, run);
    steps -= given - run.steps;
    state.base = state.script;
  };
  const visit = (body: readonly Statement[], names: Scope, depth: number): void => {
    for (const s of body) {
      if (s.kind === 'if') for (const b of s.branches) visit(b.body, names, depth);
      if (s.kind === 'try') visit(s.body, names, depth);
      const value = s.kind === 'function' || s.kind === 'class' ? names.names.get(s.name) : undefined;
      if (value?.kind === 'function') enter(value, null);
      if (value?.kind === 'class' && depth < 3 && left > 0) methodsOf(value, host, enter);
    }
  };
  visit(file.body, scope, 0);
}

function methodsOf(of: ClassValue, host: ReturnType<typeof framesHost>, enter: (f: FunctionValue, within: string) => void): void {
  const functions = [...of.members.names.values()].filter((v): v is FunctionValue => v.kind === 'function');
  if (functions.length === 0) return;
  const run = newRun(host, CONSTRUCTION_STEPS);
  run.frames.push({ function: null, returned: [], yielded: [], call: null });
  const self = construct(of, NO_ARGUMENTS, { kind: 'name', span: of.definition.nameSpan, name: of.definition.name }, run);
  for (const f of functions) {
    const fixed = f.definition.kind === 'function' && f.definition.decorators.some(d => d.expression.kind === 'name' && d.expression.name === 'staticmethod');
    enter(fixed ? f : { ...f, self }, of.definition.name);
  }
}

/** What a parameter is by its annotation or by its usual name. */
function assumed(state: State, name: string, annotation: Parameter | null, scope: Scope): Value | null {
  const of = annotation ? annotationText(annotation) : '';
  if (/SparkSession$/.test(of) || (of === '' && name === 'spark')) return hosted({ is: 'session', flavor: 'spark' });
  const plain = of === '' && /^(df|.*_df|df_.*|dataframe)$/.test(name);
  if (!/(^|\.)(DataFrame|LazyFrame)$/.test(of) && !plain) return null;
  const first = of.split('.')[0]!;
  const module = of.includes('.') ? scope.names.get(first) : scope.names.get('DataFrame');
  const path = module?.kind === 'external' ? module.path : '';
  const library = path.startsWith('polars') || (path === '' && /\bimport polars\b/.test(state.text) && !/\bimport pandas\b/.test(state.text)) ? 'polars' : path.startsWith('pandas') || (path === '' && !state.script.key.startsWith('spark|')) ? 'pandas' : path.startsWith('dask') ? 'dask' : 'spark';
  return newFrame(library, { kind: 'rows', columns: null, span: { start: 0, end: 0 } });
}

type Parameter = NonNullable<FunctionValue['definition']['parameters'][number]['annotation']>;

function annotationText(e: Parameter): string {
  if (e.kind === 'name') return e.name;
  if (e.kind === 'attribute') return `${annotationText(e.value)}.${e.name}`;
  return e.kind === 'text' ? e.value : '';
}

