import type { Key } from '../../../model/key';
import type { Span } from '../../../text/span';
import { dbtModelTargets } from '../../shared/names';
import { pythonTargets } from '../../shared/pythonModules';
import { assetKey, groupedKey, resourceKey } from '../names';
import { type AssetKeyObject, type Dependency, printed } from '../objects';
import type { Extraction } from './index';

/** The name that a key has in the graph; parts that only a run knows get the file behind them, so that two such keys stay apart. */
export function nameOfKey(key: AssetKeyObject, path: string): string {
  return key.known ? printed(key) : `${printed(key)}@${path}`;
}

/**
 * The keys a dependency may answer to, the asset's own first: of one part also an asset of the group, and what dbt calls so
 * (each dbt model is an asset by the last part of its key).
 */
export function targetsOf(d: Dependency, path: string, group: string | null): Key[] {
  if (d.of.kind === 'symbol') return pythonTargets(path, d.of.path);
  const { key } = d.of;
  if (key.dbt !== null) return dbtModelTargets(key.dbt);
  if (!key.known) return [assetKey(nameOfKey(key, path))];
  const last = key.parts[key.parts.length - 1]!;
  return [assetKey(printed(key)), ...(key.parts.length === 1 && d.parameter ? [groupedKey(group ?? 'default', last)] : []), ...dbtModelTargets(last), ...(d.parameter && !d.sure ? [resourceKey(last)] : [])];
}

/** Adds a reference to the asset a dependency names. */
export function referTo(x: Extraction, d: Dependency, from: Key | null, role: 'reads' | 'writes' | 'uses' | 'names', type: string, group: string | null = null): number | null {
  const targets = targetsOf(d, x.path, group);
  const known = d.of.kind === 'key' && d.of.key.known && d.of.key.dbt === null;
  if (targets.length === 0 || (d.of.kind === 'key' && !d.of.key.known && d.of.key.dbt === null)) return null;
  // The name as it is written: the last part of a key, the name of a function.
  const own = d.of.kind === 'key' ? d.of.key.parts[d.of.key.parts.length - 1]! : d.of.path.slice(d.of.path.lastIndexOf('.') + 1);
  const written = x.text.slice(d.span.start, d.span.end) === own;
  const span: Span = d.span;
  return x.draft.refer({
    targets, type, name: own, span, fullSpan: span, from, role, certainty: known && d.sure ? 'certain' : 'likely', ...(written ? {} : { implied: true }),
    data: { key: d.of.kind === 'key' ? printed(d.of.key) : null, parameter: d.parameter, sure: d.sure },
  });
}
