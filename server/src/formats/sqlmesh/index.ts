import type { Format } from '../../model/format';
import { sqlCallAt } from '../shared/sqlEditing';
import { readDdl } from './ddl';
import { expect, explain } from './editing';
import { extractSql } from './extract';
import { maskModel } from './mask';
import { extractExternal, extractPython } from './others';
import { reader } from './project';

/** Whether the first thing in a text, comments apart, is a statement of SQLMesh. */
function begins(head: string): boolean {
  let at = 0;
  for (;;) {
    while (at < head.length && /\s/.test(head[at]!)) at++;
    const end = head.startsWith('--', at) ? head.indexOf('\n', at) : head.startsWith('/*', at) ? head.indexOf('*/', at + 2) + 1 : -2;
    if (end === -2) break;
    if (end <= at) return false;
    at = end + 1;
  }
  return /^(?:MODEL|AUDIT|METRIC)\s*\(/i.test(head.slice(at, at + 40));
}

/** SQLMesh: models and audits in SQL, external models in YAML, the declarations of Python models. */
export const sqlmesh: Format = {
  id: 'sqlmesh',
  version: 1,
  extensions: ['sql', 'yaml', 'yml', 'py'],
  project: reader,
  recognises(path, head, project) {
    if (/\.sql$/i.test(path)) return begins(head());
    if (!project) return false;
    const inside = project.root === '' ? path : path.slice(project.root.length + 1);
    if (/^external_models(?:\.ya?ml|\/.+\.ya?ml)$/.test(inside)) return true;
    return /\.py$/i.test(path) && /^models\//.test(inside) && /\bfrom\s+sqlmesh\b/.test(head());
  },
  extract: (document, project) => (/\.sql$/i.test(document.path) ? extractSql(document, project) : /\.py$/i.test(document.path) ? extractPython(document, project) : extractExternal(document, project)),
  expect: (document, project, offset) => (/\.sql$/i.test(document.path) ? expect(document, project, offset) : null),
  explain: (document, project, offset) => (/\.sql$/i.test(document.path) ? explain(document, project, offset) : null),
  callAt: (document, _project, offset) => (/\.sql$/i.test(document.path) ? sqlCallAt(maskModel(document.text, readDdl(document.text).map(d => d.span)).text, offset, null) : null),
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};
