import type { Rule } from '../model/rule';
import { replaceText } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'count-compared-with-zero',
  group: 'performance',
  severity: 'hint',
  certainty: 'certain',
  summary: 'All rows are counted to learn whether there is one',
  why: '`count()` reads every partition; `isEmpty()` (since Spark 3.3) stops at the first row.',
  sources: ['https://spark.apache.org/docs/latest/api/python/reference/pyspark.sql/api/pyspark.sql.DataFrame.isEmpty.html'],
  about: ['spark'],
  fix: 'suggested',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes(finding, document) {
    const fix = told(finding).text('fix');
    return fix === null ? [] : [replaceText(document, `Change to ${fix}`, finding.span, fix)];
  },
  examples: [
    {
      title: 'a count compared with nought',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        orders = spark.table("shop.orders")
        if orders.count() == 0:
        #  ^^^^^^^^^^^^^^^^^^^ isEmpty() stops at the first
            raise ValueError("no orders")
      `,
      fixed: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        orders = spark.table("shop.orders")
        if orders.isEmpty():
            raise ValueError("no orders")
      `,
    },
    {
      title: 'a count that is a number',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        orders = spark.table("shop.orders")
        if orders.count() < 1000 or orders.isEmpty():
            raise ValueError("too few orders")
      `,
    },
  ],
};
