import type { Json } from '../model/key';
import type { Fix, Rule } from '../model/rule';
import type { DocumentView, Workspace } from '../model/workspace';
import { isOwnFile } from './shared/dbt';
import { inheritedDescription } from './shared/inherited';

export const rule: Rule = {
  id: 'model-without-yaml',
  group: 'documentation',
  severity: 'hint',
  certainty: 'resolved',
  summary: 'A model has no entry in any property file',
  why: 'Without an entry the model has no description, no tests and no documented columns. The fix writes one with the columns of the query and the descriptions they have upstream, into the property file of the folder.',
  sources: ['dbt-bouncer MO051', 'dbt-checkpoint check-model-has-properties-file'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    for (const declaration of document.facts.declarations) {
      if (declaration.type !== 'dbt.model' || declaration.role !== 'defines') continue;
      const entity = ws.entity(declaration.id);
      if (!entity?.enabled || entity.roles.some(r => r.role === 'describes' && r.path !== null)) continue;
      const first = /\S+/.exec(document.text);
      if (first) yield { rule: this.id, span: { start: first.index, end: first.index + first[0].length }, message: `'${entity.name}' has no entry in a property file, so no description and no tests`, data: { id: entity.id, name: entity.name } };
    }
  },
  fixes(finding, document, ws): readonly Fix[] {
    const { id, name } = finding.data as { id: string; name: string };
    const entry = entryOf(ws, id, name);
    const folder = document.path.slice(0, Math.max(0, document.path.lastIndexOf('/')));
    const home = propertyFile(ws, folder);
    if (home) return [{ title: `Add an entry to ${home.slice(home.lastIndexOf('/') + 1)}`, safe: false, preferred: true, changes: [{ kind: 'edit', file: home, operations: [{ op: 'append', path: ['models'], value: entry }] }] }];
    const last = folder.slice(folder.lastIndexOf('/') + 1) || 'models';
    const file = `${folder === '' ? '' : `${folder}/`}_${last}__models.yml`;
    if (ws.document(file)) return [];
    return [{ title: `Write an entry in ${file.slice(file.lastIndexOf('/') + 1)}`, safe: false, preferred: true, changes: [{ kind: 'create', file, text: printed(entry) }] }];
  },
  examples: [
    {
      title: 'a folder with a property file',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/stg_orders.sql
        select id, state from {{ source('raw', 'orders') }}
        //- models/orders.sql
        select id, state, 1 as one from {{ ref('stg_orders') }}
        ^^^^^^ 'orders' has no entry
        //- models/schema.yml
        models:
          - name: stg_orders
            columns:
              - name: id
              - name: state
                description: How far it is
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: stg_orders
            columns:
              - name: id
              - name: state
                description: How far it is
          - name: orders
            columns:
              - name: id
              - name: state
                description: How far it is
              - name: one
      `,
    },
    {
      title: 'a folder without one',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/marts/orders.sql
        select id, state from {{ source('raw', 'orders') }}
        ^^^^^^ 'orders' has no entry
      `,
      fixed: `
        //- models/marts/_marts__models.yml
        version: 2

        models:
          - name: orders
            columns:
              - name: id
              - name: state
      `,
    },
    {
      title: 'a described model',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/deep/schema.yml
        models:
          - name: orders
      `,
    },
  ],
};

/** An entry with the columns that are known. */
function entryOf(ws: Workspace, id: string, name: string): { [name: string]: Json } {
  const columns = ws.columns(id).columns.map((c): Json => {
    const description = c.description ?? inheritedDescription(ws, id, c.name)?.description;
    return description ? { name: c.name, description } : { name: c.name };
  });
  return columns.length > 0 ? { name, columns } : { name };
}

/** The file of a folder that describes most models; null if none does. */
function propertyFile(ws: Workspace, folder: string): string | null {
  let best: { path: string; models: number } | null = null;
  for (const path of ws.paths()) {
    if (!/\.ya?ml$/i.test(path) || path.slice(0, Math.max(0, path.lastIndexOf('/'))) !== folder) continue;
    const models = modelsIn(ws.document(path));
    if (models > 0 && (best === null || models > best.models || (models === best.models && path < best.path))) best = { path, models };
  }
  return best?.path ?? null;
}

function modelsIn(document: DocumentView | undefined): number {
  return document?.facts.declarations.filter(d => d.type === 'dbt.model' && d.path?.[0] === 'models').length ?? 0;
}

/** A new property file with one entry. Names are written plainly where YAML reads them as they are, all else in double quotes. */
function printed(entry: { readonly [name: string]: Json }): string {
  const text = (value: Json): string => (typeof value === 'string' && /^[A-Za-z_]\w*$/.test(value) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(value) ? value : JSON.stringify(value));
  const lines = ['version: 2', '', 'models:', `  - name: ${text(entry['name']!)}`];
  const columns = entry['columns'];
  if (Array.isArray(columns)) {
    lines.push('    columns:');
    for (const column of columns as readonly { name: string; description?: string }[]) {
      lines.push(`      - name: ${text(column.name)}`);
      if (column.description) lines.push(`        description: ${JSON.stringify(column.description)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
