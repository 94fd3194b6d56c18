import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'column-added-in-loop',
  group: 'performance',
  severity: 'warning',
  certainty: 'certain',
  summary: 'withColumn is called in a loop',
  why: 'Each call wraps the plan in another projection. Spark\'s own documentation warns that doing so many times makes plans so large that planning takes minutes or overflows the stack; `withColumns` and `select` add all columns in one projection.',
  sources: ['https://spark.apache.org/docs/latest/api/python/reference/pyspark.sql/api/pyspark.sql.DataFrame.withColumn.html'],
  about: ['spark'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a column a round',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        orders = spark.table("shop.orders")
        for name in ["net", "tax"]:
            orders = orders.withColumn(name, F.col(name).cast("double"))
            #               ^^^^^^^^^^ Every withColumn wraps the plan once more
        orders.write.mode("overwrite").saveAsTable("shop.typed")
      `,
    },
    {
      title: 'all columns at once',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        orders = spark.table("shop.orders").withColumns({name: F.col(name).cast("double") for name in ["net", "tax"]})
        orders.write.mode("overwrite").saveAsTable("shop.typed")
      `,
    },
  ],
};
