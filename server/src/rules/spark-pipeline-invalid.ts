import { toolInvalid } from './shared/toolInvalid';

export const rule = toolInvalid({
  format: 'spark-pipeline',
  file: 'a specification of a declarative pipeline of Spark',
  why: '`spark-pipelines run` stops when it reads the file.',
  sources: ['https://spark.apache.org/docs/latest/declarative-pipelines-programming-guide.html'],
  examples: [
    {
      title: 'no place for its state',
      files: `
        //- spark-pipeline.yml
        name: shop
        ^^^^ storage
        libraries:
          - glob:
              include: transformations/**
      `,
    },
    {
      title: 'what it takes',
      files: `
        //- spark-pipeline.yml
        name: shop
        storage: file:///tmp/shop
        libraries:
          - glob:
              include: transformations/**
      `,
    },
  ],
});
