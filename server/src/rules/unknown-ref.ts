import type { Rule } from '../model/rule';
import { didYouMean, isSurelyUnknown, nearNames, replaceBy } from './shared/names';

const REFABLE = ['dbt.model', 'dbt.seed', 'dbt.snapshot'];

export const rule: Rule = {
  id: 'unknown-ref',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A ref names no model, seed or snapshot',
  why: 'dbt stops with a compilation error (`TargetNotFoundError`; in dbt 2 `DependencyNotFound`, dbt1048) when a `ref` names nothing, or something that is disabled. Nothing is reported while packages that `packages.yml` asks for are not installed, since the name may be theirs, and where dbt itself only warns, it is silent (arguments of data tests) or a warning (singular tests, dbt I060).',
  sources: ['https://docs.getdbt.com/reference/dbt-jinja-functions/ref', 'dbt TargetNotFoundError, dbt1048, I060, dbt1087'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, workspace) {
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.ref') continue;
      const unknown = isSurelyUnknown(workspace, reference, document.path);
      if (!unknown) continue;
      // A data test with a ref that leads nowhere is passed over with a warning.
      const severity = reference.data?.['place'] === 'test' ? ({ severity: 'warning' } as const) : {};
      const pkg = reference.data?.['package'];
      const version = reference.data?.['version'];
      const called = `'${pkg ? `${String(pkg)}.` : ''}${reference.name}'${version ? ` version ${String(version)}` : ''}`;
      if (unknown.disabled.length > 0) {
        yield { rule: this.id, span: reference.span, message: `${called} is disabled, so dbt can't find it`, ...severity, related: unknown.disabled.map(e => ({ id: e.id, message: 'disabled here' })), data: { near: [] } };
        continue;
      }
      const near = nearNames(workspace, REFABLE, reference.name);
      yield { rule: this.id, span: reference.span, message: `There is no model, seed or snapshot ${called}${didYouMean(near)}`, ...severity, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt model',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select 1 as id
        //- models/orders.sql
        select * from {{ ref('custmers') }}
        --                    ^^^^^^^^ There is no model, seed or snapshot 'custmers'; did you mean 'customers'?
      `,
      fixed: `
        //- models/orders.sql
        select * from {{ ref('customers') }}
      `,
    },
    {
      title: 'a disabled model',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        {{ config(enabled=false) }}
        select 1 as id
        //- models/orders.sql
        select * from {{ ref('customers') }}
        --                    ^^^^^^^^^ 'customers' is disabled
      `,
    },
    {
      title: 'a model, a seed, and a name that may be in a package that is not installed',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- seeds/countries.csv
        code,name
        //- models/orders.sql
        select * from {{ ref('countries') }}
        //- other/dbt_project.yml
        name: other
        profile: other
        //- other/packages.yml
        packages:
          - package: dbt-labs/dbt_utils
            version: 1.3.0
        //- other/models/a.sql
        select * from {{ ref('from_the_package') }}
      `,
    },
  ],
};
