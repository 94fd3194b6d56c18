import { argument, type CallArguments, type Expression, isSequence, keyword, knownText, listValue, type Run, textValue, UNKNOWN, type Value } from '../../syntax/python';
import type { Span } from '../../text/span';
import type { Place } from '../shared/places';
import { pathPlace, pulsarPlace, streamPlace, tableNamed, topicPlace } from '../shared/codeNames';
import { type Client, hosted } from './objects';
import { databaseSql } from './databases';
import { checkConsumer, checkProducer } from './kafkaChecks';
import { readPlace, type State, writePlace } from './state';

/** Classes of clients by their dotted path. */
const CLIENTS: readonly (readonly [RegExp, string])[] = [
  [/^confluent_kafka(\.\w+)*\.(Producer|SerializingProducer|AvroProducer|AIOProducer)$/, 'kafka.producer'], [/^confluent_kafka(\.\w+)*\.(Consumer|DeserializingConsumer|AvroConsumer|ShareConsumer|AIOConsumer)$/, 'kafka.consumer'],
  [/^kafka(\.producer)?\.KafkaProducer$/, 'kafka.producer'], [/^kafka(\.consumer)?\.KafkaConsumer$/, 'kafka.consumer'], [/^aiokafka(\.\w+)*\.AIOKafkaProducer$/, 'kafka.producer'], [/^aiokafka(\.\w+)*\.AIOKafkaConsumer$/, 'kafka.consumer'],
  [/^faust\.App$/, 'faust.app'], [/^quixstreams\.Application$/, 'faust.app'], [/^faststream\.kafka\.KafkaBroker$/, 'faust.app'], [/^pulsar\.Client$/, 'pulsar.client'],
  [/^azure\.eventhub(\.aio)?\.EventHubProducerClient(\.from_connection_string)?$/, 'eventhub.producer'], [/^azure\.eventhub(\.aio)?\.EventHubConsumerClient(\.from_connection_string)?$/, 'eventhub.consumer'],
  [/^redis(\.asyncio|\.cluster|\.client)?\.(Redis|StrictRedis|from_url|Redis\.from_url|RedisCluster|StrictRedis\.from_url)$/, 'redis'], [/^google\.cloud\.pubsub(_v1)?\.PublisherClient$/, 'pubsub.publisher'], [/^google\.cloud\.pubsub(_v1)?\.SubscriberClient$/, 'pubsub.subscriber'],
  [/^google\.cloud\.storage\.Client(\.from_service_account_json)?$/, 'gcs'], [/^minio\.Minio$/, 'minio'],
];
const AWS: ReadonlySet<string> = new Set(['kinesis', 'firehose', 's3', 'sqs', 'sns', 'athena', 'redshift-data', 'dynamodb']);

export function makeClient(state: State, path: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const found = CLIENTS.find(([pattern]) => pattern.test(path));
  if (found) {
    const client: Client = { is: 'client', kind: found[1], args, span: at.span, bound: [] };
    state.systems.add(found[1].split('.')[0]!);
    if (found[1] === 'kafka.consumer') {
      for (const p of args.positional) if (p.value.kind === 'text') subscribe(state, client, p.value, p.expression.span, run);
      checkConsumer(state, client, path, at, run);
    }
    if (found[1] === 'kafka.producer') checkProducer(state, client, path, at, run);
    if (found[1].startsWith('eventhub')) {
      const hub = keyword(args, 'eventhub_name');
      if (hub && hub.value.kind === 'text') return hosted({ ...client, bound: [{ value: hub.value, span: hub.span }] });
    }
    return hosted(client);
  }
  if (/^(boto3|aioboto3)(\.(Session|session\.Session)\(\))?\.(client|resource)$/.test(path) || /^boto3(\.session)?\.Session\(\)\.(client|resource)$/.test(path)) {
    const service = knownText(args.positional[0]?.value ?? keyword(args, 'service_name')?.value);
    return service !== null && AWS.has(service) ? hosted({ is: 'client', kind: `aws.${service}`, args, span: at.span, bound: [] }) : undefined;
  }
  return undefined;
}

/** Methods of consumers that give records. */
const TAKES = /^(poll|consume|getone|getmany)$/;

type Given = { readonly value: Value; readonly span: Span } | undefined;

/** A consumer of Kafka gets topics; whoever takes records from it reads them. */
function subscribe(state: State, client: Client, value: Value, at: Span, run: Run): void {
  const list: readonly Value[] = isSequence(value) ? value.items : [value];
  for (const v of list) {
    const topic = v.kind === 'made' && /TopicPartition$/.test(v.path) ? v.args.positional[0]?.value : v;
    if (topic?.kind !== 'text') continue;
    const place = topicPlace(topic.text, state.naming);
    if (!place) continue;
    readPlace(state, place, topic, at, run);
    if (client.bound.length < 50) client.bound.push({ value: topic, span: at });
  }
}

