import { type Facts, NO_FACTS } from '../../model/facts';
import type { Document, Format, ProjectContext } from '../../model/format';
import type { Key } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import { attributeOf, attributesIn, type HclBlock, type HclExpression, readHcl, expressionsIn } from '../../syntax/hcl';
import { readJson } from '../../syntax/json';
import { valueOf as child } from '../../syntax/yaml';
import type { Span } from '../../text/span';
import { Draft } from '../shared/draft';
import { checkResource } from './checks';
import { type Declared, extractResource } from './extract';
import { bodyValue, type ModuleValues } from './hclValues';
import { moduleReader, moduleValues } from './module';
import { addressKey } from './names';
import type { Resource } from './resource';

/** Terraform and OpenTofu: resources that hold or move data become datasets and jobs, the rest symbols that references find. */
export const terraform: Format = {
  id: 'terraform',
  version: 1,
  extensions: ['tf', 'tofu', 'json'],
  recognises: path => /\.(tf|tofu)(\.json)?$/.test(path),
  project: moduleReader,
  extract: (document, project) => (document.path.endsWith('.json') ? extractJson(document) : extractHcl(document, project)),
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};

/** Blocks whose addresses may name what is no longer there, or not yet. */
const PASSING: ReadonlySet<string> = new Set(['moved', 'removed', 'import']);

function extractHcl(document: Document, project: ProjectContext | null): Facts {
  const file = readHcl(document.text);
  const draft = new Draft();
  const folder = folderOf(document.path);
  const module = moduleValues(project?.root === folder ? project.data : undefined);
  draft.suppressions = readSuppressions(document.text, file.comments);
  for (const p of file.problems) draft.problem('terraform-syntax', p.span, p.message);
  for (const block of file.body.blocks) {
    const from = extractBlock(draft, document, folder, block, module);
    draft.folds.push(block.span);
    if (PASSING.has(block.type)) continue;
    const iterators = iteratorsIn(block);
    for (const a of attributesIn(block.body)) refer(draft, folder, a.value, from, iterators);
  }
  return draft.facts();
}

/** Declares what a block at the top of a file makes; gives the key of a resource. */
function extractBlock(draft: Draft, document: Document, folder: string, block: HclBlock, module: ModuleValues): Key | null {
  const [first, second] = block.labels;
  const symbol = (address: string, type: string, label: { readonly text: string; readonly span: Span }, description: string | null = null): Key => {
    const id = addressKey(folder, address);
    draft.declare({ id, kind: 'symbol', type, role: 'defines', name: label.text, keys: [], nameSpan: label.span, span: block.span, parent: null, path: null, attributes: { ...(description ? { description } : {}), more: { address } }, columns: [], columnsComplete: false });
    return id;
  };
  switch (block.type) {
    case 'resource': {
      if (!first || !second) return null;
      const resource = resourceOf(block, module);
      checkResource(draft, resource);
      return extractResource(draft, declared(document, folder, module), resource);
    }
    case 'data':
      return first && second ? symbol(`data.${first.text}.${second.text}`, 'terraform.data', second) : null;
    case 'variable': {
      const description = attributeOf(block.body, 'description')?.value;
      return first ? symbol(`var.${first.text}`, 'terraform.variable', first, description?.kind === 'literal' && typeof description.value === 'string' ? description.value : null) : null;
    }
    case 'module':
      return first ? symbol(`module.${first.text}`, 'terraform.module', first) : null;
    case 'locals':
      for (const a of block.body.attributes) declareLocal(draft, folder, a.name, a.nameSpan, a.span);
      return null;
    default:
      return null;
  }
}

function declareLocal(draft: Draft, folder: string, name: string, nameSpan: Span, span: Span): void {
  draft.declare({ id: addressKey(folder, `local.${name}`), kind: 'symbol', type: 'terraform.local', role: 'defines', name, keys: [], nameSpan, span, parent: null, path: null, attributes: { more: { address: `local.${name}` } }, columns: [], columnsComplete: false });
}

function declared(document: Document, folder: string, module: ModuleValues): Declared {
  return { text: document.text, keyOf: address => addressKey(folder, address), addressIn: text => /^[a-z0-9]+:\/\/\$\{([a-z][\w-]*\.[\w-]+)\.\w+\}/.exec(text)?.[1] ?? null, module, tool: 'terraform' };
}

