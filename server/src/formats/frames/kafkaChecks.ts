import { entryOf, type Expression, keyword, knownText, type MappingValue, type Run, truthOf, type Value } from '../../syntax/python';
import type { Span } from '../../text/span';
import type { Client } from './objects';
import { here, type State, tell } from './state';

/** The configuration of a client: a dict of librdkafka's names, or keyword arguments of kafka-python and aiokafka. */
interface Config {
  readonly confluent: boolean;
  readonly open: boolean;
  get(confluent: string, keyword: string): { readonly value: Value; readonly span: Span } | null;
  /** Where the configuration can take one more entry. */
  readonly dict: MappingValue | null;
}

function configOf(client: Client, path: string): Config | null {
  if (path.startsWith('confluent_kafka')) {
    const given = client.args.positional[0]?.value ?? keyword(client.args, 'config')?.value ?? keyword(client.args, 'conf')?.value;
    if (given?.kind !== 'dict') return null;
    return { confluent: true, open: given.open, dict: given, get: name => { const e = entryOf(given, name); return e ? { value: e.value, span: e.span ?? client.span } : null; } };
  }
  return { confluent: false, open: client.args.open, dict: null, get: (_, name) => { const k = keyword(client.args, name); return k ? { value: k.value, span: k.span } : null; } };
}

export function checkProducer(state: State, client: Client, path: string, at: Expression, run: Run): void {
  const config = configOf(client, path);
  const spot = at.kind === 'call' ? at.callee.span : at.span;
  if (!config || here(state, at.span, run) !== at.span) return;
  const acks = config.get('acks', 'acks') ?? config.get('request.required.acks', 'acks');
  const text = acks ? (knownText(acks.value) ?? (acks.value.kind === 'constant' ? String(acks.value.value) : null)) : null;
  if (acks && (text === '0' || text === '1')) tell(state, run, 'producer-not-durable', acks.span, `With acks=${text} a record counts as written before ${text === '0' ? 'any broker has it' : 'it is replicated'}, so a failing broker loses it; acks=all waits for the replicas`, { text: '"all"' });
  checkMethods(state, spot, run, 'producer');
  noteSecrets(state, config, run);
}

export function checkConsumer(state: State, client: Client, path: string, at: Expression, run: Run): void {
  const config = configOf(client, path);
  const spot = at.kind === 'call' ? at.callee.span : at.span;
  if (!config || /Share/.test(path) || here(state, at.span, run) !== at.span) return;
  noteSecrets(state, config, run);
  if (!config.open && config.get('auto.offset.reset', 'auto_offset_reset') === null && config.get('group.id', 'group_id') !== null) {
    tell(state, run, 'offset-reset-unset', spot, `A new group starts at the end of the topic (${config.confluent ? 'auto.offset.reset' : 'auto_offset_reset'} is not set) and skips every record that is there already; say where to start`);
  }
  const auto = config.get('enable.auto.commit', 'enable_auto_commit');
  const store = config.get('enable.auto.offset.store', 'enable_auto_offset_store');
  const grouped = config.get('group.id', 'group_id') !== null;
  const off = (v: { readonly value: Value } | null): boolean => v !== null && (truthOf(v.value) === false || knownText(v.value)?.toLowerCase() === 'false');
  if (grouped && !config.open && !off(auto) && !off(store)) tell(state, run, 'auto-commit-before-processing', auto?.span ?? spot, 'Offsets are committed by the clock, whether or not a record was processed: a crash loses what was polled last; commit after processing');
  checkMethods(state, spot, run, 'consumer');
}

const SECRETS = ['sasl.password', 'ssl.key.password', 'basic.auth.user.info', 'sasl.oauthbearer.client.secret'];

function noteSecrets(state: State, config: Config, run: Run): void {
  for (const name of SECRETS) {
    const found = config.get(name, name.replace(/^sasl\.password$/, 'sasl_plain_password').replace(/\./g, '_'));
    if (found?.value.kind === 'text' && found.value.origin && found.value.text.length >= 4 && !/^(<|\$|\{|your|change|xxx|\*|example|password$|secret$)/i.test(found.value.text)) tell(state, run, 'plaintext-credentials', found.span, `The value of ${name} stands in the code, and so in git; read it from the environment or a secret store`);
  }
}

/** Whether the file ever calls what a producer or consumer needs. The names are searched in the text, so that wrappers count. */
function checkMethods(state: State, spot: Span, run: Run, kind: 'producer' | 'consumer'): void {
  const { text } = state;
  const calls = (name: string): boolean => new RegExp(`\\.${name}\\s*\\(`).test(text);
  if (kind === 'producer') {
    if (!/\.(produce|send)\s*\(/.test(text) || /\bawait\b/.test(text)) return;
    if (!calls('flush') && !calls('close') && !calls('poll')) tell(state, run, 'producer-not-flushed', spot, 'Records wait in a buffer: a program that ends without flush() loses those that are not sent yet');
    if (/\.produce\s*\(/.test(text) && !/(on_delivery|callback|delivery_callback|on_delivery_report|delivery_report)\b/.test(text)) tell(state, run, 'delivery-error-not-checked', spot, 'Nothing asks whether the records arrived: without on_delivery a failed delivery goes unnoticed');
    return;
  }
  if (!/\.(poll|consume|subscribe)\s*\(/.test(text)) return;
  if (!calls('close') && !calls('stop') && !/\bwith\b|\bclosing\b/.test(text)) tell(state, run, 'consumer-not-closed', spot, 'Without close() the group waits for the session to time out before another consumer takes the partitions, and the last offsets may not be committed');
  if (/dead[-_ ]?letter|\bdlq\b|\bdlt\b|poison|quarantine/i.test(text)) return;
  tell(state, run, 'consumer-without-dead-letter', spot, 'Records that can\'t be processed have no place to go: each of them stops the consumer or is lost; send them to a dead-letter topic');
}
