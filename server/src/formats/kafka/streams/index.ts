import { NO_FACTS, type Facts } from '../../../model/facts';
import type { Document, Format } from '../../../model/format';
import { readSuppressions } from '../../../model/suppression';
import type { Span } from '../../../text/span';
import { readProperties } from '../../../syntax/properties';
import { pairOf, readYamlDocuments, textOf } from '../../../syntax/yaml';
import { Draft } from '../../shared/draft';
import { referTopic } from '../connect/lineage';
import { streamsKey } from '../names';
import { bindingsIn, flattened } from './bindings';
import { checkSpring } from './spring';
import { readCode } from './code';

const CODE = /\.(java|scala|kt)$/;

/** Kafka Streams topologies and other clients in Java, Scala and Kotlin, and the bindings of Spring Cloud Stream and MicroProfile. */
export const kafkaStreams: Format = {
  id: 'kafka-streams',
  version: 1,
  extensions: ['java', 'scala', 'kt', 'yml', 'yaml', 'properties'],
  beside: true,
  recognises(path, head) {
    if (CODE.test(path)) return !/(^|\/)(test|it|integrationTest)\//.test(path) && /org\.apache\.kafka|springframework\.kafka|KafkaListener|KafkaTemplate/.test(head());
    return /(^|\/)application[\w.-]*\.(ya?ml|properties)$/.test(path) && /stream|messaging|kafka/i.test(head());
  },
  extract: document => (CODE.test(document.path) ? extractCode(document) : extractBindings(document)),
};

function extractCode({ path, text }: Document): Facts {
  const code = readCode(text);
  if (code.calls.length === 0) return NO_FACTS;
  const draft = new Draft();
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(CODE, '');
  const named = code.applicationId && /^[\w.-]+$/.test(code.applicationId.name) ? code.applicationId : null;
  const name = named?.name ?? stem;
  const job = streamsKey(named ? name : path);
  const first = code.calls[0]!.topics[0]!.span;
  draft.declare({ id: job, kind: 'job', type: code.topology ? 'kafka-streams.application' : 'kafka.client', role: 'defines', name, keys: [], nameSpan: named?.span ?? null, span: named?.span ?? first, parent: null, path: null, attributes: code.joins ? { more: { joins: true } } : {}, columns: [], columnsComplete: false });
  const reads: number[] = [];
  const writes: { index: number; span: Span }[] = [];
  for (const call of code.calls) for (const topic of call.topics) {
    const index = referTopic(draft, topic.name, topic.span, job, call.role, call.how, !topic.literal);
    if (call.role === 'reads') reads.push(index);
    else writes.push({ index, span: topic.span });
  }
  // Which of several inputs reaches which of several outputs, only the whole chain tells.
  const sure = code.topology && (new Set(reads).size === 1 || new Set(writes.map(w => w.index)).size === 1);
  for (const from of new Set(reads)) for (const to of writes) if (draft.references[from]!.name !== draft.references[to.index]!.name) draft.edges.push({ from, to: to.index, job, span: to.span, confidence: sure ? 'exact' : 'likely' });
  return draft.facts();
}

function extractBindings({ path, text }: Document): Facts {
  const draft = new Draft();
  draft.suppressions = path.endsWith('.properties') ? readSuppressions(text, readProperties(text).comments) : readSuppressions(text, readYamlDocuments(text, 0, text.length, { schema: 'core' }).flatMap(d => d.comments));
  const roots = path.endsWith('.properties') ? [readProperties(text).root] : readYamlDocuments(text, 0, text.length, { schema: 'core' }).map(d => d.root);
  for (const root of roots) {
    const settings = path.endsWith('.properties') ? (root?.kind === 'map' ? root.pairs.flatMap(p => (p.value?.kind === 'scalar' ? [{ key: p.key.text, value: p.value.text, span: p.value.content }] : [])) : []) : flattened(root);
    const bindings = bindingsIn(settings);
    checkSpring(draft, settings);
    if (bindings.length === 0) continue;
    const application = settings.find(s => s.key === 'spring.application.name' || s.key === 'quarkus.application.name')?.value ?? textOf(pairOf(root, 'name')?.value) ?? folderOf(path);
    for (const of of new Set(bindings.map(b => b.of))) {
      const own = bindings.filter(b => b.of === of);
      const job = streamsKey(of === null ? application : `${application}.${of}`);
      const span = own[0]!.topics[0]!.span;
      draft.declare({ id: job, kind: 'job', type: 'kafka-streams.application', role: 'defines', name: of ?? application, keys: [], nameSpan: null, span, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false });
      const named = own.flatMap(b => b.topics.map(topic => ({ role: b.role, span: topic.span, index: referTopic(draft, topic.name, topic.span, job, b.role, 'binding') })));
      // Channels are joined by code that is not read here; inputs and outputs of one function belong together.
      for (const from of named) for (const to of named) if (from.role === 'reads' && to.role === 'writes') draft.edges.push({ from: from.index, to: to.index, job, span: to.span, confidence: of === null ? 'likely' : 'exact' });
    }
  }
  return draft.facts();
}

function folderOf(path: string): string {
  const parts = path.split('/').filter(p => !['src', 'main', 'resources', 'config'].includes(p));
  return parts.at(-2) ?? 'application';
}
