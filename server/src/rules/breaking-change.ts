import type { Rule } from '../model/rule';
import { noted } from './shared/notes';

export const rule: Rule = {
  id: 'breaking-change',
  group: 'contracts',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'The change breaks what uses the thing, or a promise to others',
  why: [
    'Compared with the commit where your branch left the main one, something is gone, renamed or of another type that other models, jobs, checks or dashboards still use, or that a contract or `access: public` promised to others. The message says what breaks; the command *Show Impact of Current Changes* shows all of it.',
    '',
    'The comparison is made in the editor, some time after the last edit and when files are saved, in trusted workspaces with git. On the command line `pipewright impact` does the same.',
  ].join('\n'),
  sources: ['https://docs.getdbt.com/docs/mesh/govern/model-contracts', 'https://docs.getdbt.com/docs/mesh/govern/model-versions'],
  about: ['dbt.model', 'dbt.source', 'airflow.dag', 'airflow.task'],
  fix: 'none',
  outside: true,
  check: (document, ws) => noted(document, ws, 'breaking-change'),
  examples: [],
};
