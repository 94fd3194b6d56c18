package shop;

import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;

/** Puts the customer's country beside each order. */
public final class EnrichOrders {
  static final String ORDERS = "shop.public.orders";
  static final String CUSTOMERS = "shop.public.customers";

  public static void main(String[] args) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "enrich-orders");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "kafka:9092");

    StreamsBuilder builder = new StreamsBuilder();
    KStream<Long, Order> orders = builder.stream(ORDERS);
    KTable<Long, Customer> customers = builder.table(CUSTOMERS);
    orders
        .selectKey((id, order) -> order.customerId())
        .join(customers, EnrichedOrder::of)
        .to("orders.enriched");

    new KafkaStreams(builder.build(), config).start();
  }
}
