import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'single-partition-write',
  group: 'performance',
  severity: 'hint',
  certainty: 'certain',
  summary: 'All rows go through one task',
  why: '`repartition(1)` and `coalesce(1)` leave one partition, so one executor does all that follows, and `coalesce` even what comes before it. Table formats compact files themselves, and most readers take a folder as well as a file.',
  sources: ['https://spark.apache.org/docs/latest/api/python/reference/pyspark.sql/api/pyspark.sql.DataFrame.coalesce.html'],
  about: ['spark'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'one file',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        spark.table("shop.orders").coalesce(1).write.mode("overwrite").parquet("s3://lake/orders")
        #                          ^^^^^^^^ One partition means one task
      `,
    },
    {
      title: 'several partitions',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        spark.table("shop.orders").repartition(8, "day").write.mode("overwrite").parquet("s3://lake/orders")
      `,
    },
  ],
};
