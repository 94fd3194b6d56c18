import type { Rule } from '../model/rule';
import { noted } from './shared/notes';

export const rule: Rule = {
  id: 'risky-change',
  group: 'contracts',
  severity: 'off',
  certainty: 'resolved',
  summary: 'Somebody should look at the change before it is merged',
  why: [
    'Compared with the commit where your branch left the main one, values or rows may differ for what reads the thing, a check is gone or weaker, a type is narrower, or a job runs at other times. The command *Show Impact of Current Changes* tells all of it at once; this rule puts each of them at its place in the file.',
    '',
    'It is made in the editor, like the findings of `breaking-change`.',
  ].join('\n'),
  sources: [],
  about: ['dbt.model', 'dbt.source', 'airflow.dag', 'airflow.task'],
  fix: 'none',
  outside: true,
  check: (document, ws) => noted(document, ws, 'risky-change'),
  examples: [],
};
