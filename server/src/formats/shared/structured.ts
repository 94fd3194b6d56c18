import type { Document, Expectation, Explanation, Word } from '../../model/format';
import type { Problem } from '../../model/facts';
import { completeAt, describeKey, type SchemaName, type SchemaProblem } from '../../syntax/jsonSchema';
import { readJson } from '../../syntax/json';
import { readToml } from '../../syntax/toml';
import { jsonContextAt, tomlContextAt, type TypingContext } from '../../syntax/typing';
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

/** The same in a JSON or TOML file. */
export function expectJson({ text }: Document, schema: SchemaName, offset: number): Expectation | null {
  const context = jsonContextAt(text, offset);
  return expectIn(context, readJson(text), schema, word => jsonInsert(word, context));
}

export function expectToml({ text }: Document, schema: SchemaName, offset: number): Expectation | null {
  const context = tomlContextAt(text, offset);
  return expectIn(context, readToml(text), schema, word => tomlInsert(word, context));
}

function expectIn(context: TypingContext, tree: YamlDocument, schema: SchemaName, insert: (word: Word) => string): Expectation | null {
  if (context.expects === 'none') return null;
  const { words } = completeAt(schema, tree.root, context.path, context.expects === 'value' ? 'value' : 'key', context.siblings);
  // What is written for a whole new entry is YAML.
  const fitting = words.filter(w => context.expects === 'key' || w.kind === 'value');
  return { replace: context.replace, choices: [{ kind: 'words', words: fitting.map(w => ({ ...w, insert: insert(w) })) }] };
}

/** A key or value as JSON writes it; a key brings its colon and the brackets of what belongs there, unless a colon follows already. */
export function jsonInsert(word: Word, { expects, colon }: Pick<TypingContext, 'expects' | 'colon'>): string {
  if (expects === 'value') return isPlain(word.label) ? word.label : JSON.stringify(word.label);
  const key = JSON.stringify(word.label);
  if (colon) return key;
  const shape = shapeOf(word);
  return `${shape === 'other' ? key : key.replace(/[$}\\]/g, '\\$&')}: ${shape === 'list' ? '[$0]' : shape === 'map' ? '{$0}' : ''}`;
}

function tomlInsert(word: Word, { expects, colon }: TypingContext): string {
  if (expects === 'value') return isPlain(word.label) ? word.label : JSON.stringify(word.label);
  const key = /^[\w-]+$/.test(word.label) ? word.label : JSON.stringify(word.label);
  if (colon) return key;
  const shape = shapeOf(word);
  return `${key} = ${shape === 'list' ? '[$0]' : shape === 'map' ? '{ $0 }' : ''}`;
}

function isPlain(label: string): boolean {
  return /^(true|false|null|-?\d+(\.\d+)?)$/.test(label);
}

/** What belongs to a key, told by how YAML begins it. */
function shapeOf(word: Word): 'list' | 'map' | 'other' {
  const insert = word.insert ?? '';
  return /^[^\n]*:\n\s*- /.test(insert) ? 'list' : insert.includes('\n') ? 'map' : 'other';
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
