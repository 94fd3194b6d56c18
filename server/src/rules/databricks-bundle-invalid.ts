import { toolInvalid } from './shared/toolInvalid';

export const rule = toolInvalid({
  format: 'databricks-bundle',
  file: 'a bundle of Databricks',
  why: '`databricks bundle validate` and `deploy` stop.',
  sources: ['databricks/cli bundle/config/validate', 'https://docs.databricks.com/dev-tools/bundles/reference'],
  examples: [
    {
      title: 'two default targets, a task without a place to run',
      files: `
        //- databricks.yml
        bundle: {name: etl}
        resources:
          jobs:
            nightly:
              tasks:
                - task_key: load
                  spark_python_task: {python_file: load.py}
                  ^^^^^^^^^^^^^^^^^ needs a place to run
                - task_key: report
                  depends_on: [{task_key: laod}]
                                          ^^^^ no task 'laod'
                  notebook_task: {notebook_path: report.py}
        targets:
          dev: {default: true}
                         ^^^^ More than one default target
          prod: {default: true}
                          ^^^^ More than one default target
      `,
    },
    {
      title: 'what it takes',
      files: `
        //- databricks.yml
        bundle: {name: etl}
        resources:
          pipelines: {gold: {catalog: main, schema: gold, serverless: true}}
        targets:
          prod:
            mode: production
            resources:
              jobs:
                nightly: {tasks: [{task_key: load, spark_python_task: {parameters: [x]}}]}
      `,
    },
  ],
});
