import type { Document, Expectation, Explanation } from '../../model/format';
import type { Problem } from '../../model/facts';
import { completeAt, describeKey, type SchemaName, type SchemaProblem } from '../../syntax/jsonSchema';
import { contextAt, nodeAt, readYaml, type YamlDocument } from '../../syntax/yaml';

/** Keys and values that one of our schemas allows at the cursor of a YAML file. `offset` in UTF-16 units from 0; null where nothing may stand. */
export function expectYaml({ text }: Document, schema: SchemaName, offset: number): Expectation | null {
  const context = contextAt(text, offset);
  if (context.expects === 'none') return null;
  const kind = context.expects === 'value' ? 'value' : 'key';
  const { words } = completeAt(schema, readYaml(text).root, context.path, kind, context.siblings);
  const insert = (label: string, plain: string | undefined) => context.before + (kind === 'key' && !context.colon ? (plain ?? `${label}: `) : (plain ?? label));
  return { replace: context.replace, choices: [{ kind: 'words', words: words.map(w => ({ ...w, insert: insert(w.label, w.insert) })) }] };
}

/** What one of our schemas says about the key under the cursor of a YAML file. */
export function explainYaml({ text }: Document, schema: SchemaName, offset: number): Explanation | null {
  return explainTree(readYaml(text), schema, offset);
}

/** What one of our schemas says about the key under the cursor of a structured file, whichever language it is in. */
export function explainTree(yaml: YamlDocument, schema: SchemaName, offset: number): Explanation | null {
  const hit = nodeAt(yaml, offset);
  if (hit.part !== 'key' || !hit.scalar) return null;
  const page = describeKey(schema, yaml.root, hit.path);
  return page ? { span: hit.scalar.span, markdown: page.markdown } : null;
}

/** A breach of a schema as a problem of a format's own rule: what the tool refuses is an error, what it only ignores a warning. */
export function schemaProblem(rule: string, p: SchemaProblem): Problem {
  const severity = p.data.verdict === 'rejects' ? 'error' : p.data.verdict === 'warns' ? 'warning' : 'information';
  return { rule, span: p.span, message: p.message, path: p.path, data: { ...p.data, kind: p.kind, severity } };
}