export function clientMethod(state: State, client: Client, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const first: Given = args.positional[0] ? { value: args.positional[0].value, span: args.positional[0].expression.span } : undefined;
  const read = (given: Given, place: (text: string) => Place | null): void => {
    if (given?.value.kind !== 'text') return;
    const found = place(given.value.text);
    if (found) readPlace(state, found, given.value, given.span, run);
  };
  const write = (given: Given, place: (text: string) => Place | null): void => {
    if (given?.value.kind !== 'text') return;
    const found = place(given.value.text);
    if (found) writePlace(state, found, given.value, given.span, run, null);
  };
  const topic = (t: string) => topicPlace(t, state.naming);
  const stream = (system: 'kinesis' | 'firehose' | 'eventhub' | 'pubsub' | 'redis' | 'sqs' | 'sns') => (t: string) => streamPlace(system, t, state.naming);
  const bound = client.bound[0];
  switch (client.kind) {
    case 'kafka.producer':
      if (name === 'produce' || name === 'send' || name === 'send_and_wait' || name === 'produce_many') write(argument(args, 'topic', 0), topic);
      return name === '__enter__' ? hosted(client) : UNKNOWN;
    case 'kafka.consumer':
      if (name === 'subscribe') {
        const topics = argument(args, 'topics', 0);
        if (topics) subscribe(state, client, topics.value, topics.span, run);
      } else if (name === 'assign' && first) subscribe(state, client, first.value, first.span, run);
      else if (TAKES.test(name)) for (const b of client.bound) read(b, topic);
      return UNKNOWN;
    case 'faust.app': {
      if (name === 'topic') return hosted({ is: 'client', kind: 'faust.topic', args, span: at.span, bound: first ? [first] : keyword(args, 'name') ? [keyword(args, 'name')!] : [] });
      if (name === 'publish') write(argument(args, 'topic', 1), topic);
      if (name === 'agent' || name === 'stream' || name === 'subscriber' || name === 'dataframe') {
        const of = topicOf(first?.value ?? keyword(args, 'topic')?.value);
        const from = of ?? (first?.value.kind === 'text' ? first : undefined);
        // What a decorator names is read by the function below it.
        const decorates = name === 'agent' || name === 'subscriber';
        if (!decorates) read(from, topic);
        return hosted({ is: 'client', kind: 'faust.stream', args, span: at.span, bound: decorates && from ? [from] : [] });
      }
      if (name === 'publisher') write(first, topic);
      return UNKNOWN;
    }
    case 'faust.topic':
      if (/^(send|send_soon|publish)$/.test(name)) write(bound, topic);
      if (name === 'stream') read(bound, topic);
      return UNKNOWN;
    case 'faust.stream':
      if (name === 'to_topic' || name === 'through') write(topicOf(first?.value) ?? (first?.value.kind === 'text' ? first : undefined), topic);
      return hosted(client);
    case 'pulsar.client': {
      const pulsar = (t: string) => pulsarPlace(t, state.naming);
      if (name === 'create_producer') {
        write(argument(args, 'topic', 0), pulsar);
        return hosted({ is: 'client', kind: 'pulsar.producer', args, span: at.span, bound: first ? [first] : [argument(args, 'topic', 0)].filter(g => g !== undefined) });
      }
      if (name === 'subscribe' || name === 'create_reader') {
        const topics = argument(args, 'topic', 0);
        const given = (topics ? (isSequence(topics.value) ? topics.value.items : [topics.value]) : []).map(value => ({ value, span: topics!.span }));
        for (const g of given) read(g, pulsar);
        return hosted({ is: 'client', kind: 'pulsar.consumer', args, span: at.span, bound: given });
      }
      return UNKNOWN;
    }
    case 'pulsar.producer':
      if (/^send(_async)?$/.test(name)) write(bound, t => pulsarPlace(t, state.naming));
      return UNKNOWN;
    case 'pulsar.consumer':
      if (/^(receive|batch_receive|read_next)(_async)?$/.test(name)) for (const b of client.bound) read(b, t => pulsarPlace(t, state.naming));
      return UNKNOWN;
    case 'eventhub.producer':
      if (/^(send_batch|send_event|create_batch)$/.test(name)) write(bound, stream('eventhub'));
      return UNKNOWN;
    case 'eventhub.consumer':
      if (/^receive/.test(name)) read(bound, stream('eventhub'));
      return UNKNOWN;
    case 'redis': return redisMethod(name, args, first, read, write, stream('redis'), client);
    case 'pubsub.publisher':
      if (name === 'topic_path') return pathOf('topics', args);
      if (name === 'publish') write(argument(args, 'topic', 0), stream('pubsub'));
      return UNKNOWN;
    case 'pubsub.subscriber':
      if (name === 'subscription_path') return pathOf('subscriptions', args);
      if (name === 'topic_path') return pathOf('topics', args);
      if (name === 'subscribe' || name === 'pull') read(argument(args, 'subscription', 0), stream('pubsub'));
      return UNKNOWN;
    case 'gcs': case 'gcs.bucket': case 'gcs.blob': return storageMethod(state, client, name, args, first, at, run);
    case 'minio': {
      const object = objectPlace(state, 's3', argument(args, 'bucket_name', 0), argument(args, 'object_name', 1));
      if (/^(put_object|fput_object)$/.test(name) && object) writePlace(state, object.place, object.value, object.span, run, null);
      if (/^(get_object|fget_object)$/.test(name) && object) readPlace(state, object.place, object.value, object.span, run);
      return UNKNOWN;
    }
    default: return client.kind.startsWith('aws.') ? awsMethod(state, client, name, args, at, run, read, write) : UNKNOWN;
  }
}

