import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { didYouMean } from './shared/names';
import { describedDatasets, editFix } from './shared/dbt';
import { closest } from '../text/fuzzy';

const PREFIX = 'create_masking_policy_';

export const rule: Rule = {
  id: 'masking-policy-unknown',
  group: 'governance',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A column asks for a masking policy that no macro creates',
  why: 'dbt_snow_mask creates the policy `x` by the macro `create_masking_policy_x` and passes over a policy that has none: the column stays readable and nobody is told. Said only in projects that have such macros.',
  sources: ['https://github.com/entechlog/dbt-snow-mask'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, ws) {
    const known = ws.entitiesOf('dbt.macro').filter(m => m.name.startsWith(PREFIX)).map(m => m.name.slice(PREFIX.length));
    if (known.length === 0 || document.project?.open) return;
    for (const { declaration } of describedDatasets(document, ws, ['dbt.model', 'dbt.source', 'dbt.seed', 'dbt.snapshot'])) {
      for (const column of declaration.columns) {
        const policy = column.meta?.['masking_policy'];
        if (typeof policy !== 'string' || policy.includes('{{') || known.includes(policy)) continue;
        const near = closest(policy, known, 1);
        yield { rule: this.id, span: column.nameSpan, message: `No macro '${PREFIX}${policy}': '${column.name}' stays unmasked${didYouMean(near)}`, data: { path: column.path, near, nested: /^\s*config\s*:/m.test(document.text.slice(column.span.start, column.span.end)) } };
      }
    }
  },
  fixes(finding, document) {
    const { path, near, nested } = finding.data as { readonly path: Path | null; readonly near: readonly string[]; readonly nested: boolean };
    return path && near[0] !== undefined ? editFix(document, `Change to '${near[0]}'`, [{ op: 'set', path: [...path, ...(nested ? ['config'] : []), 'meta', 'masking_policy'], value: near[0] }]) : [];
  },
  examples: [
    {
      title: 'a misspelt policy',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- macros/policies.sql
        {% macro create_masking_policy_mp_encrypt(node_database, node_schema) %}
        create masking policy if not exists {{ node_database }}.{{ node_schema }}.mp_encrypt as (val string) returns string -> sha2(val)
        {% endmacro %}
        //- models/customers.sql
        select email from {{ source('raw', 'customers') }}
        //- models/schema.yml
        models:
          - name: customers
            columns:
              - name: email
              #       ^^^^^ stays unmasked; did you mean 'mp_encrypt'?
                meta: {masking_policy: mp_encypt}
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: customers
            columns:
              - name: email
                meta: {masking_policy: mp_encrypt}
      `,
    },
    {
      title: 'a policy with its macro',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- macros/policies.sql
        {% macro create_masking_policy_mp_encrypt(node_database, node_schema) %}
        create masking policy if not exists {{ node_database }}.{{ node_schema }}.mp_encrypt as (val string) returns string -> sha2(val)
        {% endmacro %}
        //- models/customers.sql
        select email from {{ source('raw', 'customers') }}
        //- models/schema.yml
        models:
          - name: customers
            columns:
              - name: email
                meta: {masking_policy: mp_encrypt}
      `,
    },
  ],
};
