import type { Service } from './services';
import type { Span } from '../../text/span';

/** A topic that a compose file makes. */
export interface ComposeTopic {
  readonly name: string;
  readonly span: Span;
  readonly partitions: number | null;
  readonly replicas: number | null;
}

const VARIABLES = /^(KAFKA_CREATE_TOPICS|KAFKA_TOPICS|INIT_TOPICS)$/;
const COMMAND = /kafka-topics(?:\.sh)?\s[^;&|]*?--create\s[^;&|]*/g;

/** Topics that a service makes: `name:partitions:replicas` in its variables, `kafka-topics --create` in its command. */
export function topicsOf(text: string, service: Service): readonly ComposeTopic[] {
  const out: ComposeTopic[] = [];
  for (const v of service.environment) {
    if (!VARIABLES.test(v.name) || v.value === null) continue;
    let from = v.span.start;
    for (const part of v.value.split(/[,\s]+/)) {
      const [name, partitions, replicas] = part.split(':');
      if (!name || !/^[\w.-]+$/.test(name)) continue;
      const start = text.indexOf(name, from);
      const inside = start >= 0 && start + name.length <= v.span.end;
      if (inside) from = start + name.length;
      out.push({ name, span: inside ? { start, end: start + name.length } : v.span, partitions: numberOf(partitions), replicas: numberOf(replicas) });
    }
  }
  if (!service.command.includes('--create')) return out;
  const span = service.pair.span;
  const source = text.slice(span.start, span.end);
  for (const call of source.matchAll(COMMAND)) {
    const topic = /--topic[\s=]+["']?([\w.-]+)/.exec(call[0]);
    if (!topic) continue;
    const start = span.start + call.index + topic.index + topic[0].length - topic[1]!.length;
    out.push({ name: topic[1]!, span: { start, end: start + topic[1]!.length }, partitions: numberOf(/--partitions[\s=]+(\d+)/.exec(call[0])?.[1]), replicas: numberOf(/--replication-factor[\s=]+(\d+)/.exec(call[0])?.[1]) });
  }
  return out;
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : null;
}
