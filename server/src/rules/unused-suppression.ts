import type { Rule } from '../model/rule';

export const rule: Rule = {
  id: 'unused-suppression',
  group: 'configuration',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A suppression comment silences nothing',
  why: 'A `pipewright: allow` comment that no finding needs any more hides the next one that comes along. The check is made after all rules have run; a rule that is switched off is not counted.',
  sources: [],
  about: ['pipewright'],
  fix: 'none',
  check: () => [],
  examples: [],
};
