import { entry } from '../../../text/entry';
import { NO_FACTS, type Facts } from '../../../model/facts';
import type { Choice, Document, Expectation, Explanation, Format, Word } from '../../../model/format';
import { readSuppressions } from '../../../model/suppression';
import { propertiesEdits, readProperties } from '../../../syntax/properties';
import { foldsOf, nodeAt, readYamlDocuments, textOf, valueOf, yamlEdits } from '../../../syntax/yaml';
import { Draft } from '../../shared/draft';
import { keyWords, page, spelled, valueWords } from '../connect/docs';
import { expectProperties, expectYamlSettings, explainSetting, valueChoices } from '../connect/editor';
import { expandCapture } from '../connect/capture';
import { WORKER, unpack } from '../connect/catalog';
import { streamsKey } from '../names';
import { clientProblems, roleOf } from './clients';
import { extractGitops, gitopsKind } from './gitops';
import { kafkaKeyWords, kafkaPage, kafkaValueWords } from './settings';
import { extractResource, strimziConnectors } from './strimzi';

/** Topics and clusters: resources of Strimzi, files of kafka-gitops, topicctl and JulieOps, properties of brokers and clients. */
export const kafka: Format = {
  id: 'kafka',
  version: 1,
  extensions: ['yml', 'yaml', 'properties'],
  recognises(path, head) {
    if (path.endsWith('.properties')) return roleOf(head()) !== null;
    const text = head();
    if (/^apiVersion:\s*["']?kafka\.strimzi\.io\//m.test(text)) return true;
    if (/^(nodes|links|image|version|stages|jobs|on):/m.test(text)) return false;
    return (/^topics:\s*$/m.test(text) && /^\s+partitions:/m.test(text)) || (/^services:\s*$/m.test(text) && /^\s+type:\s*["']?(application|kafka-connect|kafka-streams)\b/m.test(text)) || (/^context:/m.test(text) && /^projects:/m.test(text)) || (/^meta:/m.test(text) && /^\s+replicationFactor:/m.test(text));
  },
  extract,
  expand: expandCapture,
  expect,
  explain,
  edit: (document, operations) => (document.path.endsWith('.properties') ? propertiesEdits(document.text, operations) : yamlEdits(document.text, operations)),
};

function extract({ path, text }: Document): Facts {
  const draft = new Draft();
  if (path.endsWith('.properties')) {
    const role = roleOf(text);
    const read = readProperties(text);
    if (role === null) return NO_FACTS;
    clientProblems(draft, read, role);
    const application = valueOf(read.root, 'application.id');
    if (role === 'streams' && application?.kind === 'scalar' && !/[${]/.test(application.text)) {
      draft.declare({ id: streamsKey(application.text), kind: 'job', type: 'kafka-streams.application', role: 'describes', name: application.text, keys: [], nameSpan: application.content, span: application.span, parent: null, path: ['application.id'], attributes: {}, columns: [], columnsComplete: false });
    }
    draft.suppressions = readSuppressions(text, read.comments);
    return draft.facts();
  }
  const documents = readYamlDocuments(text, 0, text.length, { schema: 'core' });
  for (const [i, d] of documents.entries()) {
    const kind = gitopsKind(d.root);
    if (kind && d.root) extractGitops(draft, d.root, kind);
    else extractResource(draft, text, d, i === 0 ? [] : null);
    draft.folds.push(...foldsOf(d, text));
  }
  draft.suppressions = readSuppressions(text, documents.flatMap(d => d.comments));
  return draft.facts();
}

/** Where settings of topics stand in a YAML file of the first document: path and role. */
function settingsPlace(text: string): { readonly path: readonly (string | number)[]; readonly role: 'topic' | 'broker' } | null {
  const root = readYamlDocuments(text, 0, text.length, { schema: 'core' })[0]?.root ?? null;
  const kind = textOf(valueOf(root, 'kind'));
  if (kind === 'KafkaTopic') return { path: ['spec', 'config'], role: 'topic' };
  if (kind === 'Kafka') return { path: ['spec', 'kafka', 'config'], role: 'broker' };
  return gitopsKind(root) === 'topicctl' ? { path: ['spec', 'settings'], role: 'topic' } : null;
}

function expect(document: Document, _project: unknown, offset: number): Expectation | null {
  const { path, text } = document;
  if (path.endsWith('.properties')) {
    const role = roleOf(text);
    if (role === null) return null;
    const present = new Set<string>();
    const words: readonly Word[] = role === 'worker' ? Object.entries(WORKER).map(([name, packed]): Word => ({ label: name, kind: 'key', detail: unpack(name, packed).type, documentation: page(name, unpack(name, packed), spelled(name), 'https://kafka.apache.org/documentation/#connectconfigs') })) : kafkaKeyWords(role, present);
    const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
    const value = /^\s*([\w.-]+)\s*[=:]\s*(\S*)$/.exec(line);
    if (value && role !== 'worker') return { replace: { start: offset - value[2]!.length, end: offset }, choices: [{ kind: 'words', words: kafkaValueWords(role, value[1]!) }] };
    return expectProperties(text, null, offset, words);
  }
  const documents = readYamlDocuments(text, 0, text.length, { schema: 'core' });
  const first = documents[0];
  if (!first || documents.length > 1) return null;
  const connector = strimziConnectors(documents)[0];
  if (connector) return expectYamlSettings(document, first, ['spec', 'config'], () => keyWords(connector), key => valueChoices(connector, key), offset) ?? classChoice(document, offset, first);
  const place = settingsPlace(text);
  return place ? expectYamlSettings(document, first, place.path, present => kafkaKeyWords(place.role, new Set(present)), (key): readonly Choice[] => [{ kind: 'words', words: kafkaValueWords(place.role, key) }], offset) : null;
}

function classChoice(document: Document, offset: number, first: Parameters<typeof expectYamlSettings>[1]): Expectation | null {
  const found = expectYamlSettings(document, first, ['spec'], () => [], key => (key === 'class' ? [{ kind: 'words', words: valueWords(null, 'connector.class') }] : []), offset);
  return found?.choices.some(c => c.kind === 'words' && c.words.length > 0) ? found : null;
}

function explain({ path, text }: Document, _project: unknown, offset: number): Explanation | null {
  if (path.endsWith('.properties')) {
    const role = roleOf(text);
    const hit = role === null ? null : nodeAt(readProperties(text), offset);
    if (role === null || hit?.part !== 'key' || !hit.scalar) return null;
    const packed = role === 'worker' ? entry(WORKER, hit.scalar.text) : undefined;
    const markdown = role === 'worker' ? (packed ? page(hit.scalar.text, unpack(hit.scalar.text, packed), spelled(hit.scalar.text), 'https://kafka.apache.org/documentation/#connectconfigs') : null) : kafkaPage(role, hit.scalar.text);
    return markdown ? { span: hit.scalar.content, markdown } : null;
  }
  const documents = readYamlDocuments(text, 0, text.length, { schema: 'core' });
  const own = explainSetting(strimziConnectors(documents), offset);
  if (own) return own;
  for (const d of documents) {
    const hit = nodeAt(d, offset);
    if (hit.part !== 'key' || !hit.scalar) continue;
    const role = hit.path.includes('kafka') ? 'broker' : 'topic';
    const markdown = /config|settings/.test(String(hit.path.at(-2) ?? '')) ? kafkaPage(role, hit.scalar.text) : null;
    if (markdown) return { span: hit.scalar.content, markdown };
  }
  return null;
}
