import type { Rule } from '../model/rule';
import type { Entity, Workspace } from '../model/workspace';
import { isOwnFile } from './shared/dbt';

export const rule: Rule = {
  id: 'unused-macro',
  group: 'performance',
  severity: 'hint',
  certainty: 'resolved',
  summary: 'A macro that nothing calls',
  why: 'It has to be read, kept working and understood, and nobody needs it. Calls by models, tests, hooks, other macros, dispatch and `dbt run-operation` in scripts count. Macros that dbt calls by their names, those named with an adapter (`snowflake__x`), those whose name stands in any text of the project or that run operations, and packages of macros without models, which are there for others, are left alone.',
  sources: ['dbt-bouncer MA005'],
  about: ['dbt.macro'],
  fix: 'suggested',
  *check(document, ws) {
    if (!isOwnFile(document) || document.project?.open === true) return;
    const macros = document.facts.declarations.filter(d => d.type === 'dbt.macro' && d.role === 'defines' && d.nameSpan !== null && d.keys.length > 0 && d.attributes.more?.['isTest'] !== true && !BY_NAME.test(d.name));
    if (macros.length === 0 || !hasModels(ws, document.project?.root ?? '')) return;
    for (const macro of macros) {
      const body = document.text.slice(macro.span.start, macro.span.end);
      // What runs statements by itself is most likely called from the command line.
      if (/\b(run_query|statement|log|adapter\.(drop|create|rename)\w*)\s*\(/.test(body)) continue;
      if (ws.referrers(macro.id).some(r => r.from !== macro.id) || document.text.split(macro.name).length > 2 || mentioned(ws, macro.name, document.path)) continue;
      yield { rule: this.id, span: macro.nameSpan!, message: `Nothing calls the macro '${macro.name}'`, tags: ['unnecessary'], data: { start: macro.span.start, end: macro.span.end } };
    }
  },
  fixes(finding, document) {
    const { start, end } = finding.data as { readonly start: number; readonly end: number };
    const after = /^[ \t]*\r?\n(\r?\n)?/.exec(document.text.slice(end))?.[0].length ?? 0;
    return [{ title: 'Remove this macro', safe: false, preferred: true, changes: [{ kind: 'edit', file: document.path, operations: [{ op: 'text', span: { start, end: end + after }, text: '' }] }] }];
  },
  examples: [
    {
      title: 'one of two macros',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- macros/money.sql
        {% macro to_cents(column) %}{{ column }} * 100{% endmacro %}

        {% macro to_euros(column) %}{{ column }} / 100{% endmacro %}
        --       ^^^^^^^^ Nothing calls the macro 'to_euros'
        //- models/orders.sql
        select {{ to_cents('amount') }} as cents from {{ source('raw', 'orders') }}
      `,
      fixed: `
        //- macros/money.sql
        {% macro to_cents(column) %}{{ column }} * 100{% endmacro %}

      `,
    },
    {
      title: 'what dbt calls itself, dispatch, an operation of a job',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- macros/all.sql
        {% macro generate_schema_name(custom_schema_name, node) %}{{ custom_schema_name }}{% endmacro %}
        {% macro cents() %}{{ adapter.dispatch('cents')() }}{% endmacro %}
        {% macro default__cents() %}100{% endmacro %}
        {% macro grant_all() %}grant all on x to y{% endmacro %}
        //- models/orders.sql
        select {{ cents() }} as cents from {{ source('raw', 'orders') }}
        //- deploy.sh
        dbt run-operation grant_all
      `,
    },
  ],
};

/** Names that dbt looks for, and implementations for an adapter. */
const BY_NAME = /__|^(generate_|get_|is_incremental$|create_|drop_|snapshot_|strategy|ref$|source$|current_timestamp|on_|pre_|post_|set_query_tag|unset_query_tag|apply_|alter_|test_|dbt_)/;

function hasModels(ws: Workspace, root: string): boolean {
  return ws.entitiesOf('dbt.model').some(m => m.roles.some(r => r.role === 'defines' && ws.project(r.file)?.root === root));
}

/** Names that an adapter's implementation gives to its macro: of `snowflake__cents` it is `cents`. */
function implemented(macros: readonly Entity[]): ReadonlySet<string> {
  let names = IMPLEMENTED.get(macros);
  if (names) return names;
  names = new Set(macros.flatMap(m => [...m.name.matchAll(/__/g)].map(at => m.name.slice(at.index + 2))));
  IMPLEMENTED.set(macros, names);
  return names;
}

const IMPLEMENTED = new WeakMap<readonly Entity[], ReadonlySet<string>>();

/** Whether any other text of the workspace has the name: hooks, variables, scripts and documents may call it in ways that are not followed. */
function mentioned(ws: Workspace, name: string, except: string): boolean {
  return implemented(ws.entitiesOf('dbt.macro')).has(name) || ws.spelled('dbt.macro', 'dbt').get(name)?.some(p => p !== except) === true;
}
