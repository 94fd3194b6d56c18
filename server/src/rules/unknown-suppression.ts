import type { Rule } from '../model/rule';

export const rule: Rule = {
  id: 'unknown-suppression',
  group: 'configuration',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A suppression comment names a rule that does not exist',
  why: 'A misspelt rule name in a `pipewright: allow` comment silences nothing, so the finding it was meant for stays.',
  sources: [],
  about: ['pipewright'],
  fix: 'none',
  check: () => [],
  examples: [],
};
