import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'python-udf',
  group: 'performance',
  severity: 'hint',
  certainty: 'advice',
  summary: 'Rows pass through a Python function',
  why: 'Each row is sent to a Python process and back, and the optimiser can\'t look inside: no filter is pushed below it and no code is generated for it. Most of what UDFs do, functions of `pyspark.sql.functions` do too.',
  sources: ['https://spark.apache.org/docs/latest/api/python/user_guide/udfandudtf.html'],
  about: ['spark'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a decorated function',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        @F.udf("string")
        ^^^^^^^^^^^^^^^^ moves every row to a Python process
        def shout(text):
            return text.upper()
        spark.table("shop.orders").select(shout("status")).write.mode("overwrite").saveAsTable("shop.loud")
      `,
    },
    {
      title: 'a function of Spark',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        spark.table("shop.orders").select(F.upper("status").alias("status")).write.mode("overwrite").saveAsTable("shop.loud")
      `,
    },
  ],
};
