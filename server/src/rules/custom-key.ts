import type { Finding, Fix, Rule } from '../model/rule';
import type { DocumentView } from '../model/workspace';
import { SNOWFLAKE_SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'custom-key',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A key of your own stands outside of meta',
  why: 'dbt deprecates keys it does not know, so that it can tell a typing mistake from a key of your own (`CustomKeyInObjectDeprecation`, `CustomKeyInConfigDeprecation`, `CustomTopLevelKeyDeprecation`, since 1.10). Your own belong under `meta`, and blocks that only hold YAML anchors under `anchors`. dbt says so on BigQuery, Databricks, Redshift and Snowflake; on other adapters it is told as information. If macros read the key through `config.get`, let them read `config.meta_get` (1.11) after the move.',
  sources: ['https://docs.getdbt.com/reference/deprecations#customkeyinconfigdeprecation', 'dbt D025, D026, D027'],
  about: ['dbt'],
  fix: 'suggested',
  check: document => problemsOf(document, 'custom-key'),
  fixes(finding, document): readonly Fix[] {
    const { path, flag } = told(finding);
    if (!path) return inSql(finding, document);
    const parent = path.slice(0, -1);
    const marker = /(?:^|\/)dbt_project\.ya?ml$/.test(document.path);
    if (path.length === 1) return marker ? [] : [edit(document, "Move under 'anchors'", [{ op: 'move', path, into: ['anchors'] }])];
    if (marker) return flag('config') ? [edit(document, "Move under '+meta'", [{ op: 'move', path, into: [...parent, '+meta'], as: String(path.at(-1)).replace(/^\+/, '') }])] : [];
    // Without a name or address the owner would be left empty.
    if (parent.at(-1) === 'owner' && document.facts.problems.some(p => p.rule === 'exposure-without-owner')) return [];
    if (parent.at(-1) === 'owner') return [edit(document, "Move under 'config.meta'", [{ op: 'move', path, into: [...parent.slice(0, -1), 'config', 'meta'] }])];
    if (flag('config')) return [edit(document, "Move under 'meta'", [{ op: 'move', path, into: [...parent, 'meta'] }])];
    return [edit(document, "Move under 'config.meta'", [{ op: 'move', path, into: [...parent, 'config', 'meta'] }])];
  },
  examples: [
    {
      title: 'a key of a team',
      files: `
        ${SNOWFLAKE_SHOP}
        //- models/models.yml
        models:
          - name: orders
            zz_cost_center: 4711 # ask Ada
        #   ^^^^^^^^^^^^^^ \`zz_cost_center\` is not a property of a model
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            config:
              meta:
                zz_cost_center: 4711 # ask Ada
      `,
    },
    {
      title: 'in a model',
      files: `
        ${SNOWFLAKE_SHOP}
        //- models/orders.sql
        {{ config(materialized='table', zz_cost_center=4711) }}
        --                              ^^^^^^^^^^^^^^ dbt knows no config 'zz_cost_center'
        select 1 as id
      `,
      fixed: `
        //- models/orders.sql
        {{ config(materialized='table', meta={'zz_cost_center': 4711}) }}
        select 1 as id
      `,
    },
    {
      title: 'a key of your own under meta',
      files: `
        ${SNOWFLAKE_SHOP}
        //- models/models.yml
        models:
          - name: orders
            config:
              meta:
                zz_cost_center: 4711
      `,
    },
  ],
};

/** Moves a keyword of `config(…)` into its `meta`, which is made if it is not there. */
function inSql(finding: Finding, document: DocumentView): readonly Fix[] {
  const { value, text } = told(finding);
  const key = text('key');
  const [start, end] = (value('argument') ?? []) as number[];
  const [from, to] = (value('value') ?? []) as number[];
  const meta = value('meta');
  if (key === null || start === undefined || end === undefined || from === undefined || to === undefined) return [];
  const written = `'${key}': ${document.text.slice(from, to)}`;
  if (typeof meta !== 'number') return [edit(document, "Move into 'meta'", [{ op: 'text', span: { start, end }, text: `meta={${written}}` }])];
  const after = /^\s*,\s*/.exec(document.text.slice(end));
  const before = /,\s*$/.exec(document.text.slice(0, start));
  const gone = after ? { start, end: end + after[0].length } : { start: start - (before?.[0].length ?? 0), end };
  const empty = /^\s*\}/.test(document.text.slice(meta));
  return [edit(document, "Move into 'meta'", [{ op: 'text', span: { start: meta, end: meta }, text: empty ? written : `${written}, ` }, { op: 'text', span: gone, text: '' }])];
}
