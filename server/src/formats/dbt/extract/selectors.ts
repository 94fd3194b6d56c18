import type { Path } from '../../../model/facts';
import { closest } from '../../../text/fuzzy';
import { itemsOf, pairOf, textOf, valueOf, type YamlNode } from './yaml';
import { lookupKey, lookupKeys, refTargets, resourceId } from '../names';
import { lookupOf } from '../project/data';
import type { Source } from './draft';
import { rootOf } from './properties';
import { schemaProblems } from './schemaProblems';
import { entriesOf, headOf, pairsOf } from './yamlEntry';

export const METHODS = [
  'fqn', 'tag', 'group', 'access', 'source', 'path', 'file', 'package', 'config', 'test_name', 'test_type', 'resource_type', 'state', 'exposure', 'metric', 'result', 'source_status', 'version', 'semantic_model',
  'saved_query', 'unit_test', 'selector', 'function',
];

/** `selectors.yml`: named selections, what they name, and what dbt refuses about their shape. */
export function extractSelectors(source: Source): void {
  const root = rootOf(source);
  const { scope, name: pkg } = source.project;
  let hasDefault = false;
  for (const entry of entriesOf('selectors', valueOf(root, 'selectors'), ['selectors'])) {
    const id = resourceId(scope, 'selector', pkg, entry.name);
    const description = textOf(valueOf(entry.node, 'description'));
    const isDefault = valueOf(entry.node, 'default');
    if (isDefault?.kind === 'scalar' && isDefault.value === true) {
      if (hasDefault) source.draft.problem('selector-invalid', isDefault.span, 'Only one selector can be the default', [...entry.path, 'default'], {});
      hasDefault = true;
    }
    source.draft.declare({
      id, kind: 'symbol', type: 'dbt.selector', role: 'defines', name: entry.name, keys: lookupKeys('selector', scope, pkg, entry.name), nameSpan: entry.nameNode.content, span: entry.node.span, parent: null, path: entry.path,
      attributes: description === null ? {} : { description }, columns: [], columnsComplete: false,
    });
    readDefinition(source, id, valueOf(entry.node, 'definition'), [...entry.path, 'definition'], 0, true);
  }
  schemaProblems(source, 'dbt/selectors', root);
}

function readDefinition(source: Source, from: string, node: YamlNode | null, path: Path, depth: number, root: boolean): void {
  if (!node || depth > 30) return;
  const bad = (at: YamlNode, message: string, where: Path = path): void => source.draft.problem('selector-invalid', headOf(at), message, where, {});
  if (node.kind === 'scalar') readText(source, from, node.text, node.content, path);
  if (node.kind === 'seq') bad(node, 'A definition is a text or a mapping, not a list');
  if (node.kind !== 'map') return;
  const operators = pairsOf(node).filter(p => p.key.text === 'union' || p.key.text === 'intersection');
  if (operators.length > 0) {
    if (root && pairsOf(node).length > 1) bad(node, `'${operators[0]!.key.text}' must be the only key of a definition`);
    for (const pair of operators) {
      let excludes = 0;
      itemsOf(pair.value).forEach((item, i) => {
        if (item.kind === 'map' && pairOf(item, 'exclude') && pairsOf(item).length === 1 && ++excludes > 1) bad(item, "Only one 'exclude' is allowed in one operator", [...path, pair.key.text, i]);
        readDefinition(source, from, item, [...path, pair.key.text, i], depth + 1, false);
      });
    }
    return;
  }
  const exclude = pairOf(node, 'exclude');
  if (exclude && root && pairsOf(node).length === 1) bad(node, "'exclude' can't stand alone at the top of a definition");
  itemsOf(exclude?.value).forEach((item, i) => {
    readDefinition(source, from, item, [...path, 'exclude', i], depth + 1, false);
  });
  if (exclude && pairsOf(node).length === 1) return;
  const method = valueOf(node, 'method');
  const value = valueOf(node, 'value');
  const pairs = pairsOf(node);
  const pair = pairs[0];
  if (method && value) readMethod(source, from, method, value, [...path, 'value']);
  else if (pairs.length !== 1) bad(node, "A criterion is one 'method: value', or 'method' with 'value'");
  else if (pair?.value) readMethod(source, from, pair.key, pair.value, [...path, pair.key.text]);
}

function readMethod(source: Source, from: string, method: YamlNode, value: YamlNode, path: Path): void {
  if (method.kind !== 'scalar' || method.text.includes('{{')) return;
  const name = method.text.split('.')[0]!;
  if (!METHODS.includes(name)) {
    source.draft.problem('selector-unknown', method.span, `dbt has no selector method '${name}'`, path, { near: closest(name, METHODS, 1)[0] ?? null, allowed: METHODS });
    return;
  }
  if (value.kind !== 'scalar' || value.text.includes('{{') || value.text.includes('*')) return;
  referMethod(source, from, name, value.text, value.content, path);
}

/** `tag:nightly`, `+orders`, `path:models/staging` in short form. */
function readText(source: Source, from: string, text: string, span: { start: number; end: number }, path: Path): void {
  if (/^@.*\+\d*$/.test(text.trim())) source.draft.problem('selector-invalid', span, "'@' can't stand with a trailing '+'", path, {});
  const match = /^(?:@|\d*\+)?(?:(\w+)(?:\.[\w.]+)?:)?([^+@*{}]+?)(?:\+\d*)?$/.exec(text.trim());
  if (!match?.[2]) return;
  const start = span.start + text.indexOf(match[2]);
  referMethod(source, from, match[1] ?? 'fqn', match[2], { start, end: start + match[2].length }, path);
}

function referMethod(source: Source, from: string, method: string, name: string, span: { start: number; end: number }, path: Path): void {
  const { scope, main } = source.project;
  const kinds: { readonly [m: string]: 'group' | 'exposure' | 'metric' | 'selector' | 'source' | 'semanticModel' | 'savedQuery' } = { group: 'group', exposure: 'exposure', metric: 'metric', selector: 'selector', semantic_model: 'semanticModel', saved_query: 'savedQuery' };
  const kind = kinds[method];
  const base = { name, span, fullSpan: span, from, role: 'names' as const, path, data: { kind: 'selector', method, value: name } };
  if (kind) source.draft.refer({ ...base, targets: [lookupKey(kind, scope, main.name, name), lookupKey(kind, scope, null, name)], type: `dbt.${kind}`, certainty: kind === 'selector' ? 'certain' : 'likely' });
  else if (method === 'source') source.draft.refer({ ...base, targets: [lookupKey(name.includes('.') ? 'source' : 'sourceName', scope, null, name)], type: name.includes('.') ? 'dbt.source' : 'dbt.source_name', certainty: 'likely' });
  else if (method === 'fqn' && /^\w+$/.test(name)) source.draft.refer({ ...base, targets: refTargets(lookupOf(source.project), null, name, null), type: 'dbt.ref', certainty: 'likely' });
}
