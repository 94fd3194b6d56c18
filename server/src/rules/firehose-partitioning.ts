import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'firehose-partitioning',
  group: 'infrastructure',
  severity: 'error',
  certainty: 'certain',
  summary: 'Dynamic partitioning of Firehose that is not set up whole',
  why: 'A prefix with partition keys needs the block that switches dynamic partitioning on; that needs a prefix for errors and something that makes the keys. The service refuses the stream otherwise. A buffer under 64 MB is refused too, which is reported as a warning.',
  sources: ['https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning.html', 'hashicorp/terraform-provider-aws #29092'],
  about: ['terraform', 'cloudformation'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'keys in the prefix, and nothing that makes them',
      files: `
        //- main.tf
        resource "aws_kinesis_firehose_delivery_stream" "a" {
          name        = "a"
          destination = "extended_s3"
          server_side_encryption { enabled = true }
          extended_s3_configuration {
            role_arn   = "arn:aws:iam::1:role/x"
            bucket_arn = "arn:aws:s3:::lake"
            prefix     = "year=!{partitionKeyFromQuery:year}/"
        #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Partition keys in prefix need dynamic_partitioning_configuration { enabled = true }
            cloudwatch_logging_options { enabled = true }
          }
        }
      `,
    },
    {
      title: 'all of it',
      files: `
        //- main.tf
        resource "aws_kinesis_firehose_delivery_stream" "a" {
          name        = "a"
          destination = "extended_s3"
          server_side_encryption { enabled = true }
          extended_s3_configuration {
            role_arn            = "arn:aws:iam::1:role/x"
            bucket_arn          = "arn:aws:s3:::lake"
            prefix              = "year=!{partitionKeyFromQuery:year}/"
            error_output_prefix = "errors/"
            buffering_size      = 64
            dynamic_partitioning_configuration { enabled = true }
            processing_configuration {
              enabled = true
              processors { type = "MetadataExtraction" }
            }
            cloudwatch_logging_options { enabled = true }
          }
        }
      `,
    },
  ],
};
