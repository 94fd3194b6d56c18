"""Lands orders from Kafka as they come."""
from pyspark.sql import SparkSession
from pyspark.sql.functions import col, from_json
from pyspark.sql.types import DoubleType, LongType, StringType, StructField, StructType, TimestampType

from lib.lake import events, land

ORDER = StructType([
    StructField("order_id", LongType()),
    StructField("customer_id", LongType()),
    StructField("amount", DoubleType()),
    StructField("currency", StringType()),
    StructField("ordered_at", TimestampType()),
])


def main():
    spark = SparkSession.builder.appName("land-orders").getOrCreate()
    parsed = events(spark, "shop.orders").select(from_json(col("value").cast("string"), ORDER).alias("order"))
    land(parsed.select("order.*"), "orders").awaitTermination()


if __name__ == "__main__":
    main()
