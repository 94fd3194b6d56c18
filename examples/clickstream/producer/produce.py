"""Sends page views to Kafka as Avro."""
import os
import signal
from pathlib import Path

from confluent_kafka import SerializingProducer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroSerializer
from confluent_kafka.serialization import StringSerializer

from collector import page_views

TOPIC = "web.page-views"
SCHEMA = Path(__file__).parent.parent / "schemas" / "web.page-views-value.avsc"


def on_delivery(error, message):
    if error is not None:
        raise RuntimeError(f"{message.topic()}: {error}")


def main():
    registry = SchemaRegistryClient({"url": os.environ["SCHEMA_REGISTRY"]})
    producer = SerializingProducer({
        "bootstrap.servers": os.environ["KAFKA_BROKERS"],
        "enable.idempotence": True,
        "acks": "all",
        "key.serializer": StringSerializer("utf_8"),
        "value.serializer": AvroSerializer(registry, SCHEMA.read_text()),
    })
    signal.signal(signal.SIGTERM, lambda *_: producer.flush())
    try:
        for view in page_views():
            producer.produce(TOPIC, key=view["visitor_id"], value=view, on_delivery=on_delivery)
            producer.poll(0)
    finally:
        producer.flush()


if __name__ == "__main__":
    main()
