import type { Rule } from '../model/rule';
import type { DocumentView } from '../model/workspace';
import { projectData } from './shared/dbt';
import { REMOVED } from './shared/removed';
import { replaceText } from './shared/fixes';

export const rule: Rule = {
  id: 'removed-package-member',
  group: 'deprecations',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A macro or test that its package no longer has',
  why: 'Release 1.0 of dbt_utils gave its macros for several databases (`dateadd`, `type_string`, …) to dbt itself, where they are called `dbt.dateadd`, renamed `surrogate_key`, and dropped tests that a `where` in the config replaces. dbt stops at the call. The version that `packages.yml` asks for decides, or that the installed package has no such macro.',
  sources: ['https://github.com/dbt-labs/dbt-utils/blob/main/CHANGELOG.md', 'https://docs.getdbt.com/docs/dbt-versions/core-upgrade/upgrading-to-dbt-utils-v1.0'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, ws) {
    if (!document.text.includes('dbt_utils') || !isFirstRelease(document)) return;
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.macro' || reference.data?.['package'] !== 'dbt_utils' || reference.data['kind'] !== 'macro' || !Object.hasOwn(REMOVED, reference.name)) continue;
      const found = ws.resolve(reference, document.path);
      if (found.kind !== 'none') continue;
      const to = REMOVED[reference.name]!;
      const start = document.text.lastIndexOf('dbt_utils', reference.span.start);
      const whole = start >= 0 && /^dbt_utils\s*\.\s*$/.test(document.text.slice(start, reference.span.start)) ? { start, end: reference.span.end } : null;
      yield { rule: this.id, span: reference.span, message: `dbt_utils 1.0 and later have no '${reference.name}'${to === null ? '' : `: it is ${to} now`}`, ...(reference.data['conditional'] === true ? { severity: 'warning' as const } : {}), data: { to, whole } };
    }
    for (const check of document.facts.checks) {
      const where = /^dbt_utils\.(unique|not_null)_where$/.exec(check.test);
      if (where) yield { rule: this.id, span: check.testSpan, message: `dbt_utils 1.0 and later have no test '${where[1]!}_where': it is '${where[1]!}' with a 'where' in its config`, data: { to: null, whole: null } };
    }
  },
  fixes(finding, document) {
    const { to, whole } = finding.data as { readonly to: string | null; readonly whole: { readonly start: number; readonly end: number } | null };
    return to === null || whole === null ? [] : [replaceText(document, `Change to ${to}`, whole, to)];
  },
  examples: [
    {
      title: 'a macro that is dbt\'s own now, and a renamed one',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- packages.yml
        packages:
          - package: dbt-labs/dbt_utils
            version: [">=1.0.0", "<2.0.0"]
        //- models/orders.sql
        select {{ dbt_utils.dateadd('day', 1, 'placed_at') }} as due, {{ dbt_utils.surrogate_key(['id']) }} as order_key
        --                  ^^^^^^^ dbt_utils 1.0 and later have no 'dateadd': it is dbt.dateadd now
        --                                                                         ^^^^^^^^^^^^^ it is dbt_utils.generate_surrogate_key now
        from {{ source('raw', 'orders') }}
      `,
      fixed: `
        //- models/orders.sql
        select {{ dbt.dateadd('day', 1, 'placed_at') }} as due, {{ dbt_utils.generate_surrogate_key(['id']) }} as order_key
        from {{ source('raw', 'orders') }}
      `,
    },
    {
      title: 'a test',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- packages.yml
        packages:
          - package: dbt-labs/dbt_utils
            version: 1.3.0
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - dbt_utils.not_null_where:
                    ^^^^^^^^^^^^^^^^^^^^^^^^ no test 'not_null_where'
                      where: id > 0
      `,
    },
    {
      title: 'an earlier release, and members that stay',
      files: `
        //- old/dbt_project.yml
        name: old
        profile: shop
        //- old/packages.yml
        packages:
          - package: dbt-labs/dbt_utils
            version: 0.9.6
        //- old/models/orders.sql
        select {{ dbt_utils.dateadd('day', 1, 'placed_at') }} as due from {{ source('raw', 'orders') }}
        //- dbt_project.yml
        name: shop
        profile: shop
        //- packages.yml
        packages:
          - package: dbt-labs/dbt_utils
            version: 1.3.0
        //- models/orders.sql
        select {{ dbt_utils.star(ref('a')) }}, {{ dbt_utils.generate_surrogate_key(['id']) }} as k from {{ ref('a') }}
        //- models/a.sql
        select 1 as id
      `,
    },
  ],
};

/** Whether the project surely works with release 1.0 or later of dbt_utils: the lowest version it asks for says so. */
function isFirstRelease(document: DocumentView): boolean {
  const declared = projectData(document)['declared'];
  const found = Array.isArray(declared) ? declared.find(d => (d as { readonly name?: unknown }).name === 'dbt_utils') : undefined;
  const version = (found as { readonly version?: unknown } | undefined)?.version;
  const numbers = [...String(version ?? '').matchAll(/(<?)=?\s*v?(\d+)\.(\d+)/g)].filter(m => m[1] !== '<').map(m => Number(m[2]));
  return numbers.length > 0 && Math.min(...numbers) >= 1;
}
