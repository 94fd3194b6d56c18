import { type Facts, NO_FACTS } from '../../model/facts';
import type { Document, Format, OtherFiles, ProjectContext } from '../../model/format';
import type { Key } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import { attributeOf, attributesIn, type HclBlock, type HclExpression, readHcl, expressionsIn } from '../../syntax/hcl';
import { readJson } from '../../syntax/json';
import { valueOf as child } from '../../syntax/yaml';
import type { Span } from '../../text/span';
import { Draft } from '../shared/draft';
import { checkResource } from './checks';
import { bodyValue } from './evaluate';
import { type Declared, extractResource } from './extract';
import { makeWorld, type World } from './folder';
import { moduleReader, moduleValues } from './module';
import { checkCall, enterModule, referToOutput, resourcesOf } from './modules';
import { addressKey, addressKeys, moduleKey, unnamedKey } from './names';
import { expectTerraform, explainTerraform } from './terraformEditing';

/** Terraform and OpenTofu: resources that hold or move data become datasets and jobs, the rest symbols that references find. */
export const terraform: Format = {
  id: 'terraform',
  version: 3,
  extensions: ['tf', 'tofu', 'json'],
  recognises: path => /\.(tf|tofu)(\.json)?$/.test(path),
  project: moduleReader,
  extract: (document, project, files) => (document.path.endsWith('.json') ? extractJson(document) : extractHcl(document, project, files ?? null)),
  expect: (document, _project, offset) => (document.path.endsWith('.json') ? null : expectTerraform(document, offset)),
  explain: (document, _project, offset) => (document.path.endsWith('.json') ? null : explainTerraform(document, offset)),
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};

/** Blocks whose addresses may name what is no longer there, or not yet. */
const PASSING: ReadonlySet<string> = new Set(['moved', 'removed', 'import']);

function extractHcl(document: Document, project: ProjectContext | null, files: OtherFiles | null): Facts {
  const file = readHcl(document.text);
  const draft = new Draft();
  const folder = folderOf(document.path);
  const values = moduleValues(project?.root === folder ? project.data : undefined);
  const world = makeWorld(document.path, file, values, files);
  const bodyOf = (address: string) => {
    const block = world.blockOf(address);
    return block ? bodyValue(block.body, world.own.scope) : undefined;
  };
  const context: Context = { folder, world, x: { ...declared(document, folder), bodyOf }, called: !values.planned && folder !== '' };
  draft.suppressions = readSuppressions(document.text, file.comments);
  for (const p of file.problems) draft.problem('terraform-syntax', p.span, p.message);
  for (const block of file.body.blocks) {
    const from = extractBlock(draft, context, block);
    draft.folds.push(block.span);
    if (PASSING.has(block.type)) continue;
    const iterators = iteratorsIn(block);
    for (const a of attributesIn(block.body)) refer(draft, context, a.value, from, iterators);
  }
  return draft.facts();
}

/** What is the same for all blocks of a file. */
interface Context {
  readonly folder: string;
  readonly world: World;
  readonly x: Declared;
  /** Whether the folder looks like a module that others call: those give its resources their names. */
  readonly called: boolean;
}

/** Declares what a block at the top of a file makes; gives the key of a resource. */
function extractBlock(draft: Draft, context: Context, block: HclBlock): Key | null {
  const { folder, world, x } = context;
  const [first, second] = block.labels;
  const symbol = (address: string, type: string, label: { readonly text: string; readonly span: Span }, description: string | null = null, keys: readonly Key[] = []): Key => {
    const id = addressKey(folder, address);
    draft.declare({ id, kind: 'symbol', type, role: 'defines', name: label.text, keys, nameSpan: label.span, span: block.span, parent: null, path: null, attributes: { ...(description ? { description } : {}), more: { address } }, columns: [], columnsComplete: false });
    return id;
  };
  switch (block.type) {
    case 'resource': return first && second ? extractResources(draft, context, block, `${first.text}.${second.text}`) : null;
    case 'data':
      return first && second ? symbol(`data.${first.text}.${second.text}`, 'terraform.data', second) : null;
    case 'variable': return first ? symbol(`var.${first.text}`, 'terraform.variable', first, described(block)) : null;
    case 'output': return first ? symbol(`output.${first.text}`, 'terraform.output', first, described(block)) : null;
    case 'module': {
      if (!first) return null;
      const target = world.folderOf(world.own, block);
      const id = symbol(`module.${first.text}`, 'terraform.module', first, null, target ? [moduleKey(target.path)] : []);
      checkCall(draft, world, block, id);
      enterModule(draft, x, world, block);
      return id;
    }
    case 'locals':
      for (const a of block.body.attributes) declareLocal(draft, folder, a.name, a.nameSpan, a.span);
      return null;
    default:
      return null;
  }
}

