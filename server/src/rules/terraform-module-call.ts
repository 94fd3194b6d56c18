import type { Rule } from '../model/rule';
import { replaceBy } from './shared/names';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'terraform-module-call',
  group: 'references',
  severity: 'error',
  certainty: 'certain',
  summary: 'A module that is called with what it does not have, or without what it needs',
  why: '`terraform validate` and every plan stop: an argument that is no variable of the module ("Unsupported argument"), a variable without a default that is not given ("Missing required argument"), an output that the module does not have ("Unsupported attribute"). Only modules of the workspace are looked into, and only those whose files could all be read.',
  sources: ['https://developer.hashicorp.com/terraform/language/modules/syntax', 'terraform validate'],
  about: ['terraform'],
  fix: 'suggested',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near?: string[] } | undefined)?.near ?? []),
  examples: [
    {
      title: 'a misspelt argument, one that is missing, an output of nowhere',
      files: `
        //- main.tf
        module "raw" {
        #       ^^^ The module needs 'name'
          source = "./modules/bucket"
          nmae   = "acme-raw"
        # ^^^^ The module has no variable 'nmae'; did you mean 'name'?
        }
        output "arn" { value = module.raw.arm }
        #                                 ^^^ The module has no output 'arm'; did you mean 'arn'?
        //- modules/bucket/main.tf
        resource "aws_s3_bucket" "this" { bucket = var.name }
        //- modules/bucket/variables.tf
        variable "name" { type = string }
        variable "days" { default = 30 }
        //- modules/bucket/outputs.tf
        output "arn" { value = aws_s3_bucket.this.arn }
      `,
    },
    {
      title: 'what Terraform takes',
      files: `
        //- main.tf
        module "raw" {
          source   = "./modules/bucket"
          for_each = toset(["a", "b"])
          name     = "acme-\${each.key}"
          providers = { aws = aws }
        }
        module "elsewhere" {
          source  = "terraform-aws-modules/s3-bucket/aws"
          version = "4.1.0"
          bucket  = "x"
        }
        output "arns" { value = { for k, m in module.raw : k => m.arn } }
        output "one" { value = module.raw["a"].arn }
        //- modules/bucket/main.tf
        variable "name" { type = string }
        resource "aws_s3_bucket" "this" { bucket = var.name }
        output "arn" { value = aws_s3_bucket.this.arn }
      `,
    },
    {
      title: 'the fix for one near name',
      files: `
        //- main.tf
        module "raw" {
          source = "./bucket"
          nmae   = "acme-raw"
        # ^^^^ The module has no variable 'nmae'; did you mean 'name'?
        }
        //- bucket/main.tf
        variable "name" { default = "x" }
      `,
      fixed: `
        //- main.tf
        module "raw" {
          source = "./bucket"
          name   = "acme-raw"
        }
        //- bucket/main.tf
        variable "name" { default = "x" }
      `,
    },
  ],
};
