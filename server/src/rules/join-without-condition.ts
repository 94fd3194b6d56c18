import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'join-without-condition',
  group: 'performance',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A join without a condition',
  why: 'Without `on`, `join` pairs every row of one frame with every row of the other. Where that is meant, `crossJoin` says so.',
  sources: ['https://spark.apache.org/docs/latest/api/python/reference/pyspark.sql/api/pyspark.sql.DataFrame.join.html'],
  about: ['spark'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'nothing to join on',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        orders = spark.table("shop.orders")
        orders.join(spark.table("shop.customers")).write.mode("overwrite").saveAsTable("shop.both")
        #      ^^^^ pairs every row with every row
      `,
    },
    {
      title: 'a key, and pairs that are meant',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        orders = spark.table("shop.orders")
        orders.join(spark.table("shop.customers"), "customer_id").write.mode("overwrite").saveAsTable("shop.both")
        orders.crossJoin(spark.table("shop.days")).write.mode("overwrite").saveAsTable("shop.grid")
      `,
    },
  ],
};
