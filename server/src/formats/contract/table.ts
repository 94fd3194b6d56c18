import type { ColumnDeclaration, Path } from '../../model/facts';
import type { Json, Key } from '../../model/key';
import type { Span } from '../../text/span';
import type { Draft } from '../shared/draft';
import { recordKey, topicKey } from '../shared/names';
import { type CheckedDataset, checkedDataset, mentionDataset } from '../shared/quality';
import { anyContractTableKey, contractKey, contractTableKey } from './names';

/** A table, topic or file of a contract, whatever language the contract is written in. */
export interface ContractTable {
  readonly name: string;
  readonly nameSpan: Span;
  /** The name in the system, where it is written. */
  readonly physical: { readonly name: string; readonly span: Span } | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly span: Span;
  readonly path: Path;
  readonly columns: readonly ColumnDeclaration[];
  /** Whether it may have columns that the contract does not list. */
  readonly open: boolean;
}

/** What is known of the contract as a whole. */
export interface ContractHead {
  readonly id: string;
  readonly language: 'odcs' | 'dcs';
  readonly owner: string | null;
  readonly status: string | null;
  /** Schema of its tables, where its servers agree on one. */
  readonly schema: string | null;
  readonly kafka: boolean;
}

/** Adds a table of a contract: as a thing of its own, and as the dataset it is about where nothing else declares that. */
export function declareTable(draft: Draft, head: ContractHead, table: ContractTable): { readonly dataset: CheckedDataset; readonly id: Key } {
  const id = contractTableKey(head.id, table.name);
  const written = table.physical ?? { name: table.name, span: table.nameSpan };
  const dataset = datasetOf(head, written.name);
  const attributes = {
    ...(table.description === null ? {} : { description: table.description }), ...(table.tags.length > 0 ? { tags: table.tags } : {}), ...(head.owner === null ? {} : { owner: head.owner }),
    more: { language: head.language, status: head.status, facts: [head.language === 'odcs' ? 'Open Data Contract Standard' : 'Data Contract Specification'] } as { readonly [name: string]: Json },
  };
  draft.declare({
    id, kind: 'symbol', type: 'contract.table', role: 'defines', name: table.name, keys: [anyContractTableKey(table.name)], nameSpan: table.nameSpan, span: table.span, parent: contractKey(head.id), path: table.path,
    attributes, columns: table.columns, columnsComplete: !table.open,
  });
  const last = written.name.split('.').pop()!;
  const span = written.name.includes('.') ? { start: written.span.end - last.length, end: written.span.end } : written.span;
  const made = mentionDataset(draft, dataset, span, id, 'contract.dataset', written.span);
  const at = { start: span.start, end: span.start };
  draft.declare({ id: made, kind: 'dataset', type: 'sql.table', role: 'describes', name: dataset.name, keys: [], nameSpan: at, span: at, parent: null, path: null, attributes, columns: table.columns, columnsComplete: false, yieldsTo: dataset.targets });
  return { dataset, id };
}

function datasetOf(head: ContractHead, name: string): CheckedDataset {
  const plain = checkedDataset(name);
  const full = head.schema !== null && !name.includes('.') ? checkedDataset(`${head.schema}.${name}`) : plain;
  return { name: full.name, binding: 'stated', targets: [...new Set([...full.targets, ...plain.targets, ...(head.kafka ? [topicKey(name)] : []), recordKey(name)])] };
}
