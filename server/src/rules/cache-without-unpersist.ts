import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'cache-without-unpersist',
  group: 'performance',
  severity: 'off',
  certainty: 'advice',
  summary: 'A frame that is kept in memory and never let go',
  why: 'What `cache()` and `persist()` keep stays until the application ends, and pushes out what later steps would keep. Short jobs need not care, so it is off unless a team asks for it.',
  sources: ['https://spark.apache.org/docs/latest/sql-performance-tuning.html#caching-data', 'pyspark-antipattern PERF005'],
  about: ['spark'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'kept for good',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession
        spark = SparkSession.builder.getOrCreate()
        orders = spark.read.parquet("s3://lake/orders").cache()
                                                        ^^^^^ Nothing in this file lets go
        orders.write.mode("overwrite").parquet("s3://lake/copy")
      `,
    },
    {
      title: 'let go',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession
        spark = SparkSession.builder.getOrCreate()
        orders = spark.read.parquet("s3://lake/orders").cache()
        orders.write.mode("overwrite").parquet("s3://lake/copy")
        orders.unpersist()
      `,
    },
  ],
};
