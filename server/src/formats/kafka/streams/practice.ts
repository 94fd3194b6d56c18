import type { Span } from '../../../text/span';
import type { Draft } from '../../shared/draft';
import { isUnknown } from '../connect/connector';

/** A setting of a Streams application by its own name, whatever file it stands in. */
export interface StreamsSetting {
  readonly value: string;
  readonly span: Span;
}

/**
 * What is known to hurt an application of Kafka Streams, by its settings. `whole`: the file holds all of them, so that what is
 * missing is known to be missing. Sources: StreamsConfig of Kafka 4, "Configuring a Streams Application".
 */
export function streamsPractice(draft: Draft, settings: ReadonlyMap<string, StreamsSetting>, whole: boolean): void {
  const of = (...names: string[]): StreamsSetting | undefined => names.flatMap(n => settings.get(n) ?? []).find(s => !isUnknown(s.value) && s.value.trim() !== '');
  const say = (at: StreamsSetting, message: string, severity?: string): void => draft.problem('kafka-streams-practice', at.span, message, severity ? { severity } : undefined);
  const id = of('application.id');
  if (id && !/^[\w.-]{1,200}$/.test(id.value.trim())) say(id, 'Names of its own topics begin with the application id: only letters, digits, dots, dashes and underscores can stand there');
  const copies = of('replication.factor');
  if (copies?.value.trim() === '1') say(copies, 'Its changelogs and repartition topics have one copy: if that broker is lost, so is the state', 'hint');
  const folder = of('state.dir');
  if (folder && /^\/(tmp|var\/tmp)(\/|$)/.test(folder.value.trim())) say(folder, 'State in a folder for temporary files is cleared behind its back, and built anew from the changelogs');
  const commits = of('enable.auto.commit', 'main.consumer.enable.auto.commit', 'consumer.enable.auto.commit');
  if (commits?.value.trim().toLowerCase() === 'true') say(commits, 'Streams commits by itself: this is ignored');
  const guarantee = of('processing.guarantee')?.value.trim();
  const pace = of('commit.interval.ms');
  if (pace && guarantee?.startsWith('exactly_once') && Number(pace.value) >= 10_000) say(pace, `With ${guarantee} records are seen downstream only after a commit: every ${Number(pace.value) / 1000} s`);
  const old = of('cache.max.bytes.buffering');
  if (old && of('statestore.cache.max.bytes')) say(old, 'statestore.cache.max.bytes takes its place: this is ignored');
  const threads = of('num.stream.threads');
  if (threads && Number(threads.value) < 1) say(threads, 'Without threads the application does nothing');
  const handler = of('deserialization.exception.handler', 'default.deserialization.exception.handler');
  if (whole && id && !handler) say(id, 'One record that can\'t be read stops the application: there is no deserialization.exception.handler', 'hint');
}
