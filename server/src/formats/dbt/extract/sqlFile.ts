import { readSuppressions } from '../../../model/suppression';
import type { Attributes } from '../../../model/facts';
import type { Json, Key } from '../../../model/key';
import type { Span } from '../../../text/span';
import { callsIn, type JinjaFileKind, type JinjaTemplate, problemsFor, readJinja } from '../../../syntax/jinja';
import { lookupKeys, resourceId } from '../names';
import { asTexts, flag } from '../project/data';
import { stateByFiles } from '../unify';
import type { Source } from './draft';
import { declareMacros } from './macroFile';
import { missingSnapshotKeys, wrongSnapshotKeys } from './nodes';
import { extractCalls, type OwnerOf } from './sqlCalls';
import { sqlComments } from './sqlComments';
import { type FileConfig, readConfig } from './sqlConfig';
import { extractQuery } from './sqlQuery';

/** What a SQL file of the project defines at its top level, by the file's role. */
const NODE_TYPES: { readonly [kind: string]: { readonly type: string; readonly kind: 'dataset' | 'symbol'; readonly refable: boolean } } = {
  model: { type: 'model', kind: 'dataset', refable: true },
  analysis: { type: 'analysis', kind: 'symbol', refable: false },
  singularTest: { type: 'test', kind: 'symbol', refable: false },
};

/** A SQL file with Jinja: a model, analysis, singular test, function, snapshots, macros or generic tests. */
export function extractSql(source: Source): void {
  const template = readJinja(source.text);
  extractProblems(source, template);
  const comments = [...template.segments.filter(s => s.kind === 'comment').map(s => s.span), ...sqlComments(template)];
  source.draft.suppressions.push(...readSuppressions(source.text, comments.sort((a, b) => a.start - b.start)));
  for (const block of template.blocks) if (block.span.end > block.span.start) source.draft.folds.push(block.span);
  const macros = declareMacros(source, template);
  const node = declareNode(source, template);
  const snapshots = source.role.kind === 'snapshot' ? declareSnapshots(source, template) : new Map<number, Snapshot>();
  const ownerOf: OwnerOf = block => {
    if (block < 0) return node ? { from: node.id, reads: true, type: node.type } : { from: null, reads: false, type: 'sql' };
    const snapshot = snapshots.get(block);
    if (snapshot) return { from: snapshot.id, reads: true, type: 'snapshot' };
    return { from: macros.get(block) ?? null, reads: false, type: 'macro' };
  };
  const facts = extractCalls(source, template, ownerOf);
  if (node && node.type !== 'function') extractQuery(source, template, { dataset: node.type === 'model' ? node.id : null, from: node.id, span: { start: 0, end: source.text.length }, block: -1 }, facts);
  for (const [block, snapshot] of snapshots) extractQuery(source, template, { dataset: snapshot.id, from: snapshot.id, span: snapshot.body, block, snapshot: snapshot.config.values }, facts);
}

function declareNode(source: Source, template: JinjaTemplate): { readonly id: Key; readonly type: string } | null {
  const node = NODE_TYPES[source.role.kind];
  if (!node) return source.role.kind === 'function' ? declareFunction(source) : null;
  const { scope, name: pkg } = source.project;
  const name = source.role.stem;
  const id = resourceId(scope, node.type, pkg, name);
  const config = readConfig(source, template, -1, node.type, id);
  source.draft.declare({
    id, kind: node.kind, type: `dbt.${node.type}`, role: 'defines', name, keys: node.refable ? lookupKeys('ref', scope, pkg, name) : [], nameSpan: null,
    span: { start: 0, end: source.text.length }, parent: null, path: null, attributes: withIncremental(fileAttributes(source, node.type, config), template), columns: [], columnsComplete: false,
  });
  checkName(source, name);
  return { id, type: node.type };
}

/** Notes whether the file's own text asks `is_incremental()`: unit tests of such a model must say what it gives. */
function withIncremental(attributes: Attributes, template: JinjaTemplate): Attributes {
  const asks = callsIn(template).some(c => (c.callee === 'is_incremental' || c.callee === 'dbt.is_incremental') && c.definition < 0);
  return asks ? { ...attributes, more: { ...attributes.more, asksIncremental: true } } : attributes;
}

