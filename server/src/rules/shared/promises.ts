import type { Key } from '../../model/key';
import type { DocumentView, Workspace } from '../../model/workspace';
import { glob } from '../../text/glob';
import type { Span } from '../../text/span';

/** A promise that the data of a dataset is never older than so many minutes. */
export interface Promised {
  readonly dataset: Key;
  readonly minutes: number;
  readonly span: Span;
  /** `source`: thresholds of dbt. `promise`: a data contract, or the project's own settings. */
  readonly by: 'source' | 'promise';
}

/** The promises that a file makes: thresholds of dbt sources, service levels of data contracts, `freshness` in pipewright.yml. */
export function* promisesIn(document: DocumentView, ws: Workspace): Iterable<Promised> {
  for (const reference of document.facts.references) {
    if (reference.type !== 'promise') continue;
    const minutes = reference.data?.['minutes'];
    const pattern = reference.data?.['pattern'];
    if (typeof minutes !== 'number') continue;
    if (typeof pattern === 'string') {
      const fits = glob(pattern);
      for (const type of ws.types()) for (const entity of ws.entitiesOf(type)) if (entity.kind === 'dataset' && entity.enabled && fits(entity.name)) yield { dataset: entity.id, minutes, span: reference.span, by: 'promise' };
      continue;
    }
    const found = ws.resolve(reference, document.path);
    // A short name may be that of a source and of the model made from it: the promise is about both.
    for (const entity of found.kind === 'one' ? [found.entity] : found.kind === 'many' ? found.entities : []) if (entity.kind === 'dataset') yield { dataset: entity.id, minutes, span: reference.span, by: 'promise' };
  }
  for (const declaration of document.facts.declarations) {
    if (declaration.type !== 'dbt.source' || declaration.nameSpan === null) continue;
    const entity = ws.entity(declaration.id);
    const minutes = entity?.enabled ? thresholdOf(entity.attributes.more?.['freshness']) : null;
    if (entity && minutes !== null) yield { dataset: entity.id, minutes, span: declaration.nameSpan, by: 'source' };
  }
}

const MINUTES: { readonly [period: string]: number } = { minute: 1, hour: 60, day: 1_440 };

/** After how many minutes dbt complains of a source: the shorter of its thresholds; null if it has none. */
export function thresholdOf(freshness: unknown): number | null {
  const found = ['warn_after', 'error_after'].flatMap(name => {
    const said = (freshness as { readonly [name: string]: { readonly count?: unknown; readonly period?: unknown } | null | undefined } | null | undefined)?.[name];
    const unit = typeof said?.period === 'string' && Object.hasOwn(MINUTES, said.period) ? MINUTES[said.period]! : 0;
    return typeof said?.count === 'number' && said.count * unit > 0 ? [said.count * unit] : [];
  });
  return found.length > 0 ? Math.min(...found) : null;
}
