import type { EditOperation } from '../model/format';
import type { FileChange, Fix, Rule } from '../model/rule';
import type { Json } from '../model/key';
import { SHOP } from './shared/examples';
import { edit, projectFile } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'dbt-project-key-renamed',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A setting of the project has an old name or place',
  why: '`source-paths` is `model-paths` now, `data-paths` is `seed-paths`; `log-path` and `target-path` moved to flags and the environment; `config:` of profiles.yml is `flags:` of dbt_project.yml; `include` and `exclude` of `warn_error_options` are `error` and `warn`. dbt warns of the old name alone and refuses it beside the new one, which is an error here too.',
  sources: ['https://docs.getdbt.com/reference/deprecations', 'dbt D002, D003, D004, D010, D011, D013, D031, dbt1005'],
  about: ['dbt.project', 'dbt.profile'],
  fix: 'safe',
  check: document => problemsOf(document, 'dbt-project-key-renamed'),
  fixes(finding, document): readonly Fix[] {
    const { path, text, texts, flag, value } = told(finding);
    const to = text('to');
    const key = text('key');
    if (!path) return [];
    if (flag('remove')) return [edit(document, `Remove '${key ?? ''}'`, [{ op: 'remove', path }])];
    if (to !== null && !flag('both')) return [edit(document, `Rename to '${to}'`, [{ op: 'rename', path, to }], true)];
    if (to !== null) {
      const merged = texts('items').map((item): EditOperation => ({ op: 'append', path: [...path.slice(0, -1), to], value: item }));
      return [edit(document, `Merge into '${to}'`, [...merged, { op: 'remove', path }])];
    }
    const file = projectFile(document);
    if (key === 'config' && file !== null && typeof value('value') === 'object' && value('value') !== null) {
      const flags = Object.entries(value('value') as { readonly [name: string]: Json }).map(([name, v]): EditOperation => ({ op: 'add', path: ['flags', name], value: v }));
      const changes: FileChange[] = [{ kind: 'edit', file: document.path, operations: [{ op: 'remove', path }] }, { kind: 'edit', file, operations: flags }];
      return [{ title: "Move to 'flags' of dbt_project.yml", safe: false, preferred: true, changes }];
    }
    const now = text('value');
    return now === null ? [] : [edit(document, `Change to '${now}'`, [{ op: 'set', path, value: now }], true)];
  },
  examples: [
    {
      title: 'an old name',
      files: `
        ${SHOP}
        source-paths: [models] # where they are
        ^^^^^^^^^^^^ 'source-paths' is now 'model-paths'
      `,
      fixed: `
        //- dbt_project.yml
        name: shop
        profile: shop
        model-paths: [models] # where they are
      `,
    },
    {
      title: 'old and new name at once',
      files: `
        ${SHOP}
        seed-paths: [seeds]
        data-paths: [data]
        ^^^^^^^^^^ dbt refuses both
      `,
      fixed: `
        //- dbt_project.yml
        name: shop
        profile: shop
        seed-paths: [seeds, data]
      `,
    },
    {
      title: 'flags in profiles.yml',
      files: `
        ${SHOP}
        //- profiles.yml
        config:
        ^^^^^^ 'config' of profiles.yml is now 'flags'
          use_colors: false
        shop:
          outputs: {}
      `,
      fixed: `
        //- dbt_project.yml
        name: shop
        profile: shop
        flags:
          use_colors: false
        //- profiles.yml
        shop:
          outputs: {}
      `,
    },
    {
      title: 'present names',
      files: `
        ${SHOP}
        model-paths: [models]
        target-path: target
      `,
    },
  ],
};
