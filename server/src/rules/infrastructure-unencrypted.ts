import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'infrastructure-unencrypted',
  group: 'infrastructure',
  severity: 'hint',
  certainty: 'advice',
  summary: 'Data that a service keeps or moves without encryption',
  why: 'Whoever gets at the disks, backups or wires reads the data. The message names the id under which well-known checkers know it.',
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
        resource "aws_kinesis_stream" "orders" {
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The stream is not encrypted (CKV_AWS_43)
          name = "orders"
        }
      `,
    },
    {
      title: 'what is well, or only known in a run',
      files: `
        //- main.tf
        variable "kind" {}
        resource "aws_kinesis_stream" "orders" {
          name            = "orders"
          encryption_type = var.kind
        }
        resource "aws_sns_topic" "t" {
          name              = "t"
          kms_master_key_id = "alias/aws/sns"
        }
      `,
    },
  ],
};
