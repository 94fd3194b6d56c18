import type { ColumnDeclaration } from '../../model/facts';
import type { Key } from '../../model/key';
import type { Span } from '../../text/span';
import type { Draft } from '../shared/draft';
import { subjectKey, topicKey } from '../shared/names';

/** The subject a file's name says: `orders-value.avsc` is the value of topic `orders`. Null for other names. */
export function subjectOf(path: string): { readonly subject: string; readonly topic: string; readonly side: 'key' | 'value' } | null {
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.(schema\.json|avsc|avpr|avdl|proto|json)$/i, '');
  const match = /^([\w.-]+)-(key|value)$/.exec(stem);
  return match ? { subject: stem, topic: match[1]!, side: match[2] as 'key' | 'value' } : null;
}

/** Adds that a record is the value of a topic, where the file's name says so: its fields are then the topic's columns. */
export function describeSubject(draft: Draft, path: string, record: Key, name: string, span: Span, columns: readonly ColumnDeclaration[]): void {
  const subject = subjectOf(path);
  if (!subject) return;
  const at = { start: span.start, end: span.start };
  draft.declare({ id: subjectKey(subject.subject), kind: 'symbol', type: 'schema.subject', role: 'defines', name: subject.subject, keys: [], nameSpan: null, span, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false });
  draft.refer({ targets: [record], type: 'schema.type', name, span: at, fullSpan: at, from: subjectKey(subject.subject), role: 'uses', certainty: 'likely', implied: true });
  if (subject.side === 'value') draft.describe(topicKey(subject.topic), 'dataset', 'kafka.topic', subject.topic, span, [], columns);
}

/** Words in a description that say what a column holds, as tags: `pii`, `email`; `@pii`, `tags: [pii]`. */
export function tagsIn(doc: string | null): readonly string[] {
  return doc === null ? [] : [...new Set([...doc.matchAll(/@(pii|phi|pci|sensitive|confidential|gdpr)\b/gi)].map(m => m[1]!.toLowerCase()))];
}
