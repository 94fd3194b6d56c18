import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { isInstalled } from './shared/nodes';

export const rule: Rule = {
  id: 'unpinned-ref-new-version',
  group: 'governance',
  severity: 'information',
  certainty: 'resolved',
  summary: 'A ref without a version reads a model that has a newer version to come',
  why: 'Once `latest_version` is raised, the ref reads the new version without notice. dbt says so as a note (`UnpinnedRefNewVersionAvailable`). The quick fix pins the version that is read now.',
  sources: ['https://docs.getdbt.com/docs/mesh/govern/model-versions', 'dbt I064'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, workspace) {
    if (isInstalled(document)) return;
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.ref' || reference.role !== 'reads' || reference.certainty !== 'certain' || reference.data?.['version'] !== null) continue;
      const found = workspace.resolve(reference, document.path);
      const version = found.kind === 'one' ? found.entity.attributes.version : undefined;
      if (found.kind !== 'one' || version === undefined) continue;
      const newer = workspace.entitiesOf('dbt.model').find(e => e.name === found.entity.name && e.enabled && Number(e.attributes.version) > Number(version));
      if (newer) yield { rule: this.id, span: reference.span, message: `'${reference.name}' has a version ${newer.attributes.version!} that is not the latest yet: pin version ${version}`, data: { version } };
    }
  },
  fixes(finding, document) {
    const quote = document.text[finding.span.end] ?? '';
    const { version } = finding.data as { version: string };
    if (!/['"]/.test(quote)) return [];
    const at = finding.span.end + 1;
    return [{ title: `Pin version ${version}`, safe: false, preferred: true, changes: [{ kind: 'edit', file: document.path, operations: [{ op: 'text', span: { start: at, end: at }, text: `, v=${/^\d+$/.test(version) ? version : `${quote}${version}${quote}`}` }] }] }];
  },
  examples: [
    {
      title: 'a version to come',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: prices
            latest_version: 1
            versions:
              - v: 1
              - v: 2
        //- models/prices_v1.sql
        select 1 as price
        //- models/prices_v2.sql
        select 1 as price
        //- models/report.sql
        select * from {{ ref('prices') }}
        --                    ^^^^^^ 'prices' has a version 2 that is not the latest yet
      `,
      fixed: `
        //- models/report.sql
        select * from {{ ref('prices', v=1) }}
      `,
    },
    {
      title: 'the latest version',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: prices
            versions:
              - v: 1
              - v: 2
        //- models/prices_v1.sql
        select 1 as price
        //- models/prices_v2.sql
        select 1 as price
        //- models/report.sql
        select * from {{ ref('prices') }}, {{ ref('prices', v=1) }}
      `,
    },
  ],
};
