import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'stream-without-checkpoint',
  group: 'streaming',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A stream is written without a checkpoint',
  why: 'The checkpoint holds which records were written. Without `checkpointLocation` Spark uses a temporary folder or refuses to start, and after a restart the stream reads from its starting offsets again: records are lost or written twice. Streams to the console, to memory and through `foreach` are left alone, and so are notebooks.',
  sources: ['https://spark.apache.org/docs/latest/structured-streaming-programming-guide.html#recovering-from-failures-with-checkpointing'],
  about: ['spark'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'no checkpoint',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        events = spark.readStream.format("kafka").option("subscribe", "orders").load()
        events.writeStream.format("parquet").option("path", "s3://lake/events").start()
        #      ^^^^^^^^^^^ This stream has no checkpointLocation
      `,
    },
    {
      title: 'a checkpoint',
      files: `
        //- jobs/orders.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        events = spark.readStream.format("kafka").option("subscribe", "orders").load()
        events.writeStream.format("parquet").option("path", "s3://lake/events").option("checkpointLocation", "s3://lake/checkpoints/events").start()
      `,
    },
  ],
};
