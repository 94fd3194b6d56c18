import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { isInstalled, wordOf } from './shared/nodes';
import { told } from './shared/problems';

const TYPES = ['dbt.model', 'dbt.seed', 'dbt.snapshot', 'dbt.analysis', 'dbt.macro', 'dbt.test', 'dbt.function'];

export const rule: Rule = {
  id: 'duplicate-node-entry',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A model, seed, snapshot or macro is described twice',
  why: 'All YAML about one resource must stand in one entry of one file; dbt stops with `DuplicatePatchPathError`. Merge the two.',
  sources: ['https://docs.getdbt.com/reference/model-properties', 'dbt DuplicatePatchPathError, DuplicateMacroPatchNameError'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, workspace) {
    // Of a doubled section only the last counts, which has a rule of its own.
    if (isInstalled(document) || document.facts.problems.some(p => p.rule === 'yaml-duplicate-key')) return;
    for (const declaration of document.facts.declarations) {
      if (declaration.role !== 'describes' || declaration.nameSpan === null || declaration.attributes.version !== undefined || !TYPES.includes(declaration.type)) continue;
      const entity = workspace.entity(declaration.id);
      if (!entity || entity.id !== declaration.id || entity.definitions === 0) continue;
      // An artifact also describes; only an entry in YAML has a path.
      const twins = entity.roles.filter(r => r.role === 'describes' && r.type === declaration.type && r.path !== null);
      if (twins.length < 2) continue;
      const others = [...new Set(twins.map(t => t.file).filter(f => f !== document.path))];
      const where = others.length > 0 ? `in ${others.slice(0, 3).join(', ')}` : 'in this file';
      yield { rule: this.id, span: declaration.nameSpan, message: `The ${wordOf(declaration.type)} '${declaration.name}' has another entry ${where}; dbt takes one`, related: [{ id: entity.id, message: 'what is described' }], data: { path: declaration.path } };
    }
  },
  fixes(finding, document) {
    const { path } = told(finding);
    return path ? [edit(document, 'Remove this entry', [{ op: 'remove', path }], false, false)] : [];
  },
  examples: [
    {
      title: 'two entries',
      files: `
        ${SHOP}
        //- models/orders.sql
        select 1 as id
        //- models/a.yml
        models:
          - name: orders
            #     ^^^^^^ has another entry in models/b.yml
            description: One row per order.
        //- models/b.yml
        models:
          - name: orders
            #     ^^^^^^ has another entry in models/a.yml
          - name: customers
      `,
      fixed: `
        //- models/b.yml
        models:
          - name: orders
          - name: customers
        //- models/orders.sql
        select 1 as id
      `,
    },
    {
      title: 'one entry each',
      files: `
        ${SHOP}
        //- models/orders.sql
        select 1 as id
        //- models/customers.sql
        select 1 as id
        //- models/a.yml
        models:
          - name: orders
        //- models/b.yml
        models:
          - name: customers
      `,
    },
  ],
};
