import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'overwrite-replaces-partitions',
  group: 'shape',
  severity: 'hint',
  certainty: 'advice',
  summary: 'An overwrite deletes partitions that are not written',
  why: 'With the default `spark.sql.sources.partitionOverwriteMode` an overwrite empties the whole target first. A job that writes one day deletes all others. `dynamic` replaces only partitions that are written; Delta\'s `replaceWhere` says which. Silent if the file mentions `partitionOverwriteMode` anywhere.',
  sources: ['https://spark.apache.org/docs/latest/configuration.html#runtime-sql-configuration'],
  about: ['spark'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'one day replaces all',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        day = spark.table("shop.orders").where("day = current_date()")
        day.write.mode("overwrite").partitionBy("day").parquet("s3://lake/orders")
        #              ^^^^^^^^^^^ deletes all of its partitions
      `,
    },
    {
      title: 'only what is written',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        day = spark.table("shop.orders").where("day = current_date()")
        day.write.mode("overwrite").option("partitionOverwriteMode", "dynamic").partitionBy("day").parquet("s3://lake/orders")
      `,
    },
  ],
};
