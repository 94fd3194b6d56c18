import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { didYouMean, replaceBy } from './shared/names';

export const rule: Rule = {
  id: 'unknown-job',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A schedule or sensor starts a job that does not exist',
  why: 'Dagster does not load definitions in which a schedule names a job that is not there. Told as an error if a job of a similar name is defined, as information otherwise: jobs may be made by components and factories.',
  sources: ['Dagster DagsterInvalidDefinitionError "targets job … which was not found in this repository"'],
  about: ['dagster'],
  fix: 'suggested',
  *check(document, workspace) {
    for (const reference of document.facts.references) {
      if (reference.type !== 'dagster.job' || !reference.targets[0]?.startsWith('dagster.job|') || workspace.resolve(reference, document.path).kind !== 'none') continue;
      const open = workspace.entitiesOf('dagster.open').length + workspace.entitiesOf('dagster.component').length > 0;
      const near = closest(reference.name, workspace.entitiesOf('dagster.job').map(e => e.name));
      if (open && near.length === 0) continue;
      yield { rule: this.id, span: reference.span, message: `There is no job '${reference.name}'${didYouMean(near)}`, ...(open || near.length === 0 ? { severity: 'information' as const } : {}), data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt job',
      files: `
        //- shop/jobs.py
        import dagster as dg

        nightly = dg.define_asset_job("nightly")
        s = dg.ScheduleDefinition(name="s", job_name="nightl", cron_schedule="0 0 * * *")
        #                                             ^^^^^^ There is no job 'nightl'; did you mean 'nightly'?
      `,
      fixed: `
        //- shop/jobs.py
        import dagster as dg

        nightly = dg.define_asset_job("nightly")
        s = dg.ScheduleDefinition(name="s", job_name="nightly", cron_schedule="0 0 * * *")
      `,
    },
    {
      title: 'a job of another file',
      files: `
        //- shop/jobs.py
        import dagster as dg

        nightly = dg.define_asset_job("nightly")
        //- shop/schedules.py
        import dagster as dg

        s = dg.ScheduleDefinition(name="s", job_name="nightly", cron_schedule="0 0 * * *")
      `,
    },
  ],
};
