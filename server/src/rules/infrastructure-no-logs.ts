import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'infrastructure-no-logs',
  group: 'infrastructure',
  severity: 'hint',
  certainty: 'advice',
  summary: 'A service that moves data and writes no logs',
  why: 'When records are missing there is nothing to look at.',
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
        resource "aws_msk_cluster" "k" {
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The brokers' logs are not kept (CKV_AWS_80)
          cluster_name = "k"
        }
      `,
    },
    {
      title: 'what is well, or only known in a run',
      files: `
        //- main.tf
        resource "aws_msk_cluster" "k" {
          cluster_name = "k"
          logging_info {
            broker_logs {
              cloudwatch_logs { enabled = true }
            }
          }
        }
      `,
    },
  ],
};
