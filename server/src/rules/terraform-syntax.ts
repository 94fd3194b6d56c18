import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'terraform-syntax',
  group: 'infrastructure',
  severity: 'error',
  certainty: 'certain',
  summary: 'Text that Terraform can\'t read',
  why: 'Terraform stops before it looks at anything: no plan can be made from any file of the folder.',
  sources: ['https://developer.hashicorp.com/terraform/language/syntax/configuration', 'terraform: Invalid block definition, Unclosed configuration block'],
  about: ['terraform'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a block and a text that are never closed',
      files: `
        //- main.tf
        resource "aws_s3_bucket" "lake" {
        #                               ^ This brace is never closed
          bucket = "lake
        #          ^^^^^ This text is never closed
      `,
    },
    {
      title: 'blocks, texts over several lines, expressions',
      files: `
        //- main.tf
        locals {
          names = [for n in var.names : upper(n) if n != ""]
          doc   = <<-EOT
            { "a": "\${var.a}" }
          EOT
        }
        variable "names" { default = [] }
        variable "a" {}
      `,
    },
  ],
};
