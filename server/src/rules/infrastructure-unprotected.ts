import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'infrastructure-unprotected',
  group: 'infrastructure',
  severity: 'information',
  certainty: 'advice',
  summary: 'Data that a plan may delete',
  why: 'A renamed resource or a changed key makes Terraform replace it: with this set, the data goes too.',
  sources: ['https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle'],
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
        resource "aws_s3_bucket" "lake" {
          bucket        = "lake"
          force_destroy = true
        #                 ^^^^ Its data is deleted with it, whatever is in there
        }
      `,
    },
    {
      title: 'what is well, or only known in a run',
      files: `
        //- main.tf
        resource "aws_s3_bucket" "lake" {
          bucket        = "lake"
          force_destroy = false
        }
      `,
    },
  ],
};
