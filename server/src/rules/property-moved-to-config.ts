import type { Rule } from '../model/rule';
import { SNOWFLAKE_SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'property-moved-to-config',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A config is written as a property',
  why: '`meta`, `tags`, `docs`, `group`, `access`, `freshness` and the like are configs: dbt deprecates them beside `config` since 1.10 (`PropertyMovedToConfigDeprecation`). It says so on BigQuery, Databricks, Redshift and Snowflake; on other adapters it is told as information. The quick fix moves the key with its comments and changes nothing else.',
  sources: ['https://docs.getdbt.com/reference/deprecations#propertymovedtoconfigdeprecation', 'dbt D030'],
  about: ['dbt'],
  fix: 'safe',
  check: document => problemsOf(document, 'property-moved-to-config'),
  fixes(finding, document) {
    const { path, place, flag } = told(finding);
    const into = place('into');
    if (!path || !into) return [];
    // Where both places have the key, which value is meant is for people to say.
    if (flag('alsoInConfig')) return [edit(document, "Remove it: 'config' has it too", [{ op: 'remove', path }])];
    return [edit(document, "Move under 'config'", [{ op: 'move', path, into }], true)];
  },
  examples: [
    {
      title: 'meta and tags beside config',
      files: `
        ${SNOWFLAKE_SHOP}
        //- models/models.yml
        models:
          - name: orders
            meta: # who to ask
            ^^^^ \`meta\` of a model belongs under \`config\`
              owner: ada
            tags: [daily]
            ^^^^ \`tags\` of a model belongs under \`config\`
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            config:
              meta: # who to ask
                owner: ada
              tags: [daily]
      `,
    },
    {
      title: 'configs in their place',
      files: `
        ${SNOWFLAKE_SHOP}
        //- models/models.yml
        models:
          - name: orders
            config:
              tags: [daily]
      `,
    },
  ],
};
