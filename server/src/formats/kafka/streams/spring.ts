import { entry } from '../../../text/entry';
import type { Draft } from '../../shared/draft';
import { isUnknown } from '../connect/connector';
import type { flattened } from './bindings';
import { type StreamsSetting, streamsPractice } from './practice';

/** Where Spring keeps settings that it hands to Kafka Streams as they are. */
const PASSED = /^spring\.(?:kafka\.streams\.properties|kafka\.properties|cloud\.stream\.kafka\.streams\.binder\.(?:configuration|functions\.[\w-]+\.configuration))[.[]+(.+?)\]?$/;
const OWN: { readonly [key: string]: string } = { 'spring.kafka.streams.application-id': 'application.id', 'spring.kafka.streams.replication-factor': 'replication.factor', 'spring.kafka.streams.state-dir': 'state.dir', 'spring.cloud.stream.kafka.streams.binder.application-id': 'application.id', 'spring.cloud.stream.kafka.streams.binder.applicationId': 'application.id' };

/**
 * Settings of Spring: those of Kafka Streams among them, and bindings of Spring Cloud Stream. A binding of a function that
 * `spring.cloud.function.definition` does not name is never made; an input without a group reads in a group of its own, made
 * anew at each start (Spring Cloud Stream, "Functional binding names", "Consumer groups").
 */
export function checkSpring(draft: Draft, settings: ReturnType<typeof flattened>): void {
  const streams = new Map<string, StreamsSetting>();
  for (const { key, value, span } of settings) {
    const name = entry(OWN, key) ?? PASSED.exec(key)?.[1];
    if (name !== undefined) streams.set(name, { value, span });
  }
  if (settings.some(s => /^spring\.(kafka\.streams|cloud\.stream\.kafka\.streams)\./.test(s.key))) streamsPractice(draft, streams, false);
  const definition = settings.find(s => s.key === 'spring.cloud.function.definition' || s.key === 'spring.cloud.stream.function.definition');
  const functions = definition && !isUnknown(definition.value) ? definition.value.split(';').map(f => f.trim().replace(/[|,]/g, '')).filter(f => f !== '') : null;
  const named = new Set(settings.flatMap(s => /^spring\.cloud\.stream\.function\.bindings\.(.+)$/.exec(s.key)?.[1] ?? []));
  const groups = new Set(settings.flatMap(s => /^spring\.cloud\.stream\.bindings\.(.+)\.group$/.exec(s.key)?.[1] ?? []));
  const grouped = settings.some(s => s.key === 'spring.cloud.stream.default.group' || /^spring\.cloud\.stream\.kafka\.streams\./.test(s.key) || /\.(multiplex|consumer\.use-?native-?decoding)$/i.test(s.key));
  for (const { key, span } of settings) {
    const binding = /^spring\.cloud\.stream\.bindings\.(.+)\.destination$/.exec(key)?.[1]?.replace(/^["[]|["\]]$/g, '');
    const input = binding === undefined ? null : /^(.+)-in-\d+$/.exec(binding);
    if (!input || binding === undefined) continue;
    if (functions !== null && functions.length > 0 && named.size === 0 && !functions.includes(input[1]!)) draft.problem('spring-binding-unused', span, `No function '${input[1]!}' is in spring.cloud.function.definition: this binding is never made`);
    else if (!grouped && !groups.has(binding)) draft.problem('spring-binding-without-group', span, 'Without a group each start reads in a new one: records that came in between are missed, and several instances all get everything');
  }
}
