import { toolInvalid } from './shared/toolInvalid';

export const rule = toolInvalid({
  format: 'spark-defaults',
  file: 'a file of Spark\'s defaults',
  why: 'The session does not start, or goes on without what was asked for.',
  sources: ['https://spark.apache.org/docs/latest/configuration.html'],
  examples: [
    {
      title: 'an allocation that can\'t start',
      files: `
        //- conf/spark-defaults.conf
        spark.dynamicAllocation.enabled true
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ needs the external shuffle service
        spark.dynamicAllocation.shuffleTracking.enabled false
      `,
    },
    {
      title: 'what it takes',
      files: `
        //- conf/spark-defaults.conf
        spark.dynamicAllocation.enabled true
        spark.shuffle.service.enabled true
      `,
    },
  ],
});
