import { NO_FACTS, type Facts } from '../../../model/facts';
import type { Document, Format } from '../../../model/format';
import { readSuppressions } from '../../../model/suppression';
import { jsonEdits, readJson } from '../../../syntax/json';
import { propertiesEdits, readProperties } from '../../../syntax/properties';
import { foldsOf } from '../../../syntax/yaml';
import { Draft } from '../../shared/draft';
import { expandCapture } from './capture';
import { connectorInProperties, connectorsInJson, connectorsInText, type Found, isServer, serverSink } from './find';
import { expectJson, expectProperties, explainSetting } from './editor';
import { extractConnector } from './lineage';
import { connectorProblems } from './problems';

const LIKELY = /(^|[/_.-])(connect|connectors?|debezium|cdc|sink|source|register|kafka)[^/]*(\/[^/]*)?\.json$/i;

/** Configurations of Kafka Connect: JSON bodies, bare or wrapped, and properties files of standalone workers. */
export const kafkaConnect: Format = {
  id: 'kafka-connect',
  version: 2,
  extensions: ['json', 'properties'],
  recognises(path, head) {
    if (/(^|\/)(package(-lock)?|tsconfig|composer)\.json$/.test(path)) return false;
    const text = head();
    if (path.endsWith('.properties')) return /^[ \t]*(?:debezium\.source\.)?connector\.class[ \t]*[=: ]/m.test(text);
    if (/"\$schema"\s*:/.test(text)) return false;
    return text.includes('"connector.class"') || (LIKELY.test(path) && /"tasks\.max"\s*:/.test(text));
  },
  extract,
  expect(document, _project, offset) {
    if (document.path.endsWith('.properties')) return expectProperties(document.text, connectorsOf(document)[0]?.connector ?? null, offset);
    return expectJson(document.text, connectorsOf(document).map(f => f.connector), offset);
  },
  expand: expandCapture,
  explain: (document, _project, offset) => explainSetting(connectorsOf(document).map(f => f.connector), offset),
  edit: (document, operations) => (document.path.endsWith('.properties') ? propertiesEdits(document.text, operations) : jsonEdits(document.text, operations)),
};

/** The same in requests that scripts and pages hold: lineage and documentation, no findings. */
export const kafkaConnectInText: Format = {
  id: 'kafka-connect-text',
  version: 1,
  extensions: ['sh', 'bash', 'zsh', 'md', 'http', 'rest', 'adoc', 'ps1', 'bat'],
  beside: true,
  recognises: (_path, head) => /connector|debezium|kafka/i.test(head()),
  extract(document) {
    const found = connectorsInText(document.text);
    if (found.length === 0) return NO_FACTS;
    const draft = new Draft();
    for (const f of found) extractConnector(draft, document.text, f.connector, { name: f.name, span: f.nameSpan });
    return draft.facts();
  },
  expand: expandCapture,
  explain: (document, _project, offset) => explainSetting(connectorsInText(document.text).map(f => f.connector), offset),
};

/** Rules of connectors that hold for Debezium Server too. */
const SERVER_RULES: ReadonlySet<string> = new Set(['connect-invalid-value', 'connect-conflicting-settings', 'connect-transform-class']);

function connectorsOf({ path, text }: Document): readonly Found[] {
  if (path.endsWith('.properties')) {
    const one = connectorInProperties(readProperties(text), path);
    return one ? [one] : [];
  }
  return connectorsInJson(readJson(text), path);
}

function extract(document: Document): Facts {
  const { path, text } = document;
  const properties = path.endsWith('.properties');
  const read = properties ? readProperties(text) : readJson(text);
  const found = properties ? [connectorInProperties(read, path)].filter(f => f !== null) : connectorsInJson(read, path);
  const draft = new Draft();
  // What is no JSON may be a template that something fills in.
  const template = /\{\{|<%|\$\{[A-Z_]+\}(?=\s*[,}\]])/.test(text);
  if (found.length > 0) for (const p of read.problems.filter((q, i, all) => q.rule !== 'json-syntax' || all.findIndex(o => o.rule === q.rule) === i)) if (!template || p.rule !== 'json-syntax') draft.problem(p.rule === 'json-duplicate-key' || p.rule === 'properties-duplicate-key' ? 'streaming-duplicate-key' : 'streaming-json-syntax', p.span, p.message, p.data);
  const server = isServer(read.root);
  for (const f of found) {
    // Debezium Server writes its streams where the sink is: only those of Kafka are topics.
    if (!server || serverSink(read.root) === 'kafka') extractConnector(draft, text, f.connector, { name: f.name, span: f.nameSpan });
    connectorProblems(draft, f.connector);
  }
  // It has no workers: what a worker wants of a connector does not count.
  if (server) draft.problems.splice(0, draft.problems.length, ...draft.problems.filter(p => SERVER_RULES.has(p.rule) || p.rule.startsWith('debezium-') || p.rule.startsWith('streaming-')));
  draft.suppressions = readSuppressions(text, read.comments);
  draft.folds.push(...foldsOf(read, text));
  return draft.facts();
}
