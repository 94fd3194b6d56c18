import type { Format } from '../../model/format';
import { yamlEdits } from '../../syntax/yaml';
import { extractComponents, isComponent } from './components';
import { expectSqlInPython } from '../shared/pythonSqlEditing';
import { expectDagster } from './expect';
import { extractPython } from './extract';

/** Dagster: assets, checks, jobs, schedules and sensors in Python, components in YAML. */
export const dagster: Format = {
  id: 'dagster',
  version: 2,
  beside: true,
  extensions: ['py', 'yaml', 'yml'],
  recognises: (path, head) => (/\.ya?ml$/.test(path) ? isComponent(path) && /^type:\s*\S/m.test(head()) : /^[ \t]*(from|import)[ \t]+dagster(_\w+)?\b/m.test(head()) || (head().length >= 4_000 && /\bdagster\b/.test(head()))),
  extract: (document, _project, files) => (isComponent(document.path) ? extractComponents(document) : extractPython(document, files ?? null)),
  expect: (document, _project, offset) => (isComponent(document.path) ? null : expectDagster(document, offset) ?? expectSqlInPython(document, offset)),
  edit: (document, operations) => isComponent(document.path) ? yamlEdits(document.text, operations) : operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};