/** The function below `@app.agent(topic)` reads the topic. */
export function readByAgent(state: State, client: Client, run: Run): void {
  for (const b of client.bound) {
    const place = b.value.kind === 'text' ? topicPlace(b.value.text, state.naming) : null;
    if (place) readPlace(state, place, b.value, b.span, run);
  }
}

function topicOf(value: Value | undefined): Given {
  if (value?.kind !== 'host') return undefined;
  const object = value.object as Client;
  return object.is === 'client' && object.kind === 'faust.topic' ? object.bound[0] : undefined;
}

function pathOf(kind: string, args: CallArguments): Value {
  const [project, name] = args.positional.map(p => p.value);
  const [p, n] = [project?.kind === 'text' ? project.text : '{project}', name?.kind === 'text' ? name.text : '{name}'];
  return textValue(`projects/${p}/${kind}/${n}`, n !== '{name}' && name?.kind === 'text' && name.known);
}

type Take = (given: Given, place: (text: string) => Place | null) => void;

function redisMethod(name: string, args: CallArguments, first: Given, read: Take, write: Take, place: (t: string) => Place | null, client: Client): Value {
  switch (name) {
    case 'xadd': case 'publish': write(first, place); return UNKNOWN;
    case 'xread': case 'xreadgroup': {
      const streams = argument(args, 'streams', name === 'xread' ? 0 : 2);
      if (streams?.value.kind === 'dict') for (const e of streams.value.entries) if (e.key.kind === 'text') read({ value: e.key, span: e.keySpan ?? streams.span }, place);
      return UNKNOWN;
    }
    case 'xrange': case 'xrevrange': case 'xgroup_create': case 'xlen': read(first, place); return UNKNOWN;
    case 'pubsub': case 'pipeline': case '__enter__': case 'client': return hosted(client);
    case 'subscribe': case 'psubscribe': for (const p of args.positional) read({ value: p.value, span: p.expression.span }, place); return UNKNOWN;
    default: return UNKNOWN;
  }
}

/** A bucket and a key as one place. */
function objectPlace(state: State, scheme: 's3' | 'gs', bucket: Given, object: Given): { readonly place: Place; readonly value: Value; readonly span: Span } | null {
  if (bucket?.value.kind !== 'text' && bucket?.value.kind !== 'unknown') return null;
  const host = bucket.value.kind === 'text' ? bucket.value.text : `{${bucket.value.name ?? ''}}`;
  const path = object?.value.kind === 'text' ? object.value.text : '';
  const place = pathPlace(`${scheme}://${host}/${path}`, state.naming);
  const shown = object?.value.kind === 'text' ? object : bucket;
  // The place is put together from two texts: neither of them is its name.
  return place ? { place, value: textValue('', false), span: shown.span } : null;
}

function storageMethod(state: State, client: Client, name: string, args: CallArguments, first: Given, at: Expression, run: Run): Value {
  if (client.kind === 'gcs') {
    if (/^(bucket|get_bucket|create_bucket)$/.test(name) && first) return hosted({ is: 'client', kind: 'gcs.bucket', args, span: at.span, bound: [first] });
    return UNKNOWN;
  }
  if (client.kind === 'gcs.bucket') {
    const blob = name === 'blob' || name === 'get_blob' ? argument(args, 'blob_name', 0) : undefined;
    return blob ? hosted({ is: 'client', kind: 'gcs.blob', args, span: at.span, bound: [...client.bound, { value: blob.value, span: blob.span }] }) : UNKNOWN;
  }
  const object = objectPlace(state, 'gs', client.bound[0], client.bound[1]);
  if (object && name.startsWith('upload_from')) writePlace(state, object.place, object.value, object.span, run, null);
  if (object && name.startsWith('download')) readPlace(state, object.place, object.value, object.span, run);
  return UNKNOWN;
}

