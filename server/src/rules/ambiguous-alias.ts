import { namespaceOf } from '../model/key';
import type { Rule } from '../model/rule';
import type { Entity } from '../model/workspace';
import { SHOP } from './shared/examples';
import { configOf, declared, headSpan, isInstalled, REFABLE, wordOf } from './shared/nodes';

/** Macros that decide the names of tables: with one of its own a project may tell apart what looks alike here. */
const GENERATORS = ['generate_alias_name', 'generate_schema_name', 'generate_database_name'];

export const rule: Rule = {
  id: 'ambiguous-alias',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'Two models, seeds or snapshots make the same table',
  why: 'Same database, schema and name: each run would overwrite the other, so dbt stops with `AmbiguousAliasError`. Nothing is reported where macros of the project decide the names, or where they come from the environment.',
  sources: ['https://docs.getdbt.com/docs/build/custom-aliases#ambiguous-aliases', 'dbt AmbiguousAliasError'],
  about: ['dbt.model', 'dbt.seed', 'dbt.snapshot'],
  fix: 'none',
  *check(document, workspace) {
    if (isInstalled(document)) return;
    for (const { declaration, entity } of declared(document, workspace, REFABLE)) {
      if (entity.definitions === 0 || declaration.role !== 'defines' && entity.roles.some(r => r.role === 'defines' && r.file !== document.path)) continue;
      const bare = entity.keys.findLast(k => namespaceOf(k) === 'table');
      if (bare === undefined || entity.attributes.identifier === undefined) continue;
      const twin = workspace.answering(bare).find(e => e.id !== entity.id && REFABLE.includes(e.type) && e.definitions > 0 && e.kind === 'dataset' && namespaceOf(e.id) === namespaceOf(entity.id) && sameTable(e, entity));
      if (!twin || workspace.entitiesOf('dbt.macro').some(m => GENERATORS.includes(m.name))) continue;
      yield { rule: this.id, span: headSpan(document, declaration), message: `${capital(wordOf(entity.type))} '${entity.name}' and ${wordOf(twin.type)} '${twin.name}' make the same table '${entity.attributes.identifier}'`, related: [{ id: twin.id, message: 'the other one' }] };
    }
  },
  examples: [
    {
      title: 'an alias that is another model\'s name',
      files: `
        ${SHOP}
        //- models/customers.sql
        select 1 as id
        ^^^^^^^^^^^^^^ Model 'customers' and model 'people' make the same table 'customers'
        //- models/people.sql
        {{ config(alias='customers') }}
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Model 'people' and model 'customers' make the same table 'customers'
        select 1 as id
      `,
    },
    {
      title: 'the same name in another schema',
      files: `
        ${SHOP}
        //- models/customers.sql
        select 1 as id
        //- models/people.sql
        {{ config(alias='customers', schema='people') }}
        select 1 as id
      `,
    },
  ],
};

function sameTable(a: Entity, b: Entity): boolean {
  const part = (e: Entity, name: string): string => JSON.stringify(configOf(e)[name] ?? null);
  if (a.attributes.identifier?.toLowerCase() !== b.attributes.identifier?.toLowerCase() || a.attributes.schema !== b.attributes.schema || a.attributes.database !== b.attributes.database) return false;
  if (a.type === 'dbt.snapshot' && (configOf(a)['target_schema'] !== undefined) !== (configOf(b)['target_schema'] !== undefined)) return a.attributes.schema !== null;
  const dynamic = [a, b].flatMap(e => (Array.isArray(e.attributes.more?.['dynamic']) ? (e.attributes.more['dynamic'] as string[]) : []));
  if (dynamic.some(name => ['schema', 'database', 'alias', 'target_schema', 'target_database', 'materialized'].includes(name))) return false;
  return ['schema', 'database', 'target_schema', 'target_database'].every(name => part(a, name) === part(b, name));
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
