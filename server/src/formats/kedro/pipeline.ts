import { type Facts, NO_FACTS } from '../../model/facts';
import type { Document } from '../../model/format';
import type { Key } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import { argument, type CallArguments, callFunction, type Expression, followModule, isSequence, keyword, knownText, NO_ARGUMENTS, readPython, type Run, UNKNOWN, type Value } from '../../syntax/python';
import type { Span } from '../../text/span';
import { Draft } from '../shared/draft';
import { foldsIn, importsFrom } from '../shared/pythonFile';
import { datasetKey, nodeKey, parameterKey, projectOf } from './names';

interface Node {
  readonly name: string;
  readonly nameSpan: Span | null;
  readonly span: Span;
  readonly function: string | null;
  readonly inputs: readonly Named[];
  readonly outputs: readonly Named[];
}

interface Named {
  readonly name: string;
  readonly span: Span | null;
}

/** The nodes of a file's pipelines, with the datasets that they read and write by name. */
export function extractPipelines(document: Document): Facts {
  const file = readPython(document.text);
  if (!importsFrom(file, ['kedro'])) return NO_FACTS;
  const nodes: Node[] = [];
  let namespaced = false;
  const call = (path: string, args: CallArguments, at: Expression): Value | undefined => {
    if (/^kedro\.pipeline(\.\w+)*\.(node|Node)$/.test(path)) nodes.push(nodeOf(args, at));
    else if (/^kedro\.(\w+\.)*(pipeline|modular_pipeline|Pipeline)$/.test(path) && keyword(args, 'namespace')) namespaced = true;
    else return undefined;
    return UNKNOWN;
  };
  const { scope, run } = followModule(file, { call });
  follow(scope.names.get('create_pipeline'), run);
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, file.comments);
  const project = projectOf(document.path);
  for (const node of nodes) extractNode(draft, project, document.path, node, namespaced);
  draft.folds.push(...foldsIn(file));
  return draft.facts();
}

/** Kedro calls `create_pipeline` of each module of pipelines. */
function follow(create: Value | undefined, run: Run): void {
  if (create?.kind === 'function') callFunction(create, { ...NO_ARGUMENTS, open: true }, { kind: 'unknown', span: create.definition.span }, run);
}

function nodeOf(args: CallArguments, at: Expression): Node {
  const f = argument(args, 'func', 0)?.value;
  const own = f?.kind === 'function' && f.definition.kind === 'function' ? f.definition.name : f?.kind === 'external' ? f.path.slice(f.path.lastIndexOf('.') + 1) : null;
  const name = keyword(args, 'name')?.value;
  const inputs = namesIn(argument(args, 'inputs', 1)?.value);
  const outputs = namesIn(argument(args, 'outputs', 2)?.value);
  const span = at.kind === 'call' ? at.callee.span : at.span;
  return {
    name: name?.kind === 'text' ? name.text : (own ?? outputs.map(o => o.name).join('_')), nameSpan: name?.kind === 'text' ? name.origin : null, span: at.span.end > at.span.start ? at.span : span, function: own, inputs, outputs,
  };
}

function namesIn(value: Value | undefined): Named[] {
  if (!value) return [];
  const items = isSequence(value) ? value.items : value.kind === 'dict' ? value.entries.map(e => e.value) : [value];
  return items.flatMap(v => {
    const text = knownText(v);
    return text === null || v.kind !== 'text' ? [] : [{ name: text, span: v.origin }];
  });
}

function extractNode(draft: Draft, project: string, path: string, node: Node, namespaced: boolean): void {
  const id = nodeKey(project, node.name);
  draft.declare({
    id, kind: 'job', type: 'kedro.node', role: 'defines', name: node.name, keys: [], nameSpan: node.nameSpan, span: node.span, parent: null, path: null,
    attributes: { more: { facts: [...(node.function ? [`calls ${node.function}`] : []), `in ${path.split('/').slice(-2, -1)[0] ?? path}`] } }, columns: [], columnsComplete: false,
  });
  for (const [names, role] of [[node.inputs, 'reads'], [node.outputs, 'writes']] as const) for (const n of names) refer(draft, project, n, id, role, node.span, namespaced);
}

function refer(draft: Draft, project: string, named: Named, job: Key, role: 'reads' | 'writes', at: Span, namespaced: boolean): void {
  const span = named.span ?? { start: at.start, end: at.start };
  const parameter = named.name === 'parameters' ? '' : /^params:(.*)$/.exec(named.name)?.[1];
  if (parameter === '') return;
  if (parameter !== undefined) {
    const own = { start: span.end - parameter.length, end: span.end };
    draft.refer({ targets: [parameterKey(project, parameter)], type: 'kedro.parameter', name: parameter, span: named.span ? own : span, fullSpan: span, from: job, role: 'names', certainty: 'likely', ...(named.span && !parameter.includes('.') ? {} : { implied: true }) });
    return;
  }
  const name = named.name.replace(/@\w+$/, '');
  const target = datasetKey(project, name);
  // What no catalog holds is kept in memory between nodes.
  draft.describe(target, 'dataset', 'kedro.memory', name, span, [target]);
  draft.refer({ targets: [target], type: 'kedro.dataset', name, span, fullSpan: span, from: job, role, certainty: namespaced ? 'likely' : 'certain', ...(named.span && name === named.name ? {} : { implied: true }) });
}
