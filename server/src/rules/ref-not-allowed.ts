import { nameOf } from '../model/key';
import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { declared, isInstalled, wordOf } from './shared/nodes';

/** Types whose groups dbt compares with that of a private model. Tests belong to the group of the model they test. */
const READERS = ['model', 'snapshot', 'analysis', 'exposure'];

export const rule: Rule = {
  id: 'ref-not-allowed',
  group: 'governance',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A ref reads a private model of another group',
  why: 'A model with `access: private` may be read within its own group only; dbt stops with `DbtReferenceError`. A private model without a group may be read by nobody.',
  sources: ['https://docs.getdbt.com/docs/mesh/govern/model-access', 'dbt DbtReferenceError, dbt1066'],
  about: ['dbt'],
  fix: 'none',
  *check(document, workspace) {
    if (isInstalled(document)) return;
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.ref' || reference.certainty !== 'certain' || reference.role !== 'reads' || reference.from === null) continue;
      const found = workspace.resolve(reference, document.path);
      if (found.kind !== 'one' || found.entity.type !== 'dbt.model' || found.entity.attributes.access !== 'private') continue;
      const reader = workspace.entity(reference.from);
      if (!reader?.enabled || reader.id === found.entity.id || !READERS.includes(reader.type.slice(4))) continue;
      const group = found.entity.attributes.group;
      if (group !== undefined && reader.attributes.group === group) continue;
      const message = group === undefined ? `'${reference.name}' is private and in no group, so nothing may read it` : `'${reference.name}' is private to the group '${group}', and ${wordOf(reader.type)} '${reader.name}' is ${reader.attributes.group ? `in '${reader.attributes.group}'` : 'in none'}`;
      yield { rule: this.id, span: reference.span, message, related: [{ id: found.entity.id, message: 'the private model' }] };
    }
    for (const { declaration, entity } of declared(document, workspace, ['dbt.model'], 'describes')) {
      if (declaration.nameSpan === null || entity.attributes.access !== 'private' || entity.attributes.group !== undefined || declaration.attributes.config?.['access'] !== 'private') continue;
      const reader = workspace.referrers(entity.id).find(r => r.type === 'dbt.ref' && r.role === 'reads' && r.from !== null && READERS.includes(nameOf(r.from).split('.')[0]!));
      if (reader?.from) yield { rule: this.id, span: declaration.nameSpan, message: `'${entity.name}' is private and in no group, yet ${nameOf(reader.from).split('.').at(-1)!} reads it`, related: [{ id: reader.from, message: 'reads it' }] };
    }
  },
  examples: [
    {
      title: 'a reader outside of the group',
      files: `
        ${SHOP}
        //- models/models.yml
        groups:
          - name: finance
            owner: {name: Ada}
        models:
          - name: prices
            config:
              access: private
              group: finance
        //- models/prices.sql
        select 1 as price
        //- models/report.sql
        select * from {{ ref('prices') }}
        --                    ^^^^^^ 'prices' is private to the group 'finance', and model 'report' is in none
      `,
    },
    {
      title: 'a reader of the group',
      files: `
        ${SHOP}
        //- models/models.yml
        groups:
          - name: finance
            owner: {name: Ada}
        models:
          - name: prices
            config:
              access: private
              group: finance
        //- models/prices.sql
        select 1 as price
        //- models/report.sql
        {{ config(group='finance') }}
        select * from {{ ref('prices') }}
      `,
    },
  ],
};
