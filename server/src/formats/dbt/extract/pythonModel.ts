import type { Json, Key } from '../../../model/key';
import { readSuppressions } from '../../../model/suppression';
import type { Span } from '../../../text/span';
import { lookupKeys, resourceId } from '../names';
import { checkConfigName } from './configNames';
import { checkConfigValue } from './configValues';
import type { Source } from './draft';
import { type PyCall, type PyToken, pythonCalls, pythonTokens } from './pythonTokens';
import { referCall } from './refer';
import { checkName, fileAttributes, filePlace } from './sqlFile';
import type { TemplateArg, TemplateCall } from './template';

/** A Python model: its `dbt.ref`, `dbt.source` and `dbt.config` calls, and what dbt refuses about its shape. */
export function extractPythonModel(source: Source): void {
  const { scope, name: pkg } = source.project;
  const name = source.role.stem;
  const id = resourceId(scope, 'model', pkg, name);
  const tokens = pythonTokens(source.text);
  source.draft.suppressions.push(...readSuppressions(source.text, tokens.filter(t => t.kind === 'comment').map(t => t.span)));
  const calls = pythonCalls(tokens.filter(t => t.kind !== 'comment'));
  const config = readPythonConfig(source, calls);
  const attributes = fileAttributes(source, 'model', config);
  source.draft.declare({
    id, kind: 'dataset', type: 'dbt.model', role: 'defines', name, keys: lookupKeys('ref', scope, pkg, name), nameSpan: null, span: { start: 0, end: source.text.length }, parent: null, path: null,
    attributes: { ...attributes, more: { ...filePlace(source), language: 'python' } }, columns: [], columnsComplete: false,
  });
  for (const call of calls) referPython(source, call, id);
  checkName(source, name);
  checkCalls(source, calls, tokens);
  if (tokens.some(t => t.kind !== 'comment')) checkShape(source, tokens);
}

function referPython(source: Source, call: PyCall, from: Key): void {
  const path = call.path;
  if (path[0] !== 'dbt' || path.length !== 2 || !['ref', 'source', 'var'].includes(path[1]!)) return;
  const args = call.args.map((a): TemplateArg => ({ name: a.name, nameSpan: a.nameSpan, span: a.span, ...(a.value === undefined ? {} : { value: a.value }), content: a.content, call: null }));
  const template: TemplateCall = { path: [path[1]!], pathSpans: [call.nameSpan], span: call.span, args };
  const literal = call.args.every(a => a.value !== undefined);
  if (!literal) {
    source.draft.problem('python-model-invalid', call.span, `The arguments of dbt.${path[1]} must be literals: dbt reads them without running the file`, undefined, { call: path.join('.') });
    return;
  }
  referCall(source, template, { from, place: 'python', role: 'reads' });
}

function readPythonConfig(source: Source, calls: readonly PyCall[]): { values: { [name: string]: Json }; dynamic: string[]; spans: { [name: string]: Span } } {
  const values: { [name: string]: Json } = Object.create(null);
  const spans: { [name: string]: Span } = Object.create(null);
  const dynamic: string[] = [];
  for (const call of calls) {
    if (call.path.join('.') !== 'dbt.config') continue;
    for (const arg of call.args) {
      if (arg.name === null) continue;
      spans[arg.name] = arg.nameSpan ?? arg.span;
      checkConfigName(source, 'model', arg.name, arg.nameSpan ?? arg.span);
      if (arg.value === undefined) dynamic.push(arg.name);
      else {
        values[arg.name] = arg.value;
        checkConfigValue(source, 'model', arg.name, arg.value, arg.span);
      }
    }
  }
  return { values, dynamic, spans };
}

/** Calls with a wrong number of arguments, and Jinja, which dbt doesn't read in Python. */
function checkCalls(source: Source, calls: readonly PyCall[], tokens: readonly PyToken[]): void {
  for (const call of calls) {
    const name = call.path.join('.');
    if ((name === 'dbt.config.get' || name === 'dbt.config.meta_get') && (call.args.length === 0 || call.args.length > 2)) source.draft.problem('python-model-invalid', call.span, `${name} takes a name and at most a default`, undefined, { call: name });
  }
  const code = tokens.filter(t => t.kind !== 'comment' && t.kind !== 'string');
  const at = code.findIndex((t, i) => t.text === '{' && (code[i + 1]?.text === '{' || code[i + 1]?.text === '%') && code[i + 1]!.span.start === t.span.end);
  if (at >= 0) source.draft.problem('python-model-invalid', { start: code[at]!.span.start, end: code[at + 1]!.span.end }, 'A Python model holds no Jinja', undefined, {});
  checkReturn(source, tokens);
}