function declareFunction(source: Source): { readonly id: Key; readonly type: string } {
  const { scope, name: pkg } = source.project;
  const id = resourceId(scope, 'function', pkg, source.role.stem);
  source.draft.declare({
    id, kind: 'symbol', type: 'dbt.function', role: 'defines', name: source.role.stem, keys: lookupKeys('function', scope, pkg, source.role.stem), nameSpan: null,
    span: { start: 0, end: source.text.length }, parent: null, path: null, attributes: { more: filePlace(source) }, columns: [], columnsComplete: false,
  });
  return { id, type: 'function' };
}

interface Snapshot {
  readonly id: Key;
  readonly body: Span;
  readonly config: FileConfig;
}

function declareSnapshots(source: Source, template: JinjaTemplate): Map<number, Snapshot> {
  const { scope, name: pkg } = source.project;
  const out = new Map<number, Snapshot>();
  for (const block of template.blocks) {
    const s = block.statement;
    if (s.kind !== 'snapshot' || !s.name || s.name.text === '') continue;
    const id = resourceId(scope, 'snapshot', pkg, s.name.text);
    const config = readConfig(source, template, block.index, 'snapshot', id);
    source.draft.declare({
      id, kind: 'dataset', type: 'dbt.snapshot', role: 'defines', name: s.name.text, keys: lookupKeys('ref', scope, pkg, s.name.text), nameSpan: s.name.span, span: block.span, parent: null, path: null,
      attributes: fileAttributes(source, 'snapshot', config), columns: [], columnsComplete: false,
    });
    for (const wrong of wrongSnapshotKeys(config.values)) source.draft.problem('snapshot-config-invalid', config.spans[wrong.key] ?? s.name.span, wrong.message, undefined, { key: wrong.key });
    const inherited = [source.project.main, source.project.data].some(p => Object.keys(p.configs['snapshots'] ?? {}).length > 0);
    const missing = missingSnapshotKeys(config.values).filter(m => !config.dynamic.includes(m));
    if (missing.length > 0 && !inherited && config.dynamic.length === 0) {
      source.draft.problem('snapshot-key-missing', s.name.span, `Snapshot '${s.name.text}' needs ${missing.map(m => `'${m}'`).join(' and ')} in its config`, undefined, { keys: missing });
    }
    out.set(block.index, { id, body: { start: block.open.end, end: block.close?.start ?? block.span.end }, config });
  }
  return out;
}

/** Attributes of a node that a file defines: its config as it stands, and where the file lies, for the config hierarchy. */
export function fileAttributes(source: Source, type: string, config: FileConfig): import('../../../model/facts').Attributes {
  const state = stateByFiles(source.project, type, source.role, config);
  return {
    config: config.values,
    ...(state === 'on' ? {} : { enabled: false }),
    ...(config.values['tags'] !== undefined ? { tags: asTexts(config.values['tags']) } : {}),
    more: { ...filePlace(source), ...(state === 'conditional' ? { conditional: true } : {}), ...(config.dynamic.length > 0 ? { dynamic: [...config.dynamic] } : {}) },
  };
}

export function filePlace(source: Source): { readonly [name: string]: Json } {
  return { place: 'file', file: source.role.path, stem: source.role.stem, folders: [...source.role.folders] };
}

/** dbt warns about, and in newer versions refuses, names with spaces. */
export function checkName(source: Source, name: string): void {
  if (name.includes(' ')) source.draft.problem('resource-name-invalid', { start: 0, end: 0 }, `The name '${name}' has a space; dbt 1.10 and later refuse that`, undefined, { to: name.replace(/ +/g, '_'), code: 'SpacesInResourceNameDeprecation (dbt D014)', ...(flag(source.project, 'require_resource_names_without_spaces') === false ? { severity: 'warning' } : {}) });
}

/** Files that dbt cuts into blocks before Jinja sees them; all others are one template. */
const FILE_KINDS: { readonly [kind: string]: JinjaFileKind } = { macro: 'macros', genericTest: 'generic-tests', snapshot: 'snapshots' };

/** Problems of the Jinja itself, as far as they are dbt's business in a file of this kind. */
function extractProblems(source: Source, template: JinjaTemplate): void {
  for (const p of problemsFor(template, FILE_KINDS[source.role.kind] ?? 'model')) source.draft.problems.push(p);
}
