import type { Rule } from '../model/rule';
import { mend } from './shared/mend';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'odcs-legacy-key',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A data contract uses a key of an earlier version of the standard',
  why: 'Tools for version 3 pass over such keys, or refuse them. `isNullable` became `required`, which means the opposite.',
  sources: ['https://github.com/bitol-io/open-data-contract-standard/blob/main/CHANGELOG.md'],
  about: ['contract'],
  fix: 'safe',
  check: document => problemsOf(document, 'odcs-legacy-key'),
  fixes: mend,
  examples: [
    {
      title: 'keys of version 2',
      files: `
        //- orders.yaml
        apiVersion: v2.2.2
        kind: DataContract
        uuid: 53581432
        ^^^^ Since version 3 'uuid' is 'id'
        dataset:
        ^^^^^^^ Since version 3 'dataset' is 'schema'
          - table: orders
            ^^^^^ Since version 3 'table' is 'name'
            columns:
            ^^^^^^^ Since version 3 'columns' is 'properties'
              - column: id
                ^^^^^^ Since version 3 'column' is 'name'
                isNullable: false
                ^^^^^^^^^^ is 'required: true'
      `,
      fixed: `
        //- orders.yaml
        apiVersion: v2.2.2
        kind: DataContract
        id: 53581432
        schema:
          - name: orders
            properties:
              - name: id
                required: true
      `,
    },
    {
      title: 'keys of version 3',
      files: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: orders
      `,
    },
  ],
};
