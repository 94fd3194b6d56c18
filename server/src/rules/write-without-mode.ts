import type { Rule } from '../model/rule';
import { replaceText } from './shared/fixes';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'write-without-mode',
  group: 'shape',
  severity: 'information',
  certainty: 'certain',
  summary: 'A Spark write without a mode',
  why: 'The default mode is `errorifexists`: the first run writes, every later one fails with "path already exists". Jobs must be able to run again.',
  sources: ['https://spark.apache.org/docs/latest/sql-data-sources-load-save-functions.html#save-modes'],
  about: ['spark'],
  fix: 'suggested',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes(finding, document) {
    const at = finding.span.start - 1;
    return document.text[at] === '.' ? [replaceText(document, 'Add mode("overwrite")', { start: at, end: at }, '.mode("overwrite")')] : [];
  },
  examples: [
    {
      title: 'no mode',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        spark.table("shop.orders").write.partitionBy("day").parquet("s3://lake/orders")
        #                                                   ^^^^^^^ fails as soon as its target exists
      `,
      fixed: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        spark.table("shop.orders").write.partitionBy("day").mode("overwrite").parquet("s3://lake/orders")
      `,
    },
    {
      title: 'a mode',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        spark.table("shop.orders").write.mode("append").parquet("s3://lake/orders")
      `,
    },
  ],
};
