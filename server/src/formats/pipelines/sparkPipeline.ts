import { baseName, declareJob, type Reading, scalar, toolFormat } from './file';

/** Specifications of Spark's declarative pipelines. */
export const sparkPipeline = toolFormat({
  id: 'spark-pipeline',
  extensions: ['yml', 'yaml'],
  schema: 'pipelines/spark-pipeline',
  recognises: (path, head) => /(^|\/)(spark-)?pipeline\.ya?ml$/.test(path) && /^libraries:/m.test(head) && /^(storage|name|catalog|database):/m.test(head),
  extract(file: Reading): void {
    const name = scalar(file.root, 'name');
    declareJob(file, 'spark', name?.text ?? baseName(file.path), name?.span ?? null, file.root?.span ?? { start: 0, end: 0 }, { facts: [[scalar(file.root, 'catalog')?.text, scalar(file.root, 'database')?.text].filter(Boolean).join('.')].filter(f => f !== '') });
  },
});
