import type { Json } from '../../../model/key';
import { keyword, knownText, truthOf } from '../../../syntax/python';
import { assetKey, checkKey } from '../names';
import { type CheckSpec, type Dependency, printed } from '../objects';
import type { Extraction } from './index';
import { nameOfKey, referTo, targetsOf } from './refer';

/** Checks: `@asset_check`, and the specs that assets and multi-assets list. */
export function extractChecks(x: Extraction): void {
  for (const check of x.state.checks) extractCheck(x, check, null);
  for (const asset of x.state.assets) for (const check of asset.checks) extractCheck(x, check, nameOfKey(asset.key, x.path));
}

function extractCheck(x: Extraction, check: CheckSpec, owner: string | null): void {
  const targets = check.asset ? targetsOf(check.asset, x.path, null) : owner === null ? [] : [assetKey(owner)];
  if (targets.length === 0) return;
  const blocking = keyword(check.args, 'blocking');
  const description = knownText(keyword(check.args, 'description')?.value) ?? check.definition?.docstring?.value?.trim() ?? null;
  const config: { [name: string]: Json } = { ...(blocking && truthOf(blocking.value) === true ? { blocking: true } : {}), ...(description ? { description } : {}) };
  const asset = check.asset ? nameOfDependency(check.asset) : owner!;
  x.draft.checks.push({
    id: checkKey(asset, check.name), targets, columns: [], assertion: check.name, test: check.name, tool: 'dagster', name: check.name, arguments: {}, config, span: check.span, testSpan: check.nameSpan, path: null, enabled: true,
  });
  if (check.asset) referTo(x, check.asset, null, 'names', 'dagster.asset');
}

function nameOfDependency(d: Dependency): string {
  return d.of.kind === 'key' ? printed(d.of.key) : d.of.path.slice(d.of.path.lastIndexOf('.') + 1);
}
