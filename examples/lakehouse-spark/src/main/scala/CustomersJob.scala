import org.apache.spark.sql.SparkSession

/** Takes the customers over from the shop's database. */
object CustomersJob {
  val Target = "lake.crm.customers"

  def main(args: Array[String]): Unit = {
    val spark = SparkSession.builder().appName("customers").getOrCreate()
    val customers = spark.read
      .format("jdbc")
      .option("url", sys.env("SHOP_JDBC"))
      .option("dbtable", "shop.customers")
      .load()
    customers.dropDuplicates("customer_id").writeTo(Target).createOrReplace()
  }
}
