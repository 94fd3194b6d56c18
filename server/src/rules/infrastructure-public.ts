import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'infrastructure-public',
  group: 'infrastructure',
  severity: 'warning',
  certainty: 'advice',
  summary: 'Data that the internet can reach',
  why: 'A database with a public address is found by scanners within the hour, a bucket that everybody may read is a breach. The message names the id under which well-known checkers know it.',
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
        resource "aws_redshift_cluster" "w" {
          cluster_identifier  = "w"
          encrypted           = true
          publicly_accessible = true
        #                       ^^^^ The cluster can be reached from the internet (CKV_AWS_87)
        }
        resource "aws_s3_bucket_acl" "a" {
          bucket = "b"
          acl    = "public-read"
        #          ^^^^^^^^^^^^^ Everybody may read the bucket (CKV_AWS_20)
        }
      `,
    },
    {
      title: 'what is well, or only known in a run',
      files: `
        //- main.tf
        resource "aws_redshift_cluster" "w" {
          cluster_identifier  = "w"
          encrypted           = true
          publicly_accessible = false
        }
      `,
    },
  ],
};