/** The last statement of `model` at its own indentation returns one thing. */
function checkReturn(source: Source, all: readonly PyToken[]): void {
  const tokens = all.filter(t => t.kind !== 'comment');
  const at = tokens.findIndex((t, i) => t.text === 'def' && t.column === 0 && tokens[i + 1]?.text === 'model');
  if (at < 0) return;
  let end = tokens.findIndex((t, i) => i > at && t.column === 0 && t.kind === 'name' && /^(def|class|import|from|if|async|for|while|try|with)$/.test(t.text));
  if (end < 0) end = tokens.length;
  const body = tokens.slice(at, end);
  const first = body.findIndex((t, i) => i > 1 && t.text === ':' && body[i + 1] !== undefined && depthAt(body, i) === 0);
  const indent = body[first + 1]?.column ?? 0;
  const own = body.findLastIndex(t => t.text === 'return' && t.kind === 'name' && t.column === indent);
  const name = tokens[at + 1]!;
  if (first < 0 || indent === 0) return;
  if (!body.some(t => t.text === 'return')) source.draft.problem('python-model-invalid', name.span, "'model' must return one DataFrame");
  if (own < 0) return;
  const comma = body.findIndex((t, i) => i > own && t.text === ',' && t.kind === 'mark' && depthAt(body.slice(own), i - own) === 0);
  if (comma >= 0) source.draft.problem('python-model-invalid', body[own]!.span, "'model' returns one DataFrame, not several things");
}

function depthAt(tokens: readonly PyToken[], at: number): number {
  let depth = 0;
  for (let i = 0; i < at; i++) {
    const t = tokens[i]!;
    if (t.kind === 'mark' && '([{'.includes(t.text)) depth++;
    else if (t.kind === 'mark' && ')]}'.includes(t.text)) depth--;
  }
  return depth;
}

/** Exactly one function `model`, with two parameters of which the first is `dbt`. */
function checkShape(source: Source, all: readonly PyToken[]): void {
  const tokens = all.filter(t => t.kind !== 'comment');
  const found: { at: PyToken; parameters: PyToken[] | null }[] = [];
  for (let i = 0; i + 1 < tokens.length; i++) {
    const def = tokens[i]!;
    const name = tokens[i + 1]!;
    if (def.text === 'def' && def.column === 0 && name.text === 'model') found.push({ at: name, parameters: parametersAt(tokens, i + 2) });
  }
  const bad = (span: Span, message: string): void => source.draft.problem('python-model-invalid', span, message);
  const [first, second] = found;
  if (!first) bad({ start: 0, end: Math.min(source.text.length, 1) }, "A Python model defines a function 'model(dbt, session)'");
  if (second) bad(second.at.span, "A Python model has exactly one function 'model'");
  const close = first ? closingBracket(tokens, tokens.indexOf(first.at) + 1) : -1;
  const next = tokens[close + 1];
  if (close >= 0 && next && next.text !== ':' && !next.text.startsWith('-')) bad(tokens[close]!.span, "A colon is missing after 'def model(…)'");
  if (!first?.parameters || second) return;
  const { at, parameters } = first;
  if (parameters.length !== 2) bad(at.span, "'model' takes two arguments: dbt and session");
  else if (parameters[0]!.text !== 'dbt') bad(parameters[0]!.span, "The first argument of 'model' must be named dbt");
}

/** Index of the bracket that closes the one at an index; -1 if there is none. */
function closingBracket(tokens: readonly PyToken[], at: number): number {
  if (tokens[at]?.text !== '(') return -1;
  let depth = 0;
  for (let i = at; i < tokens.length; i++) {
    if ('([{'.includes(tokens[i]!.text) && tokens[i]!.kind === 'mark') depth++;
    else if (')]}'.includes(tokens[i]!.text) && tokens[i]!.kind === 'mark' && --depth === 0) return i;
  }
  return -1;
}

/** Names of the parameters in the brackets that start at a token; null if they are not closed or not plain. */
function parametersAt(tokens: readonly PyToken[], at: number): PyToken[] | null {
  if (tokens[at]?.text !== '(') return null;
  const out: PyToken[] = [];
  let depth = 0;
  let wants = true;
  for (let i = at; i < tokens.length; i++) {
    const t = tokens[i]!;
    if (t.text === '(' || t.text === '[' || t.text === '{') depth++;
    else if (t.text === ')' || t.text === ']' || t.text === '}') {
      if (--depth === 0) return out;
    } else if (depth === 1 && t.text === ',') wants = true;
    else if (depth === 1 && wants && t.kind === 'name') {
      out.push(t);
      wants = false;
    } else if (depth === 1 && wants) return null;
  }
  return null;
}
