import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'dataframe-to-rdd',
  group: 'performance',
  severity: 'hint',
  certainty: 'advice',
  summary: 'A frame is turned into an RDD',
  why: 'Rows become Python objects, and neither the optimiser nor generated code reaches what follows.',
  sources: ['https://spark.apache.org/docs/latest/sql-programming-guide.html'],
  about: ['spark'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'rows of an RDD',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        names = spark.table("shop.orders").rdd.map(lambda row: row["name"])
        #                                  ^^^ Behind .rdd Spark neither plans nor optimises
      `,
    },
    {
      title: 'a column',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        names = spark.table("shop.orders").select("name")
        names.write.mode("overwrite").saveAsTable("shop.names")
      `,
    },
  ],
};
