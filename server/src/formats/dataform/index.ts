import type { Facts } from '../../model/facts';
import { NO_FACTS } from '../../model/facts';
import type { Document, Format, ProjectContext } from '../../model/format';
import { readSuppressions } from '../../model/suppression';
import { readYaml } from '../../syntax/yaml';
import { sqlCallAt } from '../shared/sqlEditing';
import { expect, explain } from './editing';
import { extractSqlx } from './extract';
import { reader } from './project';
import { extractScript } from './script';
import { readSqlx } from './sqlx';

/** Dataform: `.sqlx` files, JavaScript that declares actions by literal names, the project's settings. */
export const dataform: Format = {
  id: 'dataform',
  version: 1,
  extensions: ['sqlx', 'js', 'yaml', 'json'],
  project: reader,
  recognises(path, head, project) {
    if (/\.sqlx$/i.test(path)) return true;
    if (!project) return false;
    const inside = project.root === '' ? path : path.slice(project.root.length + 1);
    if (/^(?:workflow_settings\.yaml|dataform\.json)$/.test(inside)) return true;
    return /\.js$/i.test(path) && /^definitions\//.test(inside) && /\b(?:declare|publish|operate|assert)\s*\(/.test(head());
  },
  extract,
  expect: (document, project, offset) => (/\.sqlx$/i.test(document.path) ? expect(document, project, offset) : null),
  explain: (document, _project, offset) => (/\.sqlx$/i.test(document.path) ? explain(document, offset) : null),
  callAt: (document, _project, offset) => (/\.sqlx$/i.test(document.path) ? sqlCallAt(readSqlx(document.text).sql, offset, 'bigquery') : null),
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};

function extract(document: Document, project: ProjectContext | null): Facts {
  if (/\.sqlx$/i.test(document.path)) return extractSqlx(document, project);
  if (/\.js$/i.test(document.path)) return extractScript(document, project);
  if (/\.yaml$/i.test(document.path)) {
    const yaml = readYaml(document.text);
    return { ...NO_FACTS, problems: yaml.problems.map(p => ({ rule: p.rule, span: p.span, message: p.message, ...(p.data ? { data: p.data } : {}) })), suppressions: readSuppressions(document.text, yaml.comments) };
  }
  return NO_FACTS;
}
