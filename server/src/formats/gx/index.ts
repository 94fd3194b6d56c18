import { type Facts, NO_FACTS } from '../../model/facts';
import type { Document, EditOperation, Format, ProjectContext } from '../../model/format';
import { jsonEdits, readJson } from '../../syntax/json';
import { pairOf, readYaml, yamlEdits, type YamlDocument } from '../../syntax/yaml';
import type { TextEdit } from '../../text/span';
import { projectReader } from './context';
import { expectSuite, explainSuite } from './editor';
import { extractContext, extractDefinition } from './places';
import { extractGxPython } from './python';
import { extractSuite } from './suite';

const CONTEXT = /(^|\/)great_expectations\.ya?ml$/;
const FOLDERS = /(^|\/)(gx|great_expectations)\/(expectations|checkpoints|validation_definitions)\//;

/** Great Expectations: suites, checkpoints, validation definitions and the context of releases 0.x and 1.x. */
export const gx: Format = {
  id: 'gx',
  version: 1,
  extensions: ['json', 'yml', 'yaml'],
  recognises(path, head) {
    if (CONTEXT.test(path)) return true;
    if (FOLDERS.test(path)) return !/\/\.ge_store_backend_id$/.test(path);
    if (!path.endsWith('.json')) return false;
    const text = head();
    return /"expectations"\s*:\s*\[/.test(text) && /"expectation_suite_name"\s*:|"expectation_type"\s*:|"type"\s*:\s*"expect_/.test(text);
  },
  project: projectReader,
  extract,
  expect(document, project, offset) {
    return document.path.endsWith('.json') ? expectSuite(document, readJson(document.text), project, offset) : null;
  },
  explain: (document, _project, offset) => (document.path.endsWith('.json') ? explainSuite(readJson(document.text), offset) : null),
  edit,
};

/** Expectations in Python files, beside whatever else the file is. */
export const gxPython: Format = {
  id: 'gx-python',
  version: 1,
  beside: true,
  extensions: ['py'],
  recognises: (_path, head) => /\bgreat_expectations\b/.test(head()),
  extract: document => extractGxPython(document),
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};

function extract(document: Document, project: ProjectContext | null): Facts {
  const tree = read(document);
  if (CONTEXT.test(document.path)) return extractContext(document.text, tree);
  if (pairOf(tree.root, 'expectations')) return document.path.endsWith('.json') ? extractSuite(document, tree, project) : NO_FACTS;
  if (/\/validation_definitions\//.test(document.path)) return extractDefinition(document.text, tree, 'validation_definition');
  return /\/checkpoints\//.test(document.path) ? extractDefinition(document.text, tree, 'checkpoint') : NO_FACTS;
}

function read({ path, text }: Document): YamlDocument {
  return path.endsWith('.json') ? readJson(text) : readYaml(text);
}

function edit({ path, text }: Document, operations: readonly EditOperation[]): readonly TextEdit[] {
  return path.endsWith('.json') ? jsonEdits(text, operations) : yamlEdits(text, operations);
}
