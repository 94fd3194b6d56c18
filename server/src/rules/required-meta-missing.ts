import type { Rule } from '../model/rule';
import type { Entity } from '../model/workspace';
import { glob } from '../text/glob';
import { definingDocument, describedDatasets, editFix, listed, prefersConfig } from './shared/dbt';

export const rule: Rule = {
  id: 'required-meta-missing',
  group: 'governance',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A model does not say what the project asks for',
  why: 'The setting `quality.requiredMeta` says what entries of models must say, by a glob pattern for the files of the models: `{"models/marts/**": ["owner", "domain"]}`. `owner`, `group`, `access`, `description` and `tags` are the properties of that name, all else are keys of `meta`; what the project or the SQL says for a model counts. Patterns are those of paths in the project. Without the setting nothing is said.',
  sources: ['dbt-score has_owner', 'dbt-bouncer MO001, MO037', 'dbt-checkpoint check-model-has-meta-keys'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    const wanted = Object.entries(ws.settings.requiredMeta).map(([pattern, keys]) => ({ fits: glob(pattern), keys }));
    if (wanted.length === 0) return;
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      const file = definingDocument(entity, ws)?.path ?? '';
      const root = document.project?.root ?? '';
      const inside = root !== '' && file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
      const missing = wanted.flatMap(w => (w.fits(inside) || w.fits(file) ? w.keys : [])).filter((k, i, all) => all.indexOf(k) === i && !says(entity, k));
      if (missing.length > 0 && declaration.nameSpan) yield { rule: this.id, span: declaration.nameSpan, message: `'${entity.name}' has no ${listed(missing)}`, data: { path: declaration.path, missing } };
    }
  },
  fixes(finding, document) {
    const { path, missing } = finding.data as { readonly path: (string | number)[]; readonly missing: readonly string[] };
    const meta = prefersConfig(document) ? [...path, 'config', 'meta'] : [...path, 'meta'];
    const keys = missing.filter(k => !OWN.has(k) || k === 'owner');
    return editFix(document, `Add ${listed(keys)} to its meta`, keys.map(k => ({ op: 'add' as const, path: [...meta, k], value: 'unknown' })));
  },
  settings: { requiredMeta: { 'models/marts/**': ['owner', 'domain'] } },
  examples: [
    {
      title: 'an owner for marts',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/marts/sales.sql
        select id from {{ source('raw', 'orders') }}
        //- models/stg_orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: stg_orders
          - name: sales
          #       ^^^^^ 'sales' has no 'owner'
            config:
              meta:
                domain: shop
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: stg_orders
          - name: sales
            config:
              meta:
                domain: shop
                owner: unknown
      `,
    },
    {
      title: 'it is said in the project',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        models:
          shop:
            marts:
              +meta: {owner: ann, domain: shop}
        //- models/marts/sales.sql
        select id from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: sales
      `,
    },
  ],
};

const OWN: ReadonlySet<string> = new Set(['owner', 'group', 'access', 'description', 'tags']);

function says(entity: Entity, key: string): boolean {
  const { attributes } = entity;
  switch (key) {
    case 'owner': return Boolean(attributes.owner) || Boolean(attributes.meta?.['owner']);
    case 'group': return Boolean(attributes.group);
    case 'access': return Boolean(attributes.access);
    case 'description': return Boolean(attributes.description?.trim());
    case 'tags': return (attributes.tags?.length ?? 0) > 0;
    default: {
      const value = Object.hasOwn(attributes.meta ?? {}, key) ? attributes.meta![key] : undefined;
      return value !== undefined && value !== null && value !== '';
    }
  }
}
