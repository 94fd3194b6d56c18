"""Where things lie, and how they are read and written."""
import os

LAKE = "acme-lake"
RAW = f"s3a://{LAKE}/raw"


def events(spark, topic):
    return (
        spark.readStream.format("kafka")
        .option("kafka.bootstrap.servers", os.environ["KAFKA_BROKERS"])
        .option("subscribe", topic)
        .option("startingOffsets", "earliest")
        .load()
    )


def land(frame, name):
    return (
        frame.writeStream.format("delta")
        .option("checkpointLocation", f"{RAW}/_checkpoints/{name}")
        .trigger(availableNow=True)
        .start(f"{RAW}/{name}")
    )
