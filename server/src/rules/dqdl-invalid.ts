import type { Rule } from '../model/rule';
import { replaceBy } from './shared/names';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'dqdl-invalid',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A ruleset of AWS Glue Data Quality is not what the service takes',
  why: 'The service refuses the whole ruleset: when it is made, or, if it stands in a job, when the job runs. The language tells apart upper and lower case; each type of rule takes a certain number of parameters, and only some take `where` or `with threshold`. Rulesets are read in `.dqdl` files, Terraform, CloudFormation and Python.',
  sources: ['https://docs.aws.amazon.com/glue/latest/dg/dqdl.html', 'https://github.com/awslabs/dqdl'],
  about: ['dqdl', 'deequ'],
  fix: 'suggested',
  check: document => problemsOf(document, 'dqdl-invalid'),
  fixes: (finding, document) => replaceBy(document.path, finding.span, told(finding).texts('near')),
  examples: [
    {
      title: 'a rule type that does not exist',
      files: `
        //- orders.dqdl
        Rules = [
          IsComplet "id",
          ^^^^^^^^^ DQDL has no rule type 'IsComplet'; did you mean 'IsComplete'?
          RowCount > 0
        ]
      `,
      fixed: `
        Rules = [
          IsComplete "id",
          RowCount > 0
        ]
      `,
    },
    {
      title: 'in Terraform: too many parameters, a bound that is missing',
      files: `
        //- quality.tf
        resource "aws_glue_data_quality_ruleset" "orders" {
          name    = "orders"
          ruleset = <<-EOT
            Rules = [
              Completeness "id" "amount" > 0.9,
              ^^^^^^^^^^^^ 'Completeness' takes 1 parameter, not 2
              ColumnValues "amount" between 100 where "id > 1"
              #                                 ^^^^^ 'between' needs two bounds
            ]
          EOT
        }
      `,
    },
    {
      title: 'in Python: what takes no where',
      files: `
        //- job.py
        from awsgluedq.transforms import EvaluateDataQuality
        ruleset = """Rules = [ ColumnCount > 3 where "id > 1" ]"""
        #                                             ^^^^^^ 'ColumnCount' takes no 'where'
      `,
    },
    {
      title: 'all that the language has',
      files: `
        //- orders.dqdl
        # Rules for orders.
        Metadata = { "Version": "1.0" }
        DataSources = { "Primary": "shop.orders", "AdditionalDataSources": [ "ref" ] }
        states = [ "placed", "shipped" ]
        Rules = [
          (IsPrimaryKey "id") and (RowCount between 100 and 1000),
          ColumnValues "state" in $states with threshold > 0.9,
          ColumnValues "amount" >= 0 where "state = 'shipped'",
          ColumnValues "placed" > (now() - 3 days),
          Completeness "email" > avg(last(3)) * 0.9,
          ReferentialIntegrity "customer" "ref.{id}" = 1.0,
          DataFreshness "placed" <= 24 hours,
          CustomSql "select count(*) from primary" between 10 and 20,
          ColumnLength "code" in [ 2, 3 ] labels=["team"="shop"]
        ]
        Analyzers = [ DistinctValuesCount "state", AllStatistics "amount" ]
      `,
    },
  ],
};
