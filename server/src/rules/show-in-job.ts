import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'show-in-job',
  group: 'performance',
  severity: 'hint',
  certainty: 'advice',
  summary: 'A job prints rows of a frame',
  why: '`show()` is an action: Spark computes what it prints and throws it away, and computes it again for the write behind it. Notebooks are left alone.',
  sources: ['https://spark.apache.org/docs/latest/rdd-programming-guide.html#actions'],
  about: ['spark'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'show() before the write',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        orders = spark.table("shop.orders")
        orders.show()
        #      ^^^^ runs the whole plan once more
        orders.write.mode("overwrite").saveAsTable("shop.copy")
      `,
    },
    {
      title: 'only the write',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        spark.table("shop.orders").write.mode("overwrite").saveAsTable("shop.copy")
      `,
    },
  ],
};
