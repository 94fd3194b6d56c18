import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { didYouMean, isSurelyUnknown, replaceBy } from './shared/names';

const WHAT: { readonly [type: string]: string } = { 'terraform.resource': 'resource', 'terraform.data': 'data source', 'terraform.variable': 'variable', 'terraform.local': 'local value', 'terraform.module': 'module' };

export const rule: Rule = {
  id: 'terraform-undeclared',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A reference to something the module does not declare',
  why: '`terraform validate` and every plan stop: "Reference to undeclared resource" (or input variable, local value, module call). A module is one folder: its parents and children don\'t count.',
  sources: ['https://developer.hashicorp.com/terraform/language/expressions/references', 'terraform: Reference to undeclared resource'],
  about: ['terraform'],
  fix: 'suggested',
  *check(document, workspace) {
    for (const reference of document.facts.references) {
      const what = WHAT[reference.type];
      if (what === undefined || !isSurelyUnknown(workspace, reference, document.path)) continue;
      const address = String(reference.data?.['address'] ?? '');
      const folder = document.path.slice(0, Math.max(0, document.path.lastIndexOf('/')));
      const types = reference.type === 'terraform.resource' ? workspace.types() : [reference.type];
      const kind = address.slice(0, address.lastIndexOf('.'));
      const here = types.flatMap(t => workspace.entitiesOf(t)).filter(e => e.roles.some(r => r.role === 'defines' && r.file.slice(0, Math.max(0, r.file.lastIndexOf('/'))) === folder) && String(e.attributes.more?.['address'] ?? '').startsWith(`${kind}.`));
      const near = closest(reference.name, here.map(e => String(e.attributes.more?.['address']).slice(kind.length + 1)));
      const name = reference.type === 'terraform.resource' || reference.type === 'terraform.data' ? kind.replace(/^data\./, 'data source ') : what;
      yield { rule: this.id, span: reference.span, message: `There is no ${name} '${reference.name}' in this module${didYouMean(near)}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt resource and a variable of nowhere',
      files: `
        //- main.tf
        resource "aws_kinesis_stream" "orders" {
          name            = "orders"
          encryption_type = "KMS"
          kms_key_id      = var.key
        #                       ^^^ There is no variable 'key' in this module
        }
        resource "aws_lambda_event_source_mapping" "orders" {
          event_source_arn = aws_kinesis_stream.order.arn
        #                                       ^^^^^ There is no aws_kinesis_stream 'order' in this module; did you mean 'orders'?
          function_name    = "orders"
        }
      `,
    },
    {
      title: 'the fix for one near name',
      files: `
        //- main.tf
        locals {
          prefix = "p"
          name   = local.prefx
        #                ^^^^^ There is no local value 'prefx' in this module; did you mean 'prefix'?
        }
      `,
      fixed: `
        //- main.tf
        locals {
          prefix = "p"
          name   = local.prefix
        }
      `,
    },
    {
      title: 'declared in another file of the folder, in another folder, iterators',
      files: `
        //- main.tf
        resource "aws_sns_topic" "t" {
          name              = "\${local.prefix}-\${var.name}"
          kms_master_key_id = "alias/aws/sns"
        }
        //- variables.tf
        variable "name" {}
        locals {
          prefix = "p"
        }
        output "all" { value = [for t in aws_sns_topic.t[*] : t.arn] }
      `,
    },
  ],
};
