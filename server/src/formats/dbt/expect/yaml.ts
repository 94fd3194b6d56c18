import type { Choice, Document, Expectation, Word } from '../../../model/format';
import type { Path } from '../../../model/facts';
import { completeAt, type SchemaName } from '../../../syntax/jsonSchema';
import { contextAt, readYaml, textOf, toJson, valueOf, type YamlContext, type YamlNode } from '../../../syntax/yaml';
import { builtInTests, knownPackage } from '../builtIns';
import { lookupKey, lookupNamespace, type LookupKind, nodeId, packagesNamespace, sourceTableId } from '../names';
import { asText, type Project } from '../project/data';
import { entry } from '../../../text/entry';
import { expectJinja, jinjaStart } from './jinja';

/** Names that stand for an entity of the schema's annotations: types and the kind of look-up. */
const ENTITIES: { readonly [entity: string]: { readonly types: readonly string[]; readonly kind: LookupKind } } = {
  'dbt.model': { types: ['dbt.model'], kind: 'ref' }, 'dbt.seed': { types: ['dbt.seed'], kind: 'ref' }, 'dbt.snapshot': { types: ['dbt.snapshot'], kind: 'ref' },
  'dbt.macro': { types: ['dbt.macro'], kind: 'macro' }, 'dbt.group': { types: ['dbt.group'], kind: 'group' }, 'dbt.metric': { types: ['dbt.metric'], kind: 'metric' }, 'dbt.measure': { types: ['dbt.measure'], kind: 'measure' },
  'dbt.selector': { types: ['dbt.selector'], kind: 'selector' }, 'dbt.function': { types: ['dbt.function'], kind: 'function' },
};

/** What may stand at the cursor of a YAML file of dbt. */
export function expectYaml(document: Document, project: Project, offset: number, schema: SchemaName): Expectation | null {
  const { text } = document;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const jinja = jinjaStart(text, offset, lineStart);
  if (jinja !== null) return expectJinja(text, jinja, offset, project);
  const bare = /(?:^|[\s'"[,])(?=(?:ref|source|metric)\s*\([^)]*$)/.exec(text.slice(lineStart, offset));
  if (bare) return expectJinja(text, lineStart + bare.index + bare[0].length, offset, project);
  const context = contextAt(text, offset);
  if (context.expects === 'none') return null;
  const root = readYaml(text).root;
  const choices: Choice[] = [];
  if (context.expects !== 'key') choices.push(...valueChoices(root, project, context, schema));
  if (context.expects !== 'value') choices.push(...keyChoices(root, project, context, schema));
  return choices.length > 0 ? { replace: context.replace, choices } : null;
}

function keyChoices(root: YamlNode | null, project: Project, context: YamlContext, schema: SchemaName): Choice[] {
  const { words, entity } = completeAt(schema, root, context.path, 'key', context.siblings);
  const insert = (w: Word): string => {
    const plain = w.insert ?? (context.colon ? w.label : `${w.label}: `);
    return context.before + (context.colon ? w.label : plain);
  };
  const choices: Choice[] = [{ kind: 'words', words: words.map(w => ({ ...w, insert: insert(w) })) }];
  if (entity) choices.unshift(...entityChoices(root, project, context, entity, context.colon ? '' : ': '));
  return choices;
}

function valueChoices(root: YamlNode | null, project: Project, context: YamlContext, schema: SchemaName): Choice[] {
  const { words, entity } = completeAt(schema, root, context.path, 'value');
  const choices: Choice[] = [{ kind: 'words', words: words.map(w => ({ ...w, insert: context.before + (w.insert ?? w.label) })) }];
  if (entity) choices.unshift(...entityChoices(root, project, context, entity, ''));
  return choices;
}

function entityChoices(root: YamlNode | null, project: Project, context: YamlContext, entity: string, after: string): Choice[] {
  const { scope } = project;
  const wrap = context.before || after ? { wrap: `${context.before}$${after}` } : {};
  const known = entry(ENTITIES, entity);
  if (known) return [{ kind: 'entities', types: known.types, namespaces: [known.kind === 'macro' ? lookupNamespace('macro', scope, project.name) : lookupNamespace(known.kind, scope, null)], ...wrap }];
  if (entity === 'column') return [{ kind: 'columnsOf', targets: ownerOf(root, project, context.path) }];
  if (entity === 'tag') return [{ kind: 'values', of: 'tags' }];
  if (entity === 'dbt.test') return testChoices(project, context, after);
  if (entity === 'dbt.package') return [{ kind: 'entities', types: [], namespaces: [packagesNamespace(scope)], ...wrap }];
  if (entity === 'dbt.doc') return [{ kind: 'entities', types: ['dbt.doc'], namespaces: [lookupNamespace('doc', scope, null)], wrap: `${context.before}'{{ doc("$") }}'` }];
  if (entity === 'dbt.ref') {
    return [{ kind: 'entities', types: ['dbt.model', 'dbt.seed', 'dbt.snapshot'], namespaces: [lookupNamespace('ref', scope, null)], wrap: `${context.before}ref('$')` }];
  }
  return [];
}

/** Generic tests: those of dbt, of packages asked for, and the project's own. */
function testChoices(project: Project, context: YamlContext, after: string): Choice[] {
  const word = (label: string, signature: string): Word => ({ label, kind: 'function', detail: `(${signature})`, insert: `${context.before}${label}${after}` });
  const words = Object.entries(builtInTests()).map(([name, signature]) => word(name, signature));
  for (const pkg of new Set([...project.data.installed, ...project.data.declared.map(p => p.name)])) {
    for (const [name, signature] of Object.entries(knownPackage(pkg)?.tests ?? {})) words.push({ ...word(`${pkg}.${name}`, signature), rank: 2 });
  }
  return [{ kind: 'words', words }];
}

/** The dataset whose entry the path leads into: columns named there are its own. */
function ownerOf(root: YamlNode | null, project: Project, path: Path): string[] {
  const { scope, name: pkg } = project;
  const [section, index, list, position] = path;
  const entry = typeof index === 'number' ? entryAt(root, String(section), index) : null;
  const name = textOf(valueOf(entry, 'name'));
  if (!entry || name === null) return [];
  if (section === 'sources') {
    const table = list === 'tables' && typeof position === 'number' ? entryAt(entry, 'tables', position) : null;
    const tableName = textOf(valueOf(table, 'name'));
    return tableName === null ? [] : [sourceTableId(scope, pkg, name, tableName)];
  }
  if (section === 'semantic_models' || section === 'unit_tests') {
    const model = asText(toJson(valueOf(entry, 'model')));
    const target = model === null ? null : (/ref\(\s*['"]([^'"]+)/.exec(model)?.[1] ?? model.trim().split(/\s/)[0]!);
    return target === null ? [] : [lookupKey('ref', scope, null, target)];
  }
  const type = section === 'seeds' ? 'seed' : section === 'snapshots' ? 'snapshot' : 'model';
  return [nodeId(scope, `${type}.${pkg}.${name}`), lookupKey('ref', scope, pkg, name)];
}

function entryAt(node: YamlNode | null, key: string, index: number): YamlNode | null {
  const list = valueOf(node, key);
  return list?.kind === 'seq' ? (list.items[index]?.value ?? null) : null;
}
