import type { Rule } from '../model/rule';

export const rule: Rule = {
  id: 'schedule-without-timezone',
  group: 'orchestration',
  severity: 'hint',
  certainty: 'certain',
  summary: 'A schedule does not say which time zone its times are in',
  why: 'Dagster takes them as UTC, which moves a job of "06:00" by an hour or more for those who read its results. `execution_timezone="Europe/Berlin"` says what is meant, and follows summer time.',
  sources: ['https://docs.dagster.io/guides/automate/schedules/customizing-execution-timezone'],
  about: ['dagster'],
  fix: 'none',
  *check(document) {
    for (const d of document.facts.declarations) {
      if (d.type !== 'dagster.schedule' || d.attributes.more?.['zoneless'] !== true || /^[*\d/]+ (\*|\*\/\d+) \* \* \*$|^@hourly$/.test(d.attributes.schedule ?? '')) continue;
      yield { rule: this.id, span: d.nameSpan && d.nameSpan.end > d.nameSpan.start ? d.nameSpan : { start: d.span.start, end: Math.min(d.span.start + 1, d.span.end) }, message: `The schedule '${d.name}' (${d.attributes.schedule}) says no time zone; Dagster takes UTC` };
    }
  },
  examples: [
    {
      title: 'a time of day in no time zone',
      files: `
        //- shop/jobs.py
        import dagster as dg

        nightly = dg.define_asset_job("nightly")
        s = dg.ScheduleDefinition(name="late", job=nightly, cron_schedule="0 22 * * *")
        #                               ^^^^ The schedule 'late' (0 22 * * *) says no time zone
      `,
    },
    {
      title: 'a zone, and a schedule that goes round the clock',
      files: `
        //- shop/jobs.py
        import dagster as dg

        nightly = dg.define_asset_job("nightly")
        a = dg.ScheduleDefinition(name="a", job=nightly, cron_schedule="0 22 * * *", execution_timezone="Europe/Berlin")
        b = dg.ScheduleDefinition(name="b", job=nightly, cron_schedule="*/5 * * * *")
      `,
    },
  ],
};