function awsMethod(state: State, client: Client, name: string, args: CallArguments, at: Expression, run: Run, read: Take, write: Take): Value {
  const given = (...names: string[]): Given => names.map(n => keyword(args, n)).find(k => k !== undefined);
  const stream = (system: 'kinesis' | 'firehose' | 'sqs' | 'sns') => (t: string) => streamPlace(system, t, state.naming);
  switch (client.kind) {
    case 'aws.kinesis':
      if (/^put_records?$/.test(name)) write(given('StreamName', 'StreamARN'), stream('kinesis'));
      if (/^(get_shard_iterator|describe_stream|list_shards|subscribe_to_shard|register_stream_consumer)$/.test(name)) read(given('StreamName', 'StreamARN'), stream('kinesis'));
      return UNKNOWN;
    case 'aws.firehose': if (/^put_record(_batch)?$/.test(name)) write(given('DeliveryStreamName'), stream('firehose')); return UNKNOWN;
    case 'aws.sqs':
      if (/^send_message/.test(name)) write(given('QueueUrl'), stream('sqs'));
      if (name === 'receive_message') read(given('QueueUrl'), stream('sqs'));
      if (name === 'get_queue_url') return UNKNOWN;
      return UNKNOWN;
    case 'aws.sns': if (/^publish/.test(name)) write(given('TopicArn'), stream('sns')); return UNKNOWN;
    case 'aws.athena': {
      const query = given('QueryString');
      if (query && name === 'start_query_execution') databaseSql(state, query.value, query.span, run, { dialect: 'trino', schema: null, parameters: false });
      return UNKNOWN;
    }
    case 'aws.redshift-data': {
      const query = given('Sql');
      if (query && /execute_statement$/.test(name)) databaseSql(state, query.value, query.span, run, { dialect: 'redshift', schema: null, parameters: given('Parameters') !== undefined });
      return UNKNOWN;
    }
    case 'aws.s3': return s3Method(state, client, name, args, at, run, given);
    case 'aws.dynamodb': {
      const table = given('TableName');
      if (table?.value.kind === 'text' && name !== 'Table') {
        const place = tableNamed(table.value.text, /^(put|update|batch_write|delete)/.test(name), state.naming);
        if (place && /^(put|update|batch_write)/.test(name)) writePlace(state, place, table.value, table.span, run, null);
        else if (place) readPlace(state, place, table.value, table.span, run);
      }
      return UNKNOWN;
    }
    default: return UNKNOWN;
  }
}

function s3Method(state: State, client: Client, name: string, args: CallArguments, at: Expression, run: Run, given: (...names: string[]) => Given): Value {
  const put = (bucket: Given, object: Given): void => {
    const found = objectPlace(state, 's3', bucket, object);
    if (found) writePlace(state, found.place, found.value, found.span, run, null);
  };
  const get = (bucket: Given, object: Given): void => {
    const found = objectPlace(state, 's3', bucket, object);
    if (found) readPlace(state, found.place, found.value, found.span, run);
  };
  const at3 = (i: number): Given => (args.positional[i] ? { value: args.positional[i]!.value, span: args.positional[i]!.expression.span } : undefined);
  const resource = client.bound;
  switch (name) {
    case 'put_object': put(given('Bucket') ?? resource[0], given('Key')); return UNKNOWN;
    case 'get_object': case 'head_object': case 'select_object_content': get(given('Bucket'), given('Key')); return name === 'get_object' ? listValue([], true) : UNKNOWN;
    case 'upload_file': case 'upload_fileobj': resource.length === 1 ? put(resource[0], given('Key') ?? at3(1)) : put(given('Bucket') ?? at3(1), given('Key') ?? at3(2)); return UNKNOWN;
    case 'download_file': case 'download_fileobj': resource.length === 1 ? get(resource[0], given('Key') ?? at3(0)) : get(given('Bucket') ?? at3(0), given('Key') ?? at3(1)); return UNKNOWN;
    case 'list_objects_v2': case 'list_objects': get(given('Bucket'), given('Prefix')); return UNKNOWN;
    case 'copy_object': put(given('Bucket'), given('Key')); return UNKNOWN;
    case 'Bucket': return hosted({ ...client, bound: at3(0) ? [at3(0)!] : [], span: at.span });
    case 'Object': return hosted({ ...client, bound: [...resource, ...[at3(0), at3(1)].filter(g => g !== undefined)], span: at.span });
    case 'put': put(resource[0], resource[1]); return UNKNOWN;
    case 'get': get(resource[0], resource[1]); return UNKNOWN;
    default: return UNKNOWN;
  }
}
