import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'infrastructure-limit',
  group: 'infrastructure',
  severity: 'error',
  certainty: 'certain',
  summary: 'A value outside of what the service takes',
  why: 'The provider or the service refuses it, at the latest when the plan is applied. Values that only a run knows, and defaults of variables, are never reported.',
  sources: ['https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html', 'https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/eventhub'],
  about: ['terraform', 'cloudformation'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'retention, an unknown word, sizes',
      files: `
        //- main.tf
        resource "aws_kinesis_stream" "orders" {
          name             = "orders"
          retention_period = 10000
        #                    ^^^^^ retention_period must be 24 to 8760 hours, not 10000
          encryption_type  = "AES"
        #                     ^^^ encryption_type is NONE or KMS, not 'AES'
        }
        resource "azurerm_eventhub" "h" {
          name = "h"
          capture_description {
            enabled             = true
            encoding            = "Avro"
            interval_in_seconds = 30
        #                         ^^ interval_in_seconds must be 60 to 900 seconds, not 30
          }
        }
      `,
    },
    {
      title: 'within the limits, or only known in a run',
      files: `
        //- main.tf
        variable "hours" { default = 1 }
        resource "aws_kinesis_stream" "orders" {
          name             = "orders"
          retention_period = var.hours
          encryption_type  = "KMS"
          kms_key_id       = "alias/aws/kinesis"
        }
      `,
    },
    {
      title: 'the same in CloudFormation',
      files: `
        //- template.yaml
        AWSTemplateFormatVersion: "2010-09-09"
        Resources:
          Orders:
            Type: AWS::Kinesis::Stream
            Properties:
              RetentionPeriodHours: 12
        #                           ^^ retention_period must be 24 to 8760 hours, not 12
              StreamEncryption: {EncryptionType: KMS, KeyId: alias/aws/kinesis}
      `,
    },
  ],
};
