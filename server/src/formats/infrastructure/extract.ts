import type { ColumnDeclaration } from '../../model/facts';
import type { Key } from '../../model/key';
import type { Span } from '../../text/span';
import type { Draft } from '../shared/draft';
import { extractJobSql } from '../shared/jobSql';
import { entry } from '../../text/entry';
import { type Meaning, meaningOf, placeKeys } from './meanings';
import { type Resource, symbolicOf, textOf, type Value } from './resource';

/** What is the same for all resources of a file. */
export interface Declared {
  readonly text: string;
  /** The key of a resource of the same module or template by its address. */
  keyOf(address: string): Key;
  /** What its address may mean, the most particular first. */
  keysOf(address: string): readonly Key[];
  /** The address of the resource in a text that begins with its attribute: `s3://${aws_s3_bucket.lake.bucket}/raw`. */
  addressIn(text: string): string | null;
  readonly tool: 'terraform' | 'cloudformation';
  /** What another resource of the same module says; undefined where it is not at hand. */
  bodyOf?(address: string): Value | undefined;
}

/**
 * Declares a resource: a dataset or job where it means one, else a symbol that references find. Gives its key. `unnamed` is set
 * where callers give it its name: then its address is a symbol, and what it means stands only as long as no caller is in sight.
 */
export function extractResource(draft: Draft, x: Declared, r: Resource, unnamed: { readonly id: Key; readonly yieldsTo: Key } | null = null, further: readonly Key[] = []): Key {
  const address = x.keyOf(r.address);
  const meaning = meaningOf(r, address => x.bodyOf?.(address));
  const name = meaning === null ? null : textOf(meaning.name);
  const keys = meaning === null || name === null || r.many ? [] : meaning.keys(name);
  const hidden = unnamed !== null && meaning !== null && meaning.kind !== 'symbol' && name === null ? unnamed : null;
  const id = keys[0] ?? hidden?.id ?? address;
  const columns = (meaning?.columns ?? []).flatMap((c): ColumnDeclaration[] => {
    const text = textOf(c.name);
    if (text === null || c.name.kind !== 'known') return [];
    const inside = c.name.content;
    return [{ name: text, nameSpan: inside, span: c.name.span, path: null, type: c.type, ...(c.nullable === undefined ? {} : { nullable: c.nullable }), ...(c.description ? { description: c.description } : {}) }];
  });
  if (hidden) draft.declare({ id: address, kind: 'symbol', type: `${x.tool}.resource`, role: 'defines', name: r.address, keys: [], nameSpan: r.labelSpan, span: r.span, parent: null, path: null, attributes: { more: { address: r.address, resource: r.type } }, columns: [], columnsComplete: false });
  draft.declare({
    id, kind: meaning?.kind ?? 'symbol', type: meaning?.type ?? `${x.tool}.resource`, role: 'defines', name: name ?? r.address,
    keys: [...keys.slice(1), ...(id === address || hidden ? [] : [address]), ...further], nameSpan: hidden ? { start: r.labelSpan.start, end: r.labelSpan.start } : r.labelSpan, span: r.span, parent: null, path: null,
    attributes: {
      ...(meaning?.description ? { description: meaning.description } : {}),
      ...(meaning?.schedule ? { schedule: meaning.schedule } : {}),
      ...(meaning?.config && Object.keys(meaning.config).length > 0 ? { config: meaning.config } : {}),
      more: { ...(hidden ? {} : { address: r.address }), resource: r.type, ...(meaning !== null && name === null ? { known: false } : {}), facts: [`${x.tool === 'terraform' ? 'Terraform' : 'CloudFormation'} ${r.address}`, ...(meaning?.facts ?? [])] },
    },
    columns, columnsComplete: columns.length > 0 && meaning?.columnsComplete === true,
    ...(hidden ? { yieldsTo: [hidden.yieldsTo] } : {}),
  });
  if (meaning) connect(draft, x, r, meaning, id);
  return id;
}

/** What it reads and writes, as references and edges. */
function connect(draft: Draft, x: Declared, r: Resource, meaning: Meaning, id: Key): void {
  const job = meaning.kind === 'job' ? id : null;
  const read: Placed[] = [];
  const written: Placed[] = [];
  for (const p of meaning.places ?? []) {
    const index = place(draft, x, p.value, p.as, p.role, id);
    if (index !== null) (p.role === 'reads' ? read : written).push({ index, pair: p.pair });
  }
  if (meaning.kind === 'dataset' && read.length > 0) written.push({ pair: undefined, index: draft.refer({ targets: [id], type: meaning.type, name: r.label, span: r.labelSpan, fullSpan: r.labelSpan, from: id, role: 'names', certainty: 'likely', implied: true }) });
  for (const from of read) for (const to of written) if (from.pair === to.pair) draft.edges.push({ from: from.index, to: to.index, job, span: r.head, confidence: from.pair === undefined ? 'exact' : 'likely' });
  const { sql } = meaning;
  if (sql?.value.kind !== 'known' || typeof sql.value.value !== 'string' || meaning.kind === 'symbol') return;
  const { value, content, span } = sql.value;
  const origin = content.end - content.start === value.length && x.text.slice(content.start, content.end) === value ? content : null;
  const fills = meaning.kind === 'dataset' ? { dataset: id, reference: draft.refer({ targets: [id], type: meaning.type, name: r.label, span: r.labelSpan, fullSpan: r.labelSpan, from: id, role: 'names', certainty: 'likely', implied: true }) } : null;
  extractJobSql(draft, x.text, { job: id, text: value, origin, at: span, dialect: sql.dialect, place: x.tool, schema: sql.schema, known: {}, ...(fills ? { fills } : {}) });
}

/** A reference, and which of several copies it belongs to. */
interface Placed {
  readonly index: number;
  readonly pair: number | undefined;
}

/** A dataset that a value names, as a reference of `from`; null if it can't be told which. */
function place(draft: Draft, x: Declared, value: Value, as: Parameters<typeof placeKeys>[1], role: 'reads' | 'writes', from: Key): number | null {
  const made = (targets: readonly Key[], name: string, span: Span, certainty: 'certain' | 'likely') => draft.refer({ targets, type: 'infrastructure.place', name, span, fullSpan: span, from, role, certainty, implied: true });
  if (value.kind === 'resource') return made(x.keysOf(value.address), value.address, value.span, 'certain');
  const text = symbolicOf(value);
  if (text === null) return null;
  const address = x.addressIn(text);
  if (address !== null) return made(x.keysOf(address), address, value.span, 'certain');
  const targets = placeKeys(text, as);
  const [first] = targets;
  if (first === undefined) return null;
  const table = as === 'table' && first.startsWith('table');
  draft.describe(first, 'dataset', table ? 'sql.table' : entry(TYPES, as) ?? 'storage.path', text, value.span, targets);
  return made(targets, text, value.span, table ? 'likely' : 'certain');
}

const TYPES: { readonly [as: string]: string } = { kinesis: 'kinesis.stream', topic: 'kafka.topic', sqs: 'sqs.queue', sns: 'sns.topic', pubsub: 'pubsub.topic', dynamodb: 'dynamodb.table', eventhub: 'eventhub.hub', airbyte: 'airbyte.stream' };
