import { type Facts, NO_FACTS } from '../../model/facts';
import type { Document } from '../../model/format';
import { readSuppressions } from '../../model/suppression';
import { alternatives, argument, callFunction, type CallArguments, type Expression, followModule, type FunctionDefinition, type FunctionValue, type Host, isSequence, keyword, knownText, NO_ARGUMENTS, readPython, type Run, textValue, UNKNOWN, type Value } from '../../syntax/python';
import type { Span } from '../../text/span';
import { Draft } from '../shared/draft';
import { tablePlace } from '../shared/places';
import { foldsIn, importsFrom, nameFunctions } from '../shared/pythonFile';
import { pythonKey } from '../shared/pythonModules';
import { pipelineKey, resourceKey } from './names';

interface Resource {
  readonly is: 'resource';
  readonly name: string;
  readonly known: boolean;
  readonly nameSpan: Span | null;
  readonly span: Span;
  readonly args: CallArguments;
  readonly definition: FunctionDefinition | null;
}

interface Source {
  readonly is: 'source';
  readonly function: FunctionValue;
}

interface Several {
  readonly is: 'several';
  readonly resources: readonly Resource[];
}

interface Pipeline {
  readonly is: 'pipeline';
  readonly name: string;
  readonly nameSpan: Span | null;
  readonly span: Span;
  readonly args: CallArguments;
  /** Tables by name, with the place that says so. */
  readonly tables: Map<string, Span>;
  /** Something is run that the file does not show. */
  open: boolean;
}

interface Decorator {
  readonly is: 'decorator';
  readonly of: 'resource' | 'source';
  readonly args: CallArguments;
}

type Dlt = Resource | Source | Several | Pipeline | Decorator;

function objectOf(value: Value | undefined): Dlt | null {
  return value?.kind === 'host' && ['resource', 'source', 'several', 'pipeline', 'decorator'].includes(value.object.is) ? (value.object as Dlt) : null;
}

const hosted = (object: Dlt): Value => ({ kind: 'host', object });

/** The facts of a Python file that loads data with dlt. */
export function extractDlt(document: Document): Facts {
  const file = readPython(document.text);
  if (!importsFrom(file, ['dlt'])) return NO_FACTS;
  const resources: Resource[] = [];
  const pipelines: Pipeline[] = [];
  const { scope, run } = followModule(file, host(resources, pipelines), [['__name__', textValue('__main__')], ['__file__', textValue(document.path)]]);
  // Functions that nothing calls may hold pipelines too (they are called by a scheduler).
  for (const s of file.body) {
    if (s.kind === 'function' && s.decorators.length === 0 && pipelines.length === 0) callFunction({ kind: 'function', definition: s, scope, self: null }, { ...NO_ARGUMENTS, open: true }, { kind: 'unknown', span: s.nameSpan }, run);
  }
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, file.comments);
  for (const r of resources) declareResource(draft, document.path, r);
  for (const p of pipelines) declarePipeline(draft, p);
  draft.folds.push(...foldsIn(file));
  return nameFunctions(file, draft.facts());
}

function host(resources: Resource[], pipelines: Pipeline[]): Host {
  const resource = (args: CallArguments, definition: FunctionDefinition | null, at: Span): Resource => {
    const name = keyword(args, 'name')?.value;
    const made: Resource = { is: 'resource', name: name?.kind === 'text' ? name.text : (definition?.name ?? '{resource}'), known: name === undefined ? definition !== null : name.kind === 'text' && name.known, nameSpan: name === undefined ? (definition?.nameSpan ?? null) : name.kind === 'text' ? name.origin : null, span: definition?.span ?? at, args, definition };
    resources.push(made);
    return made;
  };
  const decorated = (of: Decorator['of'], args: CallArguments, f: FunctionValue): Value | undefined => {
    if (f.definition.kind !== 'function') return undefined;
    return hosted(of === 'resource' ? resource(args, f.definition, f.definition.span) : { is: 'source', function: f });
  };
  return {
    call(path, args, at) {
      const of = /^dlt\.(?:\w+\.)*(resource|transformer|source|pipeline)$/.exec(path)?.[1];
      if (of === 'pipeline') {
        const name = argument(args, 'pipeline_name', 0)?.value;
        const made: Pipeline = { is: 'pipeline', name: knownText(name) ?? '{pipeline}', nameSpan: name?.kind === 'text' ? name.origin : null, span: at.span, args, tables: new Map(), open: false };
        pipelines.push(made);
        return hosted(made);
      }
      if (of === undefined) return undefined;
      const kind = of === 'source' ? 'source' : 'resource';
      const first = args.positional[0]?.value;
      if (first?.kind === 'function') return decorated(kind, { ...args, positional: [] }, first);
      return kind === 'resource' && first !== undefined ? hosted(resource(args, null, at.span)) : hosted({ is: 'decorator', of: kind, args });
    },
    decorate(decorator, target) {
      if (target.kind !== 'function') return undefined;
      const of = decorator.kind === 'external' ? /^dlt\.(?:\w+\.)*(resource|transformer|source)$/.exec(decorator.path)?.[1] : undefined;
      const object = objectOf(decorator);
      if (of !== undefined) return decorated(of === 'source' ? 'source' : 'resource', NO_ARGUMENTS, target);
      return object?.is === 'decorator' ? decorated(object.of, object.args, target) : undefined;
    },
    callObject(object, args, at, run) {
      const own = objectOf({ kind: 'host', object });
      if (own?.is === 'resource') return hosted(own);
      return own?.is === 'source' ? hosted({ is: 'several', resources: resourcesIn(callFunction(own.function, args, at, run), 0) }) : undefined;
    },
    method(object, name, args, at, run) {
      const own = objectOf(object);
      if (own?.is === 'pipeline') return name === 'run' ? runPipeline(own, args, at, run) : UNKNOWN;
      return own?.is === 'resource' || own?.is === 'several' ? hosted(own) : undefined;
    },
    operate: (left, right) => (objectOf(left)?.is === 'resource' && objectOf(right)?.is === 'resource' ? right : undefined),
    member: object => (object.is === 'several' ? { kind: 'host', object } : undefined),
  };
}

