import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'read-without-schema',
  group: 'contracts',
  severity: 'hint',
  certainty: 'advice',
  summary: 'Spark guesses the schema of CSV or JSON',
  why: 'To guess, Spark reads all of the data once before the job reads it again, and a delivery with other values gives other types. A schema makes the read cheap and a broken delivery visible. For CSV only `inferSchema` is reported, since without it all columns are text; notebooks are left alone.',
  sources: ['https://spark.apache.org/docs/latest/sql-data-sources-csv.html'],
  about: ['spark'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'types guessed',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        orders = spark.read.option("header", True).option("inferSchema", True).csv("s3://lake/orders")
        #                                                                ^^^^ The types are guessed
        orders.write.mode("overwrite").saveAsTable("shop.orders")
      `,
    },
    {
      title: 'a schema',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        orders = spark.read.schema("id INT, amount DOUBLE").option("header", True).csv("s3://lake/orders")
        orders.write.mode("overwrite").saveAsTable("shop.orders")
      `,
    },
  ],
};