function described(block: HclBlock): string | null {
  const description = attributeOf(block.body, 'description')?.value;
  return description?.kind === 'literal' && typeof description.value === 'string' ? description.value : null;
}

/** The resources of a block; where it makes several, its address is a symbol beside them. */
function extractResources(draft: Draft, { folder, world, x, called }: Context, block: HclBlock, address: string): Key {
  const all = resourcesOf(block, world.own.scope, address, false);
  const own = addressKey(folder, address);
  const [first] = all;
  const several = all.length !== 1 || first!.address !== address;
  if (several) draft.declare({ id: own, kind: 'symbol', type: 'terraform.resource', role: 'defines', name: address, keys: [], nameSpan: block.labels[1]!.span, span: block.span, parent: null, path: null, attributes: { more: { address, resource: block.labels[0]!.text } }, columns: [], columnsComplete: false });
  let id = own;
  const before = draft.problems.length;
  for (const r of all) {
    checkResource(draft, r);
    const made = extractResource(draft, x, r, called ? { id: unnamedKey(folder, address), yieldsTo: moduleKey(folder) } : null);
    if (!several) id = made;
  }
  if (several) {
    // What is wrong with each of them is told once.
    const told = draft.problems.splice(before);
    for (const p of told) if (!draft.problems.slice(before).some(o => o.rule === p.rule && o.span.start === p.span.start && o.message === p.message)) draft.problems.push(p);
  }
  return id;
}

function declareLocal(draft: Draft, folder: string, name: string, nameSpan: Span, span: Span): void {
  draft.declare({ id: addressKey(folder, `local.${name}`), kind: 'symbol', type: 'terraform.local', role: 'defines', name, keys: [], nameSpan, span, parent: null, path: null, attributes: { more: { address: `local.${name}` } }, columns: [], columnsComplete: false });
}

function declared(document: Document, folder: string): Declared {
  return { text: document.text, keyOf: address => addressKey(folder, address), keysOf: address => addressKeys(folder, address), addressIn: text => /^[a-z0-9]+:\/\/\$\{((?:module\.[\w-]+(?:\["[^"\]]*"\])?\.)*[a-z][\w-]*\.[\w-]+(?:\["[^"\]]*"\])?)\.\w+\}/.exec(text)?.[1] ?? null, tool: 'terraform' };
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
function refer(draft: Draft, { folder, world }: Context, value: HclExpression, from: Key | null, iterators: ReadonlySet<string>): void {
  for (const e of expressionsIn(value)) {
    if (e.kind !== 'path' || e.names.length < 2 || iterators.has(e.names[0]!)) continue;
    const [first, second, third] = e.names as [string, string, string | undefined];
    const parts = first === 'data' ? 3 : 2;
    const last = e.names[parts - 1];
    if (last === undefined || last === '*') continue;
    const known = first === 'var' ? 'terraform.variable' : first === 'local' ? 'terraform.local' : first === 'module' ? 'terraform.module' : first === 'data' ? 'terraform.data' : PROVIDERS.test(first) ? 'terraform.resource' : null;
    if (known === null || (first === 'data' && third === undefined) || second === '*') continue;
    const address = e.names.slice(0, parts).join('.');
    const output = e.indexes?.[2] === undefined ? 2 : 3;
    if (first === 'module' && e.names[output] !== undefined && e.names[output] !== '*' && e.indexes?.[output] === undefined) referToOutput(draft, world, second, e.names[output]!, e.spans[output]!, from);
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

