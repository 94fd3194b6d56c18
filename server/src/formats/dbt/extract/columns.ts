import type { ColumnDeclaration, Path } from '../../../model/facts';
import type { Key } from '../../../model/key';
import { itemsOf, pairOf, textOf, toJson, valueOf, type YamlMap, type YamlNode } from './yaml';
import { asMap, asTexts } from '../project/data';
import { checkConstraints, constraintTypes } from './constraints';
import type { Source } from './draft';
import { configOf, entriesOf, type Entry } from './yamlEntry';
import { extractTests, type Tested } from './tests';
import { referScalar } from './yamlJinja';

/** Whose columns are read: the dataset, for references and checks; null where dbt runs no tests (analyses, macros). */
export interface Owner {
  readonly id: Key;
  readonly tested: Tested | null;
  readonly what: string;
}

/** The columns an entry lists, with their checks, constraints and mentions of docs. */
export function extractColumns(source: Source, owner: Owner, node: YamlNode | null, path: Path): ColumnDeclaration[] {
  const out: ColumnDeclaration[] = [];
  const seen = new Map<string, number>();
  for (const entry of entriesOf('columns', node, path)) {
    const quoted = valueOf(entry.node, 'quote');
    const exact = quoted?.kind === 'scalar' && quoted.value === true;
    const folded = exact ? `"${entry.name}"` : entry.name.toLowerCase();
    const earlier = seen.get(folded);
    if (earlier !== undefined) {
      source.draft.problem('duplicate-column-entry', entry.nameNode.span, `Column '${entry.name}' is listed twice in ${owner.what}`, entry.path, { column: entry.name, first: [...path, earlier] });
    } else seen.set(folded, entry.path.at(-1) as number);
    out.push(columnOf(source, owner, entry));
  }
  return out;
}

function columnOf(source: Source, owner: Owner, entry: Entry): ColumnDeclaration {
  const { node, path } = entry;
  const config = configOf(source, entry);
  const typeNode = valueOf(node, 'data_type');
  const type = textOf(typeNode);
  const description = valueOf(node, 'description');
  referScalar(source, description, { from: owner.id, place: 'description', role: 'names', path: [...path, 'description'] });
  checkConstraints(source, owner, valueOf(node, 'constraints'), [...path, 'constraints'], entry.name);
  if (owner.tested) extractTests(source, owner.tested, entry, { name: entry.name, span: entry.nameNode.content });
  const constraints = constraintTypes(valueOf(node, 'constraints'));
  const tags = asTexts(config['tags']);
  const policy = asTexts(toJson(valueOf(node, 'policy_tags')));
  const classifiers = asTexts(toJson(valueOf(node, 'classifiers')));
  const meta = asMap(config['meta']);
  const text = textOf(description);
  return {
    name: entry.name,
    nameSpan: entry.nameNode.content,
    span: node.span,
    path,
    type,
    ...(typeNode?.kind === 'scalar' ? { typeSpan: typeNode.content } : {}),
    ...(constraints.includes('not_null') || constraints.includes('primary_key') ? { nullable: false } : {}),
    ...(text !== null ? { description: text } : {}),
    ...(description?.kind === 'scalar' ? { descriptionSpan: description.content } : {}),
    ...(tags.length + policy.length + classifiers.length > 0 ? { tags: [...new Set([...tags, ...policy, ...classifiers])] } : {}),
    ...(Object.keys(meta).length > 0 ? { meta } : {}),
    ...(constraints.length > 0 ? { constraints } : {}),
  };
}

/** Names in the `include`/`exclude` element among a version's columns; `all` where everything is included. */
export function versionSelection(node: YamlNode | null): { readonly include: readonly string[] | 'all'; readonly exclude: readonly string[]; readonly elements: readonly YamlMap[] } {
  const elements = itemsOf(node).filter((n): n is YamlMap => n.kind === 'map' && (pairOf(n, 'include') !== null || pairOf(n, 'exclude') !== null));
  const first = elements[0];
  if (!first) return { include: 'all', exclude: [], elements };
  const include = toJson(valueOf(first, 'include'));
  return { include: include === null || include === 'all' || include === '*' ? 'all' : asTexts(include), exclude: asTexts(toJson(valueOf(first, 'exclude'))), elements };
}
