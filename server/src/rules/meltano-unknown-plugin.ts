import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'meltano-unknown-plugin',
  group: 'references',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A job or schedule names a plugin that the project does not have',
  why: '`meltano run` stops: there is no such extractor or loader.',
  sources: ['https://docs.meltano.com/concepts/project'],
  about: ['meltano'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a loader of nowhere',
      files: `
        //- meltano.yml
        version: 1
        plugins:
          extractors: [{name: tap-github}]
          loaders: [{name: target-postgres}]
        jobs:
          - name: load
            tasks: [tap-github target-postgre]
                               ^^^^^^^^^^^^^^ There is no loader 'target-postgre' in this project; did you mean 'target-postgres'?
      `,
    },
    {
      title: 'all there',
      files: `
        //- meltano.yml
        version: 1
        plugins:
          extractors: [{name: tap-github}]
          loaders: [{name: target-postgres}]
        jobs:
          - name: load
            tasks: [tap-github target-postgres, "dbt-postgres:run"]
        schedules:
          - {name: daily, interval: "@daily", job: load}
      `,
    },
  ],
};
