import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'redshift-table-practice',
  group: 'sql',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A Redshift statement that its guide warns of',
  why: 'Access keys in the text of COPY end up in logs and in git; interleaved sort keys need to be rebuilt again and again.',
  sources: ['AWS: Amazon Redshift best practices for loading data, sort keys'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'keys in the text',
      files: `
        //- redshift/load.sql
        copy sales from 's3://shop/sales/' credentials 'aws_access_key_id=x;aws_secret_access_key=y' csv;
             ^^^^^ Access keys
      `,
    },
    {
      title: 'a role',
      files: `
        //- redshift/load.sql
        copy sales from 's3://shop/sales/' iam_role 'arn:aws:iam::1:role/loader' csv;
      `,
    },
  ],
};
