"""Adds up the day's orders by country."""
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from lib.lake import RAW

spark = SparkSession.builder.appName("daily-sales").getOrCreate()
orders = spark.read.format("delta").load(f"{RAW}/orders")
customers = spark.table("lake.crm.customers")
rates = spark.read.option("header", True).csv("data/rates.csv")

in_euro = (
    orders.join(customers.select("customer_id", "country"), "customer_id", "left")
    .join(rates, "currency")
    .withColumn("day", F.to_date("ordered_at"))
    .withColumn("euro", F.col("amount") * F.col("rate"))
)
daily = in_euro.groupBy("day", "country").agg(F.sum("euro").alias("revenue"), F.countDistinct("order_id").alias("orders"))
daily.writeTo("lake.sales.daily").overwritePartitions()

in_euro.createOrReplaceTempView("in_euro")
spark.sql("""
    merge into lake.crm.customer_value as t
    using (select customer_id, sum(euro) as value from in_euro group by customer_id) as s
    on t.customer_id = s.customer_id
    when matched then update set value = s.value
    when not matched then insert *
""")
