import type { Rule } from '../model/rule';
import { didYouMean, isSurelyUnknown, isTestTarget, nearNames, replaceBy, surelyNone } from './shared/names';
import { REFABLE } from './shared/nodes';

export const rule: Rule = {
  id: 'unknown-ref',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A ref names no model, seed or snapshot',
  why: 'dbt stops with a compilation error (`TargetNotFoundError`; in dbt 2 `DependencyNotFound`, dbt1048) when a `ref` names nothing, something that is disabled, or a version whose file is missing. In data tests dbt only warns and leaves the test out, so there it is a warning, and so it is in a branch that need not run. Nothing is reported while packages that `packages.yml` asks for are not installed, since the name may be theirs.',
  sources: ['https://docs.getdbt.com/reference/dbt-jinja-functions/ref', 'dbt TargetNotFoundError, dbt1048', 'dbt NodeNotFoundOrDisabled (I060), dbt1087'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, workspace) {
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.ref') continue;
      const inTest = isTestTarget(reference) || (reference.from !== null && document.facts.declarations.some(d => d.id === reference.from && d.type === 'dbt.test'));
      const unknown = isTestTarget(reference) ? surelyNone(workspace, reference, document.path) : isSurelyUnknown(workspace, reference, document.path);
      const severity = inTest || reference.data?.['conditional'] === true ? { severity: 'warning' as const } : {};
      const pkg = reference.data?.['package'];
      const version = reference.data?.['version'];
      const called = `'${pkg ? `${String(pkg)}.` : ''}${reference.name}'${version ? ` version ${String(version)}` : ''}`;
      if (!unknown) {
        const found = reference.certainty === 'certain' ? workspace.resolve(reference, document.path) : null;
        if (found?.kind !== 'one' || found.entity.definitions > 0 || !REFABLE.includes(found.entity.type)) continue;
        yield { rule: this.id, span: reference.span, message: `${called} is described, but no file defines it`, ...severity, related: [{ id: found.entity.id, message: 'described here' }], data: { near: [] } };
        continue;
      }
      if (unknown.disabled.length > 0) {
        yield { rule: this.id, span: reference.span, message: `${called} is disabled, so dbt can't find it`, ...severity, related: unknown.disabled.map(e => ({ id: e.id, message: 'disabled here' })), data: { near: [] } };
        continue;
      }
      const near = nearNames(workspace, REFABLE, reference.name).filter(n => n !== reference.name);
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
      title: 'in YAML: an exposure, a snapshot, a data test',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select 1 as id
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - relationships:
                      arguments:
                        to: ref('invoices')
                        #        ^^^^^^^^ no model, seed or snapshot 'invoices'
                        field: id
        exposures:
          - name: report
            type: dashboard
            owner: {name: Ada}
            depends_on:
              - ref('payments')
              #      ^^^^^^^^ no model, seed or snapshot 'payments'
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
