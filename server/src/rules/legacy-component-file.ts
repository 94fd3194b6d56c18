import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'legacy-component-file',
  group: 'deprecations',
  severity: 'hint',
  certainty: 'certain',
  summary: 'A component is kept in component.yaml',
  why: 'The file is called `defs.yaml` since Dagster 1.10.18. The old name is still read.',
  sources: ['https://docs.dagster.io/guides/build/components', 'dagster#34102'],
  about: ['dagster'],
  fix: 'suggested',
  *check(document) {
    for (const finding of problemsOf(document, this.id)) yield { ...finding, tags: ['deprecated'] };
  },
  fixes: (_finding, document) => [{ title: 'Rename to defs.yaml', safe: false, preferred: true, changes: [{ kind: 'rename', file: document.path, to: document.path.replace(/component(\.ya?ml)$/, 'defs$1') }] }],
  examples: [
    {
      title: 'the old name',
      files: `
        //- shop/defs/ingest/component.yaml
        type: dagster_sling.SlingReplicationCollectionComponent
        #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ A component is kept in defs.yaml
        attributes: {}
      `,
      fixed: `
        //- shop/defs/ingest/defs.yaml
        type: dagster_sling.SlingReplicationCollectionComponent
        attributes: {}
      `,
    },
    {
      title: 'the new one',
      files: `
        //- shop/defs/ingest/defs.yaml
        type: dagster_sling.SlingReplicationCollectionComponent
        attributes: {}
      `,
    },
  ],
};
