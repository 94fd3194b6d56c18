import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'infrastructure-no-backup',
  group: 'infrastructure',
  severity: 'hint',
  certainty: 'advice',
  summary: 'A store of data of which nothing is kept',
  why: 'After a wrong delete, a faulty deployment or a lost disk the data is gone.',
  sources: ['https://www.checkov.io/5.Policy%20Index/terraform.html'],
  about: ['terraform', 'cloudformation'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'what is wrong',
      files: `
        //- main.tf
        resource "aws_dynamodb_table" "orders" {
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The table can't be brought back to an earlier moment (CKV_AWS_28)
          name     = "orders"
          hash_key = "id"
        }
      `,
    },
    {
      title: 'what is well, or only known in a run',
      files: `
        //- main.tf
        resource "aws_dynamodb_table" "orders" {
          name     = "orders"
          hash_key = "id"
          point_in_time_recovery { enabled = true }
        }
      `,
    },
  ],
};
