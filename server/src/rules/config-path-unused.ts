import { closest } from '../text/fuzzy';
import type { Rule } from '../model/rule';
import type { Entity } from '../model/workspace';
import { entry } from '../text/entry';
import { SHOP } from './shared/examples';
import { didYouMean, replaceBy } from './shared/names';
import { isInstalled, packageOf } from './shared/nodes';

/** Types that a hierarchy of dbt_project.yml configures, where their place in it is known from their files. */
const CONFIGURED: { readonly [section: string]: readonly string[] } = { models: ['dbt.model', 'dbt.analysis'], seeds: ['dbt.seed'], snapshots: ['dbt.snapshot'], sources: ['dbt.source'] };

export const rule: Rule = {
  id: 'config-path-unused',
  group: 'references',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A folder configured in dbt_project.yml does not exist',
  why: 'The configs below it apply to nothing; dbt warns (`UnusedResourceConfigPath`). The first key is the name of the project or of a package, the next are folders below the resource path, the last may be a model. Packages that are not installed are left alone.',
  sources: ['https://docs.getdbt.com/reference/resource-configs/resource-path', 'dbt UnusedResourceConfigPath (I051), dbt1097'],
  about: ['dbt.project'],
  fix: 'suggested',
  *check(document, workspace) {
    const paths = document.facts.references.filter(r => r.type === 'dbt.config_path');
    if (paths.length === 0 || isInstalled(document) || !document.project) return;
    const unused: string[] = [];
    const trees = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();
    for (const reference of paths) {
      const section = String(reference.path?.[0] ?? '');
      const types = entry(CONFIGURED, section);
      const parts = (reference.data?.['parts'] ?? []) as readonly string[];
      if (!types || (document.project.open && parts[0] !== document.project.name)) continue;
      let tree = trees.get(section);
      if (!tree) trees.set(section, (tree = treeOf(types.flatMap(t => workspace.entitiesOf(t)))));
      const here = `${section}\0${parts.join('\0')}`;
      if (unused.some(u => here.startsWith(`${u}\0`))) continue;
      const among = tree.get(parts.slice(0, -1).join('\0'));
      if (among?.has(parts.at(-1)!)) continue;
      unused.push(here);
      const taken = (name: string): boolean => paths.some(p => p.path?.[0] === section && p.name === [...parts.slice(0, -1), name].join('.'));
      const near = closest(parts.at(-1)!, among ?? []).filter(n => !taken(n));
      yield { rule: this.id, span: reference.span, message: `Nothing lies at '${parts.join('.')}'${didYouMean(near)}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt folder',
      files: `
        ${SHOP}
        models:
          shop:
            stagng:
            ^^^^^^ Nothing lies at 'shop.stagng'; did you mean 'staging'?
              +materialized: view
        //- models/staging/orders.sql
        select 1 as id
      `,
      fixed: `
        //- dbt_project.yml
        name: shop
        profile: shop
        models:
          shop:
            staging:
              +materialized: view
      `,
    },
    {
      title: 'a folder and a model',
      files: `
        ${SHOP}
        models:
          shop:
            staging:
              +materialized: view
              orders:
                +materialized: table
        //- models/staging/orders.sql
        select 1 as id
      `,
    },
  ],
};

/** What lies below each place of the hierarchy, by the place's parts. */
function treeOf(entities: readonly Entity[]): ReadonlyMap<string, ReadonlySet<string>> {
  const out = new Map<string, Set<string>>();
  for (const entity of entities) {
    const more = entity.attributes.more ?? {};
    const folders = Array.isArray(more['folders']) ? (more['folders'] as string[]) : [];
    const stem = typeof more['stem'] === 'string' ? [more['stem']] : [];
    const source = typeof more['source'] === 'string' ? [more['source']] : [];
    const base = typeof more['base'] === 'string' ? [more['base'], `v${entity.attributes.version ?? ''}`] : [];
    for (const tail of [[...source, ...base, ...(base.length > 0 ? [] : [entity.name])], [...stem, entity.name], stem]) {
      const fqn = [packageOf(entity.id), ...folders, ...tail];
      for (let i = 0; i < fqn.length; i++) {
        const place = fqn.slice(0, i).join('\0');
        const known = out.get(place);
        if (known) known.add(fqn[i]!);
        else out.set(place, new Set([fqn[i]!]));
      }
    }
  }
  return out;
}