function resourceOf(block: HclBlock, module: ModuleValues): Resource {
  const [type, label] = block.labels as [HclBlock['labels'][number], HclBlock['labels'][number]];
  return {
    type: type.text, address: `${type.text}.${label.text}`, label: label.text, labelSpan: label.span,
    head: { start: block.typeSpan.start, end: label.span.end + 1 }, span: block.span, body: bodyValue(block.body, module),
    many: attributeOf(block.body, 'count') !== undefined || attributeOf(block.body, 'for_each') !== undefined,
  };
}

/** Names that `dynamic` blocks give to the value they stand for. */
function iteratorsIn(block: HclBlock): ReadonlySet<string> {
  const out = new Set<string>();
  const visit = (b: HclBlock): void => {
    if (b.type === 'dynamic' && b.labels[0]) {
      out.add(b.labels[0].text);
      const named = attributeOf(b.body, 'iterator')?.value;
      if (named?.kind === 'path') out.add(named.names[0]!);
    }
    for (const inner of b.body.blocks) visit(inner);
  };
  visit(block);
  return out;
}

/** Providers whose names no variable of a `for` is likely to have. */
const PROVIDERS = /^(aws|google|azurerm|azuread|snowflake|databricks|confluent|kafka|kubernetes|helm|random|null|local|tls|archive|time|datadog|aiven|mongodbatlas|airbyte|fivetran)_/;

/** Addresses in an expression are references: to variables, locals, modules, data and resources of the same folder. */
function refer(draft: Draft, folder: string, value: HclExpression, from: Key | null, iterators: ReadonlySet<string>): void {
  for (const e of expressionsIn(value)) {
    if (e.kind !== 'path' || e.names.length < 2 || iterators.has(e.names[0]!)) continue;
    const [first, second, third] = e.names as [string, string, string | undefined];
    const parts = first === 'data' ? 3 : 2;
    const last = e.names[parts - 1];
    if (last === undefined || last === '*') continue;
    const known = first === 'var' ? 'terraform.variable' : first === 'local' ? 'terraform.local' : first === 'module' ? 'terraform.module' : first === 'data' ? 'terraform.data' : PROVIDERS.test(first) ? 'terraform.resource' : null;
    if (known === null || (first === 'data' && third === undefined) || second === '*') continue;
    const address = e.names.slice(0, parts).join('.');
    const span = e.spans[parts - 1]!;
    draft.refer({ targets: [addressKey(folder, address)], type: known, name: last, span, fullSpan: { start: e.span.start, end: span.end }, from, role: 'uses', certainty: 'certain', data: { address } });
  }
}

/** `*.tf.json`: only the names that it declares, so that others find them. */
function extractJson({ path, text }: Document): Facts {
  const { root } = readJson(text);
  const draft = new Draft();
  const folder = folderOf(path);
  const declare = (address: string, type: string, name: string, span: Span): void => draft.declare({ id: addressKey(folder, address), kind: 'symbol', type, role: 'defines', name, keys: [], nameSpan: null, span, parent: null, path: null, attributes: { more: { address } }, columns: [], columnsComplete: false });
  for (const [section, type, depth] of [['resource', 'terraform.resource', 2], ['data', 'terraform.data', 2], ['variable', 'terraform.variable', 1], ['module', 'terraform.module', 1], ['locals', 'terraform.local', 1]] as const) {
    const at = child(root, section);
    if (at?.kind !== 'map') continue;
    for (const pair of at.pairs) {
      const prefix = section === 'variable' ? 'var.' : section === 'locals' ? 'local.' : section === 'resource' ? '' : `${section}.`;
      if (depth === 1) declare(`${prefix}${pair.key.text}`, type, pair.key.text, pair.key.span);
      else if (pair.value?.kind === 'map') for (const inner of pair.value.pairs) declare(`${prefix}${pair.key.text}.${inner.key.text}`, type, inner.key.text, inner.key.span);
    }
  }
  return draft.declarations.length === 0 ? NO_FACTS : draft.facts();
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

