import type { Rule } from '../model/rule';
import { replaceBy } from './shared/names';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'deequ-unknown-constraint',
  group: 'testing',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A check of PyDeequ calls a constraint that does not exist',
  why: 'The job stops with an `AttributeError` when it builds the check. Only names close to one that exists are reported, since later releases have more.',
  sources: ['https://pydeequ.readthedocs.io/en/latest/pydeequ.html#module-pydeequ.checks'],
  about: ['deequ'],
  fix: 'suggested',
  check: document => problemsOf(document, 'deequ-unknown-constraint'),
  fixes: (finding, document) => replaceBy(document.path, finding.span, told(finding).texts('near')),
  examples: [
    {
      title: 'a misspelt constraint',
      files: `
        //- quality.py
        from pydeequ.checks import Check, CheckLevel

        check = Check(spark, CheckLevel.Error, "orders").isComplet("id").isUnique("id")
        #                                                ^^^^^^^^^ did you mean 'isComplete'?
      `,
      fixed: `
        //- quality.py
        from pydeequ.checks import Check, CheckLevel

        check = Check(spark, CheckLevel.Error, "orders").isComplete("id").isUnique("id")
      `,
    },
    {
      title: 'constraints that exist',
      files: `
        //- quality.py
        from pydeequ.checks import Check, CheckLevel

        check = Check(spark, CheckLevel.Error, "orders")
        check.addConstraint(check.isComplete("id")).hasSize(lambda n: n > 3).isContainedIn("state", ["a", "b"])
      `,
    },
  ],
};
