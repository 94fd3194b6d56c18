import { entry } from '../../text/entry';
import type { Document, Expectation, Explanation, ProjectContext, Word } from '../../model/format';
import { nodeAt, textOf, valueOf, type YamlDocument, type YamlNode } from '../../syntax/yaml';
import { ARGUMENT_DOCS, COMMON_ARGUMENTS, EXPECTATIONS, expectationFacts, expectationPage, spoken } from '../shared/gx/expectations';
import { COLUMN_ARGUMENTS } from './check';
import { checkedDataset, datasetOfSuite } from '../shared/quality';
import { assetOfSuite } from './context';
import { gxNamespace } from './names';

/** Names, arguments and columns at the cursor of a suite. `tree` is the file as read. */
export function expectSuite(document: Document, tree: YamlDocument, project: ProjectContext | null, offset: number): Expectation | null {
  const hit = nodeAt(tree, offset);
  if (!hit.scalar) return null;
  const { path } = hit;
  const replace = hit.scalar.content;
  const item = itemAt(tree.root, path);
  if (path[0] === 'expectations' && hit.part === 'value' && path.length === 3 && (path[2] === 'type' || path[2] === 'expectation_type')) return { replace, choices: [{ kind: 'words', words: EXPECTATIONS.map(e => ({ label: e.type, kind: 'value', detail: e.name, documentation: expectationPage(e) })) }] };
  if (path[0] === 'expectations' && path[2] === 'kwargs') {
    const facts = expectationFacts(textOf(valueOf(item, 'type') ?? valueOf(item, 'expectation_type')) ?? '');
    if (hit.part === 'key' && path.length === 4) return { replace, choices: [{ kind: 'words', words: argumentWords(facts ? Object.keys(facts.arguments) : Object.keys(ARGUMENT_DOCS), facts ? name => facts.arguments[name]?.required === true : () => false) }] };
    if (hit.part === 'value' && typeof path[3] === 'string' && COLUMN_ARGUMENTS.includes(path[3])) return { replace, choices: [{ kind: 'columnsOf', targets: targetsOf(document, tree.root, project) }] };
  }
  if (path.join('.') === 'suite.name') return { replace, choices: [{ kind: 'entities', types: ['gx.suite'], namespaces: [gxNamespace('suite')] }] };
  return null;
}

function itemAt(root: YamlNode | null, path: readonly (string | number)[]): YamlNode | null {
  const list = valueOf(root, 'expectations');
  return list?.kind === 'seq' && typeof path[1] === 'number' ? (list.items[path[1]]?.value ?? null) : null;
}

function argumentWords(names: readonly string[], required: (name: string) => boolean): Word[] {
  return [...names, ...COMMON_ARGUMENTS.filter(c => !names.includes(c))].map((label): Word => ({ label, kind: 'key', rank: required(label) ? 0 : names.includes(label) ? 1 : 2, ...(ARGUMENT_DOCS[label] ? { documentation: ARGUMENT_DOCS[label] } : {}) }));
}

function targetsOf(document: Document, root: YamlNode | null, project: ProjectContext | null): readonly string[] {
  const stated = textOf(valueOf(valueOf(root, 'meta'), 'dataset'));
  if (stated) return checkedDataset(stated).targets;
  const stem = datasetOfSuite(textOf(valueOf(root, 'name') ?? valueOf(root, 'expectation_suite_name')) ?? document.path.replace(/^.*\//, '').replace(/\.json$/, ''));
  return checkedDataset(assetOfSuite(project, stem) ?? stem).targets;
}

/** The page of the expectation or argument under the cursor. */
export function explainSuite(tree: YamlDocument, offset: number): Explanation | null {
  const hit = nodeAt(tree, offset);
  if (!hit.scalar || hit.path[0] !== 'expectations') return null;
  const span = hit.scalar.content;
  if (hit.part === 'value' && (hit.path[2] === 'type' || hit.path[2] === 'expectation_type')) {
    const facts = expectationFacts(hit.scalar.text);
    return facts ? { span, markdown: expectationPage(facts) } : { span, markdown: `**\`${hit.scalar.text}\`**\n\nAn expectation of your own or of another package: ${spoken(hit.scalar.text)}.` };
  }
  const doc = hit.part === 'key' && hit.path[2] === 'kwargs' ? entry(ARGUMENT_DOCS, hit.scalar.text) : undefined;
  return doc ? { span, markdown: `**\`${hit.scalar.text}\`**\n\n${doc}` } : null;
}
