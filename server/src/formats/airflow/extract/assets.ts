import type { Key } from '../../../model/key';
import type { Span } from '../../../text/span';
import { assetKey } from '../names';
import { locationKey } from '../../shared/names';
import type { Asset } from '../objects';
import type { Draft } from '../../shared/draft';

/** The keys of an asset: its place by URI first, then its name. A URI that is no place is a name. */
function keysOf(asset: Asset): Key[] {
  const place = asset.uri?.known ? locationKey(asset.uri.text) : null;
  const names = [asset.name, asset.uri].flatMap(n => (n?.known ? [assetKey(n.text)] : []));
  return [...(place ? [place] : []), ...new Set(names)];
}

export function nameOfAsset(asset: Asset): string {
  return asset.name?.text ?? asset.uri?.text ?? 'asset';
}

/** An asset that the file makes. */
export function declareAsset(draft: Draft, asset: Asset): void {
  const [id, ...keys] = keysOf(asset);
  if (id === undefined || draft.declarations.some(d => d.id === id && d.type === 'airflow.asset')) return;
  draft.declare({
    id, kind: 'dataset', type: 'airflow.asset', role: 'defines', name: nameOfAsset(asset), keys, nameSpan: asset.nameSpan, span: asset.span, parent: null, path: null,
    attributes: { ...(asset.group ? { group: asset.group } : {}), ...(asset.uri && asset.uri.text !== nameOfAsset(asset) ? { more: { facts: [asset.uri.text] } } : {}) }, columns: [], columnsComplete: false,
  });
}

/** A job reads or writes an asset. `at` is where the job says so; the name itself is written where the asset is made. */
export function referToAsset(draft: Draft, asset: Asset, from: Key, role: 'reads' | 'writes', at: Span): number | null {
  const targets = keysOf(asset);
  if (targets.length === 0) return null;
  const inside = asset.nameSpan !== null && asset.refers && asset.nameSpan.start >= at.start && asset.nameSpan.end <= at.end;
  const span = inside && asset.nameSpan ? asset.nameSpan : at;
  return draft.refer({ targets, type: 'airflow.asset', name: nameOfAsset(asset), span, fullSpan: at, from, role, certainty: 'certain', ...(inside ? {} : { implied: true }) });
}
