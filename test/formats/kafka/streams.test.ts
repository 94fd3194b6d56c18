import assert from 'node:assert/strict';
import test from 'node:test';
import { readCode } from '../../../server/src/formats/kafka/streams/code';
import { lineage } from '../../../server/src/features/lineage';
import { openFixture } from '../../open';

const said = (text: string): string[] => readCode(text).calls.flatMap(c => c.topics.map(t => `${c.role} ${t.name}`));

test('literals and constants of a topology', () => {
  assert.deepEqual(
    said(`
      static final String IN = "orders";
      StreamsBuilder builder = new StreamsBuilder();
      // builder.stream("commented");
      KStream<String, Order> s = builder.<String, Order>stream(IN, Consumed.with(a, b));
      builder.stream(Arrays.asList("a", "b")).to("out." + suffix);
      list.stream().map(x -> x).collect(toList());
      s.join(builder.globalTable("customers"), (k, v) -> v).through("mid").to(OUT);
    `),
    ['reads orders', 'reads a', 'reads b', 'reads customers', 'writes mid', 'reads mid'],
  );
});

test('Scala and Kotlin', () => {
  assert.deepEqual(said('import org.apache.kafka.streams\nval topic: String = "in"\nval b = new StreamsBuilder\nb.stream[String, String](topic).to("out")'), ['reads in', 'writes out']);
  assert.deepEqual(said('val b = StreamsBuilder()\nb.stream<String, String>("in").to("out")'), ['reads in', 'writes out']);
});

test('listeners, templates and records', () => {
  assert.deepEqual(
    said('@KafkaListener(id = "x", topics = {"a", "b"}) void f() { kafkaTemplate.send("c", v); mail.send("no"); producer.send(new ProducerRecord<>("d", v)); consumer.subscribe(List.of("e")); }'),
    ['reads a', 'reads b', 'writes c', 'writes d', 'reads e'],
  );
});

test('bindings of Spring Cloud Stream join the inputs and outputs of a function', () => {
  const opened = openFixture(`
    //- src/main/resources/application.yml
    spring:
      application:
        name: billing
      cloud:
        stream:
          bindings:
            price-in-0:
              destination: orders
            price-out-0:
              destination: priced
            audit-in-0:
              destination: events
  `);
  const result = lineage(opened.engine.workspace, [], { root: '', columns: false });
  assert.ok('graph' in result);
  assert.deepEqual(result.graph.edges.map(e => `${e.from} -> ${e.to} ${e.job}`), ['kafka:orders -> kafka:priced kafka-streams:billing.price']);
});
