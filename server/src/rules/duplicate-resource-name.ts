import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { declared, headSpan, isInstalled, wordOf } from './shared/nodes';

const TYPES = [
  'dbt.model', 'dbt.seed', 'dbt.snapshot', 'dbt.analysis', 'dbt.test', 'dbt.source', 'dbt.exposure', 'dbt.group', 'dbt.metric', 'dbt.semantic_model', 'dbt.saved_query', 'dbt.unit_test', 'dbt.function',
  'dbt.macro', 'dbt.doc', 'dbt.docs', 'dbt.materialization',
];

export const rule: Rule = {
  id: 'duplicate-resource-name',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'Two things of one kind have the same name',
  why: 'Within a package the name of a model, seed, snapshot, source table, macro, docs block, exposure, metric and the like must be unique, whatever folder it lies in; dbt stops with `DuplicateResourceNameError`. Disabled ones do not count. A model with versions may not have a file of the bare name beside those of all its versions. Data tests are told apart by their name, or by what they check.',
  sources: ['https://docs.getdbt.com/faqs/Project/unique-resource-names', 'dbt DuplicateResourceNameError, DuplicateMacroInPackageError, DuplicateVersionedUnversionedError'],
  about: ['dbt'],
  fix: 'none',
  *check(document, workspace) {
    // Of a doubled section only the last counts, which has a rule of its own.
    if (isInstalled(document) || document.facts.problems.some(p => p.rule === 'yaml-duplicate-key')) return;
    for (const { declaration, entity } of declared(document, workspace, TYPES, 'defines')) {
      if (declaration.attributes.enabled === false) continue;
      const twins = entity.roles.filter(r => r.role === 'defines' && r.enabled && (r.type === declaration.type || entity.id !== declaration.id));
      if (twins.length < 2) continue;
      const others = [...new Set(twins.map(t => t.file).filter(f => f !== document.path))];
      const where = others.length > 0 ? ` in ${others.slice(0, 3).join(', ')}` : ' in this file';
      const what = entity.attributes.version !== undefined ? `version ${entity.attributes.version} of '${entity.name}'` : `${wordOf(declaration.type)} '${declaration.name}'`;
      yield { rule: this.id, span: headSpan(document, declaration), message: `There is another ${what}${where}; dbt refuses both`, related: [{ id: entity.id, message: 'one of them' }] };
    }
  },
  examples: [
    {
      title: 'two models',
      files: `
        ${SHOP}
        //- models/staging/orders.sql
        select 1 as id
        ^^^^^^^^^^^^^^ There is another model 'orders' in models/marts/orders.sql
        //- models/marts/orders.sql
        select 2 as id
        ^^^^^^^^^^^^^^ There is another model 'orders' in models/staging/orders.sql
      `,
    },
    {
      title: 'a twin that is disabled',
      files: `
        ${SHOP}
        //- models/staging/orders.sql
        {{ config(enabled=false) }}
        select 1 as id
        //- models/marts/orders.sql
        select 2 as id
      `,
    },
  ],
};
