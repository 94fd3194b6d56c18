import type { Path } from '../../../model/facts';
import type { Key } from '../../../model/key';
import type { Span } from '../../../text/span';
import { valueOf, type YamlNode } from './yaml';
import { searchTargets } from '../names';
import { builtInMaterializations } from '../builtIns';
import { dialectOf, lookupOf } from '../project/data';
import type { Source } from './draft';
import { pairsOf, scalarsOf, type Entry } from './yamlEntry';
import { referScalar } from './yamlJinja';

/** The group an entry belongs to, in `config` or beside it. */
export function referGroup(source: Source, entry: Entry, from: Key): void {
  for (const [node, path] of [[valueOf(entry.node, 'group'), [...entry.path, 'group']], [valueOf(valueOf(entry.node, 'config'), 'group'), [...entry.path, 'config', 'group']]] as const) {
    if (node?.kind === 'scalar' && node.text !== '' && node.value !== null && !node.text.includes('{{')) referGroupName(source, node.text, node.content, node.span, from, path);
  }
}

export function referGroupName(source: Source, name: string, span: Span, fullSpan: Span, from: Key | null, path?: Path): void {
  source.draft.refer({
    targets: searchTargets('group', lookupOf(source.project), null, name), type: 'dbt.group', name, span, fullSpan, from, role: 'uses', certainty: 'certain',
    ...(path ? { path } : {}), data: { kind: 'group', place: 'group' },
  });
}

/** The materialization a config names: dbt's own, an adapter's, or one that the project or a package defines. */
export function referMaterialization(source: Source, name: string, span: Span, fullSpan: Span, from: Key | null, path?: Path): void {
  if (name === '' || name.includes('{{')) return;
  const lookup = lookupOf(source.project);
  const adapter = dialectOf(source.project);
  const builtIn = builtInMaterializations().includes(name);
  source.draft.refer({
    targets: [...(adapter ? [adapter] : []), 'default'].flatMap(a => searchTargets('macro', lookup, null, `materialization_${name}_${a}`)), type: 'dbt.materialization', name, span, fullSpan, from, role: 'uses',
    certainty: builtIn ? 'likely' : 'certain', ...(path ? { path } : {}), data: { kind: 'materialization', place: 'config', builtIn },
  });
}

const HOOKS: ReadonlySet<string> = new Set(['pre_hook', 'post_hook', 'pre-hook', 'post-hook']);

/** Refs, variables and macros in the texts of a `config` mapping; those in hooks are dependencies. */
export function referHooks(source: Source, config: YamlNode | null, from: Key, path: Path): void {
  for (const pair of pairsOf(config)) {
    const hook = HOOKS.has(pair.key.text);
    for (const { scalar, path: at } of scalarsOf(pair.value, [...path, pair.key.text])) {
      referScalar(source, scalar, { from, place: hook ? 'hook' : 'config', role: hook ? 'reads' : 'uses', path: at, lenient: !hook });
    }
  }
}
