import type { ColumnDeclaration, Declaration } from '../../model/facts';
import type { DocumentView, Entity, Workspace } from '../../model/workspace';
import { classificationOf, type Classifier, type ColumnClass, classOf } from './personal';

/** More contracts than this about one table are examples, copies or about several tables of that name. */
const MOST_CONTRACTS = 3;

/** A table of a contract in this file, with the dataset it is about where that is known from elsewhere. */
export interface ContractedTable {
  readonly table: Declaration;
  readonly dataset: Entity;
}

/** The tables of the data contracts in a file whose dataset something else declares: a model, a source, DDL, a schema. */
export function* contractedTables(document: DocumentView, ws: Workspace): Iterable<ContractedTable> {
  if (!document.formats.includes('contract')) return;
  for (const table of document.facts.declarations) {
    if (table.type !== 'contract.table') continue;
    const reference = document.facts.references.find(r => r.type === 'contract.dataset' && r.from === table.id);
    const resolution = reference ? ws.resolve(reference, document.path) : null;
    // A table that files only mention says nothing about the contract; one that many contracts seem to be about is hardly theirs.
    if (resolution?.kind !== 'one' || resolution.entity.definitions === 0) continue;
    const others = ws.referrers(resolution.entity.id).filter(r => r.type === 'contract.dataset');
    if (new Set(others.map(r => r.from)).size <= MOST_CONTRACTS) yield { table, dataset: resolution.entity };
  }
}

/** Columns of contracts that are not classified, but whose dataset's columns are, or come from columns that are. */
export function* untaggedInContracts(document: DocumentView, classes: Classifier): Iterable<{ readonly column: ColumnDeclaration; readonly from: ColumnClass; readonly key: string; readonly label: string }> {
  for (const { table, dataset } of contractedTables(document, classes.ws)) {
    for (const column of table.columns) {
      if (!column.path || classificationOf(column)) continue;
      const from = classOf(classes, dataset.id, column.name);
      if (!from || from.open) continue;
      const dcs = table.attributes.more?.['language'] === 'dcs';
      yield { column, from, key: dcs && /^(pii|contains_pii)$/i.test(from.label) ? 'pii' : 'classification', label: from.label };
    }
  }
}
