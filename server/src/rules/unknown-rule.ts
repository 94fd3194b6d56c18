import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { rules } from './index';
import { didYouMean, replaceBy } from './shared/names';

export const rule: Rule = {
  id: 'unknown-rule',
  group: 'configuration',
  severity: 'warning',
  certainty: 'certain',
  summary: 'pipewright.yml sets the severity of a rule that does not exist',
  why: 'A misspelt rule keeps its default severity, so what was to be switched off stays on, or the other way round. Names of rules and of groups of rules are allowed.',
  sources: [],
  about: ['pipewright'],
  fix: 'suggested',
  *check(document) {
    if (document.format !== 'pipewright') return;
    const known = new Set(rules.flatMap(r => [r.id, r.group]));
    for (const r of document.facts.references) {
      if (r.type !== 'pipewright.rule' || known.has(r.name)) continue;
      const near = closest(r.name, known);
      yield { rule: this.id, span: r.span, message: `There is no rule or group '${r.name}'${didYouMean(near)}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt rule',
      files: `
        //- pipewright.yml
        rules:
          unknown-colum: off
          ^^^^^^^^^^^^^ There is no rule or group 'unknown-colum'; did you mean 'unknown-column'
      `,
      fixed: `
        //- pipewright.yml
        rules:
          unknown-column: off
      `,
    },
    {
      title: 'a rule and a group',
      files: `
        //- pipewright.yml
        rules:
          unknown-ref: warning
          sql: off
      `,
    },
  ],
};
