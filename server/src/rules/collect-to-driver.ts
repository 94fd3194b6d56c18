import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'collect-to-driver',
  group: 'performance',
  severity: 'hint',
  certainty: 'advice',
  summary: 'All rows of a Spark frame are brought to the driver',
  why: 'The driver is one process with bounded memory, so `collect()` and `toPandas()` fail as the data grows, and until then one machine does the work of many. A frame that is one row of aggregates is left alone, and so are notebooks.',
  sources: ['https://spark.apache.org/docs/latest/api/python/reference/pyspark.sql/api/pyspark.sql.DataFrame.collect.html'],
  about: ['spark'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'rows collected',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        rows = spark.table("shop.orders").collect()
        #                                 ^^^^^^^ brings every row to the driver
      `,
    },
    {
      title: 'one row of aggregates',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        total = spark.table("shop.orders").agg(F.sum("amount").alias("total")).collect()
      `,
    },
  ],
};