function resourcesIn(value: Value, depth: number): Resource[] {
  if (depth > 4) return [];
  return alternatives(value).flatMap(one => {
    const object = objectOf(one);
    if (object?.is === 'resource') return [object];
    if (object?.is === 'several') return [...object.resources];
    return isSequence(one) ? one.items.flatMap(i => resourcesIn(i, depth + 1)) : [];
  });
}

/** `pipeline.run(data, table_name=…)`. */
function runPipeline(pipeline: Pipeline, args: CallArguments, at: Expression, _run: Run): Value {
  const span = at.kind === 'call' ? at.callee.span : at.span;
  const given = keyword(args, 'table_name');
  const data = argument(args, 'data', 0)?.value;
  const found = data ? resourcesIn(data, 0) : [];
  if (given?.value.kind === 'text' && given.value.known) pipeline.tables.set(given.value.text, given.value.origin ?? given.span);
  else for (const r of found) if (r.known) pipeline.tables.set(knownText(keyword(r.args, 'table_name')?.value) ?? r.name, span);
  if (found.length === 0 && !given) pipeline.open = true;
  return UNKNOWN;
}

function declareResource(draft: Draft, path: string, r: Resource): void {
  const facts = ['write_disposition', 'primary_key', 'merge_key'].flatMap(name => {
    const value = keyword(r.args, name)?.value;
    const texts = value && isSequence(value) ? value.items.flatMap(v => knownText(v) ?? []) : [knownText(value) ?? []].flat();
    return texts.length > 0 ? [`${name.replace('_', ' ')} ${texts.join(', ')}`] : [];
  });
  draft.declare({
    id: resourceKey(r.name, path), kind: 'symbol', type: 'dlt.resource', role: 'defines', name: r.name, keys: r.definition ? [pythonKey(path, r.definition.name)] : [], nameSpan: r.nameSpan ?? { start: r.span.start, end: r.span.start }, span: r.span, parent: null, path: null,
    attributes: { ...(r.definition?.docstring ? { description: r.definition.docstring.value.trim() } : {}), ...(facts.length > 0 ? { more: { facts } } : {}) }, columns: [], columnsComplete: false,
  });
}

function declarePipeline(draft: Draft, p: Pipeline): void {
  const id = pipelineKey(p.name);
  const destination = keyword(p.args, 'destination')?.value;
  const dataset = knownText(keyword(p.args, 'dataset_name')?.value);
  const to = knownText(destination) ?? (destination?.kind === 'made' || destination?.kind === 'external' ? destination.path.slice(destination.path.lastIndexOf('.') + 1) : null);
  draft.declare({
    id, kind: 'job', type: 'dlt.pipeline', role: 'defines', name: p.name, keys: [], nameSpan: p.nameSpan, span: p.span, parent: null, path: null,
    attributes: { more: { facts: [...(to ? [`loads into ${to}`] : []), ...(dataset ? [`dataset ${dataset}`] : []), `${p.tables.size}${p.open ? ' or more' : ''} table${p.tables.size === 1 && !p.open ? '' : 's'}`] } }, columns: [], columnsComplete: false,
  });
  for (const [name, span] of p.tables) {
    const place = tablePlace(dataset === null ? [name] : [dataset, name], true);
    if (!place) continue;
    draft.describe(place.id, 'dataset', place.type, place.name, span, place.targets);
    draft.refer({ targets: place.targets, type: 'sql.table', name: place.name, span, fullSpan: span, from: id, role: 'writes', certainty: 'likely', implied: true, data: { place: 'dlt' } });
  }
}
