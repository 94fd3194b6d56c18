import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'secret-in-code',
  group: 'governance',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A secret stands in the code',
  why: 'Whoever can read the repository, or once could, has it. Told by the form that issuers give their keys, or by a telling name with a long and random value; placeholders are left alone. Revoke it, then read the new one from the environment or a secret store.',
  sources: ['CWE-798'],
  about: ['python'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a key of AWS',
      files: `
        //- jobs/orders.py
        import boto3
        s3 = boto3.client("s3", aws_access_key_id="AKIA5QWERTYUIOPASDFG", aws_secret_access_key="b7Kd0qXz2mW9rT4vLs8nYc1JpE6uHaFg")
        #                                         ^^^^^^^^^^^^^^^^^^^^^^ AWS access key id
        #                                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a secret
      `,
    },
    {
      title: 'from the environment, and placeholders',
      files: `
        //- jobs/orders.py
        import os
        import boto3
        s3 = boto3.client("s3", aws_access_key_id=os.environ["KEY"], aws_secret_access_key="your-secret-access-key-here-please")
        password = "postgres"
      `,
    },
  ],
};
