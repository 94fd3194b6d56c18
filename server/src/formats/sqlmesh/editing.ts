import type { Document, Expectation, Explanation, ProjectContext } from '../../model/format';
import { expectSql, explainSql } from '../shared/sqlEditing';
import { readDdl } from './ddl';
import { meshDialect } from './extract';
import { AUDITS, kindWords, KINDS, PROPERTIES, propertyWords } from './keys';
import { maskModel } from './mask';
import { auditNamespace, modelNamespace } from './names';
import { projectOf } from './project';

/** What may stand at the cursor: properties, kinds and audits in MODEL, models and columns in its query. */
export function expect(document: Document, context: ProjectContext | null, offset: number): Expectation | null {
  const { text } = document;
  const project = projectOf(context);
  const ddl = readDdl(text);
  const inside = ddl.find(d => d.wordSpan.end < offset && offset < d.span.end);
  const before = text.slice(Math.max(0, offset - 400), offset);
  const word = /\w*$/.exec(before)![0];
  const replace = { start: offset - word.length, end: offset + /^\w*/.exec(text.slice(offset))![0].length };
  if (inside) {
    if (/\bkind\s+\w*$/i.test(before)) return { replace, choices: [{ kind: 'words', words: kindWords() }] };
    if (/\baudits\s*[([][^)\]]*$/i.test(before) || /\baudits\s*[([](?:[^()[\]]|\([^()]*\))*$/i.test(before)) return { replace, choices: [{ kind: 'entities', types: ['sqlmesh.audit'], namespaces: [auditNamespace(project.root)] }, { kind: 'words', words: Object.keys(AUDITS).map(a => ({ label: a, kind: 'value' as const })) }] };
    if (/[(,]\s*\w*$/.test(before)) return { replace, choices: [{ kind: 'words', words: propertyWords(new Set(inside.properties.map(p => p.name))) }] };
    return null;
  }
  const dialect = meshDialect(ddl.flatMap(d => d.properties).find(p => p.name === 'dialect')?.value ?? project.dialect);
  const found = expectSql(maskModel(text, ddl.map(d => d.span)).text, offset, dialect);
  if (!found?.choices.some(c => c.kind === 'entities')) return found;
  const dotted = /[\w.]*$/.exec(before)![0];
  return { replace: { start: offset - dotted.length, end: replace.end }, choices: [{ kind: 'entities', types: ['sqlmesh.model', 'sqlmesh.external'], namespaces: [modelNamespace(project.root)] }, ...found.choices.filter(c => c.kind !== 'entities')] };
}

/** What a property, a kind or a function under the cursor means. */
export function explain(document: Document, context: ProjectContext | null, offset: number): Explanation | null {
  const { text } = document;
  const ddl = readDdl(text);
  for (const d of ddl)
    for (const p of d.properties) {
      if (p.nameSpan.start <= offset && offset <= p.nameSpan.end && Object.hasOwn(PROPERTIES, p.name)) return { span: p.nameSpan, markdown: `\`\`\`sql\n${p.name}\n\`\`\`\n${PROPERTIES[p.name]!}` };
      const kind = p.name === 'kind' ? /^\w+/.exec(p.value)?.[0] : undefined;
      const span = kind ? { start: p.valueSpan.start, end: p.valueSpan.start + kind.length } : null;
      if (kind && span && span.start <= offset && offset <= span.end && Object.hasOwn(KINDS, kind.toUpperCase())) return { span, markdown: `\`\`\`sql\n${kind}\n\`\`\`\n${KINDS[kind.toUpperCase()]!.doc}` };
    }
  return explainSql(maskModel(text, ddl.map(d => d.span)).text, offset, meshDialect(projectOf(context).dialect));
}
