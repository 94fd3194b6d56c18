import type { Document, Expectation, Explanation, ProjectContext } from '../../model/format';
import { expectSql, explainSql } from '../shared/sqlEditing';
import { entryOf, textEntry } from '../shared/literal';
import { configWords, KEYS, TYPES } from './config';
import { actionNamespace } from './names';
import { projectOf } from './project';
import { readSqlx } from './sqlx';

const DATASETS = ['dataform.table', 'dataform.view', 'dataform.incremental', 'dataform.declaration', 'dataform.operations'];

/** What may stand at the cursor: names in `ref("…")`, keys of the config, columns and functions of the SQL. */
export function expect(document: Document, context: ProjectContext | null, offset: number): Expectation | null {
  const { text } = document;
  const before = text.slice(Math.max(0, offset - 200), offset);
  const ref = /\$\{\s*(?:ref|resolve)\s*\(\s*["'`]([\w.-]*)$/.exec(before) ?? /\bdependencies\s*:\s*\[[^\]]*["']([\w.-]*)$/.exec(before);
  if (ref) {
    const tail = /^[\w.-]*/.exec(text.slice(offset))![0];
    return { replace: { start: offset - ref[1]!.length, end: offset + tail.length }, choices: [{ kind: 'entities', types: DATASETS, namespaces: [actionNamespace(projectOf(context).root)] }] };
  }
  const sqlx = readSqlx(text);
  const config = sqlx.config;
  if (config && offset > config.word.end && offset < config.span.end) {
    const word = /[\w$]*$/.exec(before)![0];
    const value = /\btype\s*:\s*["'](\w*)$/.exec(before);
    if (value) return { replace: { start: offset - value[1]!.length, end: offset }, choices: [{ kind: 'words', words: TYPES.map(t => ({ label: t, kind: 'value' as const })) }] };
    if (/[{,]\s*[\w$]*$/.test(before)) return { replace: { start: offset - word.length, end: offset }, choices: [{ kind: 'words', words: configWords(textEntry(config.literal, 'type') ?? 'operations', new Set(config.literal.entries.map(e => e.name))) }] };
    return null;
  }
  const masked = sqlx.sql;
  const found = expectSql(masked, offset, 'bigquery');
  const table = found?.choices.some(c => c.kind === 'entities');
  return found && table ? { ...found, choices: [{ kind: 'entities', types: DATASETS, namespaces: [actionNamespace(projectOf(context).root)], wrap: '${ref("$")}' }, ...found.choices.filter(c => c.kind !== 'entities')] } : found;
}

/** What the key of the config or the function under the cursor means. */
export function explain(document: Document, offset: number): Explanation | null {
  const sqlx = readSqlx(document.text);
  const stack = sqlx.config ? [sqlx.config.literal] : [];
  while (stack.length > 0) {
    const literal = stack.pop()!;
    for (const e of literal.entries) {
      if (e.nameSpan.start <= offset && offset <= e.nameSpan.end && Object.hasOwn(KEYS, e.name)) return { span: e.nameSpan, markdown: `\`\`\`js\n${e.name}\n\`\`\`\n${KEYS[e.name]!.doc}` };
      stack.push(e.value);
    }
  }
  void entryOf;
  return explainSql(sqlx.sql, offset, 'bigquery');
}
