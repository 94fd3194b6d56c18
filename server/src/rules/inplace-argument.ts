import type { Rule } from '../model/rule';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'inplace-argument',
  group: 'deprecations',
  severity: 'hint',
  certainty: 'certain',
  summary: 'inplace=True on a pandas frame',
  why: 'The method makes a copy all the same, gives None (so calls can\'t be chained), and does nothing to the original where pandas hands out a copy. pandas plans to take the argument away from most methods. Not said where Ruff\'s PD002 is switched on.',
  sources: ['https://pandas.pydata.org/docs/whatsnew/index.html', 'PDEP-8', 'pandas-vet PD002'],
  about: ['pandas'],
  fix: 'suggested',
  check(document, ws) {
    return unlessRuff(document, ws, ['PD002'], problemsOf(document, this.id));
  },
  fixes(finding, document) {
    const about = told(finding);
    const name = about.text('name');
    const start = about.value('start');
    if (name === null || typeof start !== 'number' || !document.text.startsWith(`${name}.`, start)) return [];
    const before = /,\s*$/.exec(document.text.slice(Math.max(0, finding.span.start - 200), finding.span.start));
    const after = before ? null : /^\s*,\s*/.exec(document.text.slice(finding.span.end, finding.span.end + 200));
    const span = { start: finding.span.start - (before?.[0].length ?? 0), end: finding.span.end + (after?.[0].length ?? 0) };
    return [edit(document, `Assign to ${name}`, [{ op: 'text', span: { start, end: start }, text: `${name} = ` }, { op: 'text', span, text: '' }])];
  },
  examples: [
    {
      title: 'a frame changed in place',
      files: `
        //- jobs/orders.py
        import pandas as pd
        orders = pd.read_csv("s3://lake/orders.csv")
        orders.drop(columns=["note"], inplace=True)
        #                             ^^^^^^^^^^^^ assign what the method gives
        orders.to_parquet("s3://lake/orders.parquet")
      `,
      fixed: `
        //- jobs/orders.py
        import pandas as pd
        orders = pd.read_csv("s3://lake/orders.csv")
        orders = orders.drop(columns=["note"])
        orders.to_parquet("s3://lake/orders.parquet")
      `,
    },
    {
      title: 'the result assigned',
      files: `
        //- jobs/orders.py
        import pandas as pd
        orders = pd.read_csv("s3://lake/orders.csv").drop(columns=["note"])
        orders.to_parquet("s3://lake/orders.parquet")
      `,
    },
  ],
};
