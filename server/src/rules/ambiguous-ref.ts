import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { packageOf } from './shared/nodes';

export const rule: Rule = {
  id: 'ambiguous-ref',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A ref could mean things of several packages',
  why: 'If neither the project nor the package of the file has the name, dbt looks in all others, and stops if more than one has it. Name the package: `ref(\'package\', \'name\')`.',
  sources: ['https://docs.getdbt.com/reference/dbt-jinja-functions/ref', 'dbt AmbiguousResourceNameRefError'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, workspace) {
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.ref' || reference.certainty !== 'certain') continue;
      const found = workspace.resolve(reference, document.path);
      if (found.kind !== 'many') continue;
      const packages = [...new Set(found.entities.map(e => packageOf(e.id)))].sort();
      if (packages.length < 2) continue;
      yield { rule: this.id, span: reference.span, message: `'${reference.name}' is in the packages ${packages.map(p => `'${p}'`).join(' and ')}: name one`, related: found.entities.map(e => ({ id: e.id, message: 'could be meant' })), data: { packages } };
    }
  },
  fixes(finding, document) {
    const before = document.text[finding.span.start - 1] ?? '';
    if (!/['"]/.test(before)) return [];
    const start = finding.span.start - 1;
    return (finding.data as { packages: string[] }).packages.map(pkg => ({
      title: `Name the package '${pkg}'`, safe: false, changes: [{ kind: 'edit', file: document.path, operations: [{ op: 'text', span: { start, end: start }, text: `${before}${pkg}${before}, ` }] }],
    }));
  },
  examples: [
    {
      title: 'a model of two packages',
      files: `
        ${SHOP}
        //- packages.yml
        packages:
          - local: lib/one
          - local: lib/two
        //- lib/one/dbt_project.yml
        name: one
        //- lib/one/models/dates.sql
        select 1 as day
        //- lib/two/dbt_project.yml
        name: two
        //- lib/two/models/dates.sql
        select 1 as day
        //- models/orders.sql
        select * from {{ ref('dates') }}
        --                    ^^^^^ 'dates' is in the packages 'one' and 'two'
      `,
      fixed: `
        //- models/orders.sql
        select * from {{ ref('one', 'dates') }}
      `,
    },
    {
      title: 'a model of the project and of a package',
      files: `
        ${SHOP}
        //- packages.yml
        packages:
          - local: lib/one
        //- lib/one/dbt_project.yml
        name: one
        //- lib/one/models/dates.sql
        select 1 as day
        //- models/dates.sql
        select 1 as day
        //- models/orders.sql
        select * from {{ ref('dates') }}
      `,
    },
  ],
};
