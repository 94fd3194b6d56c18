import type { Facts } from '../../model/facts';
import type { Document, Format } from '../../model/format';
import type { Key } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import { jsonEdits, readJson } from '../../syntax/json';
import { type SchemaName, validate } from '../../syntax/jsonSchema';
import { readToml } from '../../syntax/toml';
import { foldsOf, readYaml, valueOf, type YamlDocument, type YamlNode, yamlEdits } from '../../syntax/yaml';
import type { Span } from '../../text/span';
import { Draft } from '../shared/draft';
import { locationKey } from '../shared/names';
import { expectJson, expectToml, expectYaml, explainTree } from '../shared/structured';
import { entry } from '../../text/entry';
import { datasetTargets, jobKey } from './names';

/** What a tool's file says, beside what its schema says of every key. */
export interface ToolFile {
  readonly id: string;
  readonly extensions: readonly string[];
  readonly schema: SchemaName;
  recognises(path: string, head: string): boolean;
  /** For files that are neither YAML nor JSON nor TOML. */
  read?(text: string): YamlDocument;
  /** Texts of values that only a run knows, beside `${…}` and `{{ … }}`. */
  readonly unknown?: RegExp;
  extract(file: Reading): void;
}

/** A file that is being read. */
export interface Reading {
  readonly path: string;
  readonly text: string;
  readonly root: YamlNode | null;
  readonly draft: Draft;
}

/** The format of a tool whose files are YAML or JSON: its schema gives findings, hovers and completion, `extract` the graph. */
export function toolFormat(tool: ToolFile): Format {
  return {
    id: tool.id,
    version: 1,
    extensions: tool.extensions,
    recognises: (path, head) => tool.recognises(path, head()),
    extract: document => extract(tool, document),
    expect: (document, _project, offset) => (tool.read ? null : isJson(document) ? expectJson(document, tool.schema, offset) : isToml(document) ? expectToml(document, tool.schema, offset) : expectYaml(document, tool.schema, offset)),
    explain: (document, _project, offset) => explainTree(read(tool, document), tool.schema, offset),
    edit: (document, operations) => (tool.read || isToml(document) ? operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])) : isJson(document) ? jsonEdits(document.text, operations) : yamlEdits(document.text, operations)),
  };
}

function isJson(document: Document): boolean {
  return /\.json$/i.test(document.path);
}

function isToml(document: Document): boolean {
  return /\.toml$/i.test(document.path);
}

/** The file as a tree, whichever of the languages it is written in. */
function read(tool: ToolFile, document: Document): YamlDocument {
  const { text } = document;
  return tool.read ? tool.read(text) : isJson(document) ? readJson(text) : isToml(document) ? readToml(text) : readYaml(text);
}

function extract(tool: ToolFile, document: Document): Facts {
  const tree = read(tool, document);
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, tree.comments);
  draft.folds.push(...foldsOf(tree, document.text));
  for (const p of tree.problems) if (p.rule === 'toml-syntax') draft.problem('pipeline-file-invalid', p.span, p.message);
  tool.extract({ path: document.path, text: document.text, root: tree.root, draft });
  const said = new Set(draft.problems.map(p => p.span.start));
  for (const p of validate(tool.schema, tree.root, v => v.tag?.startsWith('!') === true || RUN.test(v.text) || tool.unknown?.test(v.text) === true)) {
    if (p.data.verdict === 'accepts' || p.kind === 'empty-value' || said.has(p.span.start)) continue;
    draft.problem('pipeline-file-invalid', p.span, p.message, { ...p.data, kind: p.kind, ...(p.data.verdict === 'rejects' ? {} : { severity: 'warning' }) });
  }
  // Each tool has a rule of its own for what it refuses.
  const own = `${tool.id}-invalid`;
  const facts = draft.facts();
  return { ...facts, problems: facts.problems.map(p => (p.rule === REFUSED ? { ...p, rule: own } : p)) };
}

/** What `extract` calls a breach that the tool refuses. */
const REFUSED = 'pipeline-file-invalid';

