import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { closest } from '../text/fuzzy';
import { didYouMean, replaceBy } from './shared/names';
import { isInstalled, packageOf, wordOf } from './shared/nodes';

const TYPES = ['dbt.model', 'dbt.seed', 'dbt.snapshot', 'dbt.analysis', 'dbt.macro', 'dbt.test', 'dbt.function'];

/** The list of a property file where things of a type are described. */
const SECTION: { readonly [type: string]: string } = { 'dbt.model': 'models', 'dbt.seed': 'seeds', 'dbt.snapshot': 'snapshots', 'dbt.analysis': 'analyses' };

export const rule: Rule = {
  id: 'yaml-entry-without-node',
  group: 'references',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A YAML entry describes something that no file defines',
  why: 'Descriptions and tests of such an entry have no effect; dbt warns (`NoNodeForYamlKey`) and goes on. A seed or snapshot described under `models` is ignored the same way (`WrongResourceSchemaFile`), and a version whose file is missing. Disabled models count as there.',
  sources: ['dbt NoNodeForYamlKey (I058), dbt1089', 'dbt WrongResourceSchemaFile (I057)', 'dbt MacroNotFoundForPatch (I059), dbt1090'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, workspace) {
    if (isInstalled(document)) return;
    const own = (id: string): boolean => packageOf(id) === document.project?.name;
    for (const declaration of document.facts.declarations) {
      if (declaration.role !== 'describes' || declaration.nameSpan === null || !TYPES.includes(declaration.type)) continue;
      const entity = workspace.entity(declaration.id);
      if (!entity || entity.definitions > 0 || entity.name.includes('{{') || declaration.attributes.config?.['enabled'] === false) continue;
      const { type, name } = declaration;
      if (type === 'dbt.macro' && name.startsWith('materialization_')) continue;
      if (declaration.attributes.version !== undefined) {
        yield { rule: this.id, span: declaration.nameSpan, message: `Version ${declaration.attributes.version} of '${name}' has no file '${name}_v${declaration.attributes.version}'`, data: { near: [] } };
        continue;
      }
      const other = Object.keys(SECTION).find(t => t !== type && SECTION[type] !== undefined && workspace.entitiesOf(t).some(e => e.name === name && e.definitions > 0 && own(e.id)));
      if (other) {
        yield { rule: this.id, span: declaration.nameSpan, message: `'${name}' is a ${wordOf(other)}: describe it under '${SECTION[other]!}'`, data: { near: [] } };
        continue;
      }
      const near = closest(name, workspace.entitiesOf(type).filter(e => e.definitions > 0 && e.descriptions === 0 && own(e.id)).map(e => e.name));
      yield { rule: this.id, span: declaration.nameSpan, message: `There is no ${wordOf(type)} '${name}'${didYouMean(near)}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt model',
      files: `
        ${SHOP}
        //- models/orders.sql
        select 1 as id
        //- models/models.yml
        models:
          - name: ordrs
            #     ^^^^^ There is no model 'ordrs'; did you mean 'orders'?
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
      `,
    },
    {
      title: 'a seed among the models',
      files: `
        ${SHOP}
        //- seeds/countries.csv
        code
        //- models/models.yml
        models:
          - name: countries
            #     ^^^^^^^^^ 'countries' is a seed: describe it under 'seeds'
      `,
    },
    {
      title: 'models, one of them disabled',
      files: `
        ${SHOP}
        //- models/orders.sql
        {{ config(enabled=false) }}
        select 1 as id
        //- models/models.yml
        models:
          - name: orders
      `,
    },
  ],
};
