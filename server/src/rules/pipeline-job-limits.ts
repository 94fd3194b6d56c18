import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'pipeline-job-limits',
  group: 'infrastructure',
  severity: 'hint',
  certainty: 'advice',
  summary: 'A managed job without retries or a time limit',
  why: 'One lost machine fails the run, and a job that hangs is paid for until somebody looks.',
  sources: ['https://docs.aws.amazon.com/glue/latest/dg/add-job.html'],
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
        resource "aws_glue_job" "load" {
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The job is not tried again: set max_retries
          name     = "load"
          role_arn = "arn:aws:iam::1:role/x"
          timeout  = 60
        }
      `,
    },
    {
      title: 'what is well, or only known in a run',
      files: `
        //- main.tf
        resource "aws_glue_job" "load" {
          name        = "load"
          role_arn    = "arn:aws:iam::1:role/x"
          max_retries = 2
          timeout     = 60
        }
      `,
    },
  ],
};
