import { classifier, classOf } from '../../model/classification';
import type { Workspace } from '../../model/workspace';
import { joined, snakeName, type Template, words, yamlWord } from './template';

/** A dbt model with its properties file: description, key with tests, every column listed. */
export const dbtModel: Template = {
  id: 'dbt-model',
  title: 'dbt model with tests',
  detail: 'SQL and properties: description, columns, a tested key',
  example: 'fct_orders',
  accepts: snakeName,
  folder: modelFolder,
  files({ name, folder, from }, ws) {
    const source = from === null ? null : readable(ws, from);
    const columns = source?.columns ?? [];
    const key = columns.find(c => /(^|_)id$/i.test(c)) ?? columns[0] ?? 'id';
    const classes = classifier(ws);
    /** What is known of a column of the source is said of the copy too. */
    const classified = (column: string): string => {
      const found = from === null ? null : classOf(classes, from, column);
      if (!found || found.open) return '';
      return `        config:\n${found.key === null ? `          tags: [${yamlWord(found.label)}]\n` : `          meta:\n            ${yamlWord(found.key)}: ${found.label === found.key ? 'true' : yamlWord(found.label)}\n`}`;
    };
    const sql = source
      ? `with source as (\n\n    select * from ${source.call}\n\n)\n\nselect\n${(columns.length > 0 ? columns : [key]).map(c => `    ${c}`).join(',\n')}\nfrom source\n`
      : `select\n    1 as ${key}\n`;
    const listed = (columns.length > 0 ? columns : [key]).map(c => `      - name: ${c}\n        description: ""\n${classified(c)}${c === key ? '        data_tests:\n          - unique\n          - not_null\n' : ''}`).join('');
    return [
      { path: joined(folder, `${name}.sql`), text: sql },
      { path: joined(folder, `${name}.yml`), text: `version: 2\n\nmodels:\n  - name: ${name}\n    description: One row for each ${words(key.replace(/_id$/i, '')) || 'row'}.\n    columns:\n${listed}` },
    ];
  },
};

/** The model folder of the first dbt project that is no installed package. */
function modelFolder(ws: Workspace): string | null {
  const project = ws.projects().find(p => p.format === 'dbt' && p.owner === p.root);
  if (!project) return null;
  const folders = new Map<string, number>();
  for (const e of ws.entitiesOf('dbt.model')) {
    const file = e.roles.find(r => r.role === 'defines')?.file;
    if (!file || ws.project(file)?.root !== project.root) continue;
    const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  const marts = [...folders].filter(([f]) => /mart/.test(f)).sort(([, a], [, b]) => b - a)[0];
  const any = [...folders].sort(([, a], [, b]) => b - a)[0];
  return marts?.[0] ?? any?.[0] ?? joined(project.root, 'models');
}

/** How SQL names a dataset of dbt, and its columns as far as they are plain names. */
function readable(ws: Workspace, id: string): { readonly call: string; readonly columns: readonly string[] } | null {
  const entity = ws.entity(id);
  if (!entity) return null;
  const columns = ws.columns(id).columns.map(c => c.name).filter(c => /^[A-Za-z_]\w*$/.test(c));
  if (entity.type === 'dbt.model' || entity.type === 'dbt.seed' || entity.type === 'dbt.snapshot') return { call: `{{ ref('${entity.name}') }}`, columns };
  const group = entity.type === 'dbt.source' && entity.parent !== null ? ws.entity(entity.parent) : undefined;
  return group ? { call: `{{ source('${group.name}', '${entity.name}') }}`, columns } : null;
}
