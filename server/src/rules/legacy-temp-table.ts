import type { Rule } from '../model/rule';
import { replaceText } from './shared/fixes';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'legacy-temp-table',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'certain',
  summary: 'registerTempTable is deprecated',
  why: 'Deprecated since Spark 2.0; `createOrReplaceTempView` does the same.',
  sources: ['https://spark.apache.org/docs/latest/api/python/reference/pyspark.sql/api/pyspark.sql.DataFrame.registerTempTable.html'],
  about: ['spark'],
  fix: 'safe',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes: (finding, document) => [replaceText(document, 'Change to createOrReplaceTempView', finding.span, 'createOrReplaceTempView', true)],
  examples: [
    {
      title: 'the old name',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        spark.table("shop.orders").registerTempTable("orders")
        #                          ^^^^^^^^^^^^^^^^^ use createOrReplaceTempView
      `,
      fixed: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        spark.table("shop.orders").createOrReplaceTempView("orders")
      `,
    },
    {
      title: 'the new one',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        spark.table("shop.orders").createOrReplaceTempView("orders")
      `,
    },
  ],
};