/** Values that are put in before or while the tool runs. */
const RUN = /\$\{|\{\{/;

/** Declares the job that a file or a part of it is; gives its key. */
export function declareJob({ draft }: Reading, tool: string, name: string, nameSpan: Span | null, span: Span, more: { readonly id?: Key; readonly parent?: Key | null; readonly type?: string; readonly description?: string | null; readonly schedule?: string | null; readonly facts?: readonly string[]; readonly operations?: { readonly [name: string]: string | number } } = {}): Key {
  const id = more.id ?? jobKey(tool, name);
  draft.declare({
    id, kind: 'job', type: more.type ?? `${tool}.pipeline`, role: 'defines', name, keys: [], nameSpan, span, parent: more.parent ?? null, path: null,
    attributes: { ...(more.description ? { description: more.description } : {}), ...(more.schedule ? { schedule: more.schedule } : {}), more: { facts: more.facts ?? [], ...(more.operations ? { operations: more.operations } : {}) } }, columns: [], columnsComplete: false,
  });
  return id;
}

/** A dataset that a job reads or writes, named by text; null where only a run knows the name. `at` is where the name stands. */
export function place({ draft }: Reading, job: Key, role: 'reads' | 'writes', kind: Parameters<typeof datasetTargets>[0] | 'uri', name: string, at: Span): number | null {
  if (name === '' || /\$\{|\{\{|!\{|^\$/.test(name)) return null;
  const location = kind === 'uri' ? locationKey(name) : null;
  const targets = kind === 'uri' ? (location === null ? [] : [location]) : datasetTargets(kind, name, role === 'writes');
  const [first] = targets;
  if (first === undefined) return null;
  draft.describe(first, 'dataset', entry(TYPES, kind) ?? 'storage.path', name, at, targets);
  return draft.refer({ targets, type: kind === 'table' ? 'sql.table' : 'pipeline.place', name, span: at, fullSpan: at, from: job, role, certainty: kind === 'table' ? 'likely' : 'certain', data: { place: 'pipeline' } });
}

const TYPES: { readonly [kind: string]: string } = { topic: 'kafka.topic', table: 'sql.table', kinesis: 'kinesis.stream', firehose: 'firehose.stream', pubsub: 'pubsub.topic', redis: 'redis.key', druid: 'druid.datasource', index: 'elasticsearch.index' };

/** Every pair of what a job reads and what it writes. */
export function connect({ draft }: Reading, job: Key, reads: readonly (number | null)[], writes: readonly (number | null)[], span: Span, confidence: 'exact' | 'likely' = 'exact'): void {
  for (const from of reads) for (const to of writes) if (from !== null && to !== null) draft.edges.push({ from, to, job, span, confidence });
}

/** The scalars at a path of keys: one, or the items of a list, or the parts of a text with commas. */
export function texts(node: YamlNode | null, ...path: readonly string[]): readonly { readonly text: string; readonly span: Span }[] {
  const found = path.reduce<YamlNode | null>((at, name) => valueOf(at, name), node);
  const scalars = found?.kind === 'scalar' ? [found] : found?.kind === 'seq' ? found.items.flatMap(i => (i.value?.kind === 'scalar' ? [i.value] : [])) : [];
  return scalars.flatMap(s => splitList(s.text, s.content));
}

function splitList(text: string, content: Span): { text: string; span: Span }[] {
  const exact = content.end - content.start === text.length;
  const out: { text: string; span: Span }[] = [];
  let from = 0;
  for (const part of text.split(',')) {
    const name = part.trim();
    const start = content.start + from + part.indexOf(name);
    if (name !== '') out.push({ text: name, span: exact ? { start, end: start + name.length } : content });
    from += part.length + 1;
  }
  return out;
}

/** The text of a scalar at a path of keys, with its place; null for anything else. */
export function scalar(node: YamlNode | null, ...path: readonly string[]): { readonly text: string; readonly span: Span; readonly value: unknown } | null {
  const found = path.reduce<YamlNode | null>((at, name) => valueOf(at, name), node);
  return found?.kind === 'scalar' ? { text: found.text, span: found.content, value: found.value } : null;
}

/** Where a finding about something that is not there is shown: the key, else the beginning of the file. */
export function headOf(node: YamlNode | null, name?: string): Span {
  if (node?.kind === 'map') {
    const pair = name === undefined ? node.pairs[0] : node.pairs.find(p => p.key.text === name);
    if (pair) return pair.key.content;
  }
  return { start: 0, end: 0 };
}

/** The file's name without folders and endings: the name of a pipeline that gives itself none. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.(ya?ml|json)$/i, '');
}
