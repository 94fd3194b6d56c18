import type { Key } from '../../../model/key';
import { itemsOf, pairOf, textOf, toJson, valueOf, type YamlNode } from './yaml';
import { lookupKeys, resourceId } from '../names';
import { asTexts } from '../project/data';
import type { Source } from './draft';
import { deprecation } from './deprecation';
import { attributesOf, configOf, entriesOf, headOf, type Entry } from './yamlEntry';
import { looksLikeRef, referBare, referScalar } from './yamlJinja';

/** Entries of `exposures`: what uses the project's datasets. */
export function extractExposures(source: Source, node: YamlNode | null): void {
  const { scope, name: pkg } = source.project;
  for (const entry of entriesOf('exposures', node, ['exposures'])) {
    const id = resourceId(scope, 'exposure', pkg, entry.name);
    if (!/^[\w-]+$/.test(entry.name)) {
      deprecation(source, 'resource-name-invalid', 'ExposureNameDeprecation (dbt D007)', [1, 0, 0], false, entry.nameNode.span, 'Exposure names allow letters, digits and _ only', [...entry.path, 'name'], {
        to: entry.name.trim().replace(/\s+/g, '_').replace(/[^\w-]/g, ''), label: entry.name,
      });
    }
    dependsOn(source, entry, id);
    const config = configOf(source, entry);
    const owner = ownerName(entry);
    const url = textOf(valueOf(entry.node, 'url'));
    source.draft.declare({
      id, kind: 'symbol', type: 'dbt.exposure', role: 'defines', name: entry.name, keys: lookupKeys('exposure', scope, pkg, entry.name), nameSpan: entry.nameNode.content,
      span: entry.node.span, parent: null, path: entry.path,
      attributes: {
        ...attributesOf(source, entry, id, config), ...(owner ? { owner } : {}), ...(url !== null ? { url } : {}), tags: asTexts(config['tags']),
        more: { exposureType: textOf(valueOf(entry.node, 'type')), maturity: textOf(valueOf(entry.node, 'maturity')), label: textOf(valueOf(entry.node, 'label')) },
      },
      columns: [], columnsComplete: false,
    });
  }
}

function dependsOn(source: Source, entry: Entry, id: Key): void {
  const list = valueOf(entry.node, 'depends_on');
  if (list?.kind !== 'seq') return;
  list.items.forEach((item, index) => {
    const path = [...entry.path, 'depends_on', index];
    const node = item.value;
    if (!node) return;
    const index2 = referBare(source, node, { from: id, place: 'depends_on', role: 'reads', path });
    if (index2 !== null) return;
    if (node.kind === 'scalar' && (looksLikeRef(node.text) || /^\s*(\{\{-?\s*)?metric\s*\(/.test(node.text) || node.text.includes('{{'))) return;
    const name = node.kind === 'scalar' ? node.text : '';
    source.draft.problem('exposure-dependency-not-a-call', headOf(node), `'${name}' is ignored by dbt 1.x; write ref('${name}')`, path, { name, severity: 'warning' });
  });
}

/** The name of an owner, else the (first) e-mail address. */
function ownerName(entry: Entry): string | null {
  const owner = valueOf(entry.node, 'owner');
  const email = valueOf(owner, 'email');
  return textOf(valueOf(owner, 'name')) || textOf(email) || (itemsOf(email).flatMap(n => textOf(n) ?? [])[0] ?? null);
}

/** Entries of `groups`. */
export function extractGroups(source: Source, node: YamlNode | null): void {
  const { scope, name: pkg } = source.project;
  for (const entry of entriesOf('groups', node, ['groups'])) {
    const id = resourceId(scope, 'group', pkg, entry.name);
    const owner = ownerName(entry);
    source.draft.declare({
      id, kind: 'symbol', type: 'dbt.group', role: 'defines', name: entry.name, keys: lookupKeys('group', scope, pkg, entry.name), nameSpan: entry.nameNode.content,
      span: entry.node.span, parent: null, path: entry.path, attributes: { ...attributesOf(source, entry, id, configOf(source, entry)), ...(owner ? { owner } : {}) }, columns: [], columnsComplete: false,
    });
  }
}

/** Entries of `macros`: they describe what a `.sql` file defines. */
export function extractMacroDocs(source: Source, node: YamlNode | null): void {
  const { scope, name: pkg } = source.project;
  for (const entry of entriesOf('macros', node, ['macros'])) {
    const id = resourceId(scope, 'macro', pkg, entry.name);
    const documented = itemsOf(valueOf(entry.node, 'arguments')).flatMap((arg, index) => {
      const name = textOf(valueOf(arg, 'name'));
      referScalar(source, valueOf(arg, 'description'), { from: id, place: 'description', role: 'names', path: [...entry.path, 'arguments', index, 'description'] });
      return name === null ? [] : [{ name, type: textOf(valueOf(arg, 'type')), description: textOf(valueOf(arg, 'description')) }];
    });
    source.draft.declare({
      id, kind: 'symbol', type: 'dbt.macro', role: 'describes', name: entry.name, keys: [], nameSpan: entry.nameNode.content, span: entry.node.span, parent: null, path: entry.path,
      attributes: { ...attributesOf(source, entry, id, configOf(source, entry)), more: { documentedArguments: pairOf(entry.node, 'arguments') ? documented : null } }, columns: [], columnsComplete: false,
    });
  }
}

/** Entries of top-level `data_tests` (singular tests) and `functions`: they describe what a file defines. */
export function extractOther(source: Source, section: string, node: YamlNode | null): void {
  const { scope, name: pkg } = source.project;
  const type = section === 'functions' ? 'function' : 'test';
  for (const entry of entriesOf(section, node, [section])) {
    const id = resourceId(scope, type, pkg, entry.name);
    source.draft.declare({
      id, kind: 'symbol', type: `dbt.${type}`, role: 'describes', name: entry.name, keys: [], nameSpan: entry.nameNode.content, span: entry.node.span, parent: null, path: entry.path,
      attributes: { ...attributesOf(source, entry, id, configOf(source, entry)), more: section === 'functions' ? { arguments: toJson(valueOf(entry.node, 'arguments')), returns: toJson(valueOf(entry.node, 'returns')) } : {} },
      columns: [], columnsComplete: false,
    });
  }
}
