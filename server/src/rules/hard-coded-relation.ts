import type { Reference } from '../model/facts';
import type { Rule } from '../model/rule';
import type { DocumentView, Entity, Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import { isOwnFile } from './shared/dbt';

interface Data {
  readonly span: Span;
  readonly call: string | null;
}

const NODES = ['dbt.model', 'dbt.seed', 'dbt.snapshot', 'dbt.source'];

export const rule: Rule = {
  id: 'hard-coded-relation',
  group: 'performance',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A table is named in SQL, though the project knows it as a model or source',
  why: 'dbt sees no dependency: it may build the two in the wrong order, the lineage has a gap, and in every other environment the model still reads this one table. A table with a schema that is neither model nor source is a hint: declare it as a source.',
  sources: ['https://docs.getdbt.com/reference/dbt-jinja-functions/ref', 'dbt-project-evaluator fct_hard_coded_references', 'dbt-bouncer MO009'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    for (const reference of document.facts.references) {
      if (reference.type !== 'sql.table' || reference.role !== 'reads' || reference.from === null) continue;
      const reader = ws.entity(reference.from);
      if (reader?.type !== 'dbt.model' || !reader.enabled) continue;
      const parts = reference.data?.['parts'];
      if (!Array.isArray(parts) || parts.length < 2 || !plainTable(document, reference, parts.map(String))) continue;
      const written = document.text.slice(reference.fullSpan.start, reference.fullSpan.end);
      const resolution = ws.resolve(reference, document.path);
      const target = resolution.kind === 'one' && NODES.includes(resolution.entity.type) && sameSchema(resolution.entity, parts.map(String)) ? resolution.entity : null;
      if (!target) {
        yield { rule: this.id, severity: 'hint', span: reference.fullSpan, message: `${written} is named in SQL: declare it as a source and read it by source()`, data: { span: reference.fullSpan, call: null } satisfies Data };
        continue;
      }
      if (target.id === reader.id) {
        yield { rule: this.id, span: reference.fullSpan, message: `${written} is this model itself: write {{ this }}`, data: { span: reference.fullSpan, call: '{{ this }}' } satisfies Data };
        continue;
      }
      const call = callOf(target, ws);
      yield { rule: this.id, span: reference.fullSpan, message: `${written} is ${target.type === 'dbt.source' ? 'the source' : `the ${target.type.slice(4)}`} '${target.name}': dbt doesn't see this dependency`, data: { span: reference.fullSpan, call } satisfies Data };
    }
  },
  fixes(finding, document) {
    const { span, call } = finding.data as Data;
    return call === null ? [] : [{ title: `Change to ${call}`, safe: false, preferred: true, changes: [{ kind: 'edit', file: document.path, operations: [{ op: 'text', span, text: call }] }] }];
  },
  examples: [
    {
      title: 'a source by its name in the warehouse',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sources.yml
        sources:
          - name: raw
            schema: landing
            tables:
              - name: orders
        //- models/orders.sql
        select id from landing.orders as o
        --             ^^^^^^^^^^^^^^ landing.orders is the source 'orders'
      `,
      fixed: `
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }} as o
      `,
    },
    {
      title: 'a table nobody knows',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from landing.orders
        --             ^^^^^^^^^^^^^^ declare it as a source
      `,
    },
    {
      title: 'source(), a CTE, a field of the table, and the catalog',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sources.yml
        sources:
          - name: raw
            tables:
              - name: orders
        //- models/orders.sql
        with o as (select * from {{ source('raw', 'orders') }})
        select id, tag from o, o.tags as tag
        //- models/columns.sql
        select * from information_schema.columns
      `,
    },
  ],
};

/** Whether the name is one of a table in a schema of its own: no field of an input, no catalog, no file or stage. */
function plainTable(document: DocumentView, reference: Reference, parts: readonly string[]): boolean {
  const [first] = parts;
  if (!parts.every(p => /^[\w$-]+$/.test(p)) || /^(information_schema|pg_catalog|sys|system|account_usage|snowflake|region-.*)$/i.test(first!) || parts.some(p => /^(information_schema|account_usage|__tables__)$/i.test(p))) return false;
  const names = new Set(document.facts.queries.flatMap(q => q.query.scopes.flatMap(s => [...(s.cte && s.name ? [s.name.toLowerCase()] : []), ...s.inputs.flatMap(i => (i.name && i.span.start !== reference.fullSpan.start ? [i.name.toLowerCase()] : []))])));
  return !names.has(first!.toLowerCase());
}

/** Whether the schema that is written is the one the entity is known to have. */
function sameSchema(entity: Entity, parts: readonly string[]): boolean {
  return entity.attributes.schema?.toLowerCase() === parts.at(-2)!.toLowerCase();
}

function callOf(target: Entity, ws: Workspace): string | null {
  if (target.type !== 'dbt.source') return target.attributes.version ? `{{ ref('${target.name}', v=${target.attributes.version}) }}` : `{{ ref('${target.name}') }}`;
  const source = target.parent === null ? undefined : ws.entity(target.parent);
  return source ? `{{ source('${source.name}', '${target.name}') }}` : null;
}
