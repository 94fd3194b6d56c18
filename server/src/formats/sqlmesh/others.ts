import { NO_FACTS, type ColumnDeclaration, type Facts } from '../../model/facts';
import type { Document, ProjectContext } from '../../model/format';
import { readSuppressions } from '../../model/suppression';
import { readYaml, textOf, toJson, valueOf, type YamlNode } from '../../syntax/yaml';
import { Draft } from '../shared/draft';
import { entryOf, readLiteral, textEntry } from '../shared/literal';
import { tableKey } from '../shared/names';
import { modelKey } from './names';
import { projectOf } from './project';

/** Tables made elsewhere, as `external_models.yaml` describes them. */
export function extractExternal(document: Document, context: ProjectContext | null): Facts {
  const project = projectOf(context);
  const yaml = readYaml(document.text);
  const draft = new Draft();
  for (const p of yaml.problems) draft.problems.push({ rule: p.rule, span: p.span, message: p.message, ...(p.data ? { data: p.data } : {}) });
  draft.suppressions = readSuppressions(document.text, yaml.comments);
  if (yaml.root?.kind !== 'seq') return draft.facts();
  yaml.root.items.forEach((item, i) => {
    const nameNode = valueOf(item.value, 'name');
    const name = textOf(nameNode);
    if (!item.value || nameNode?.kind !== 'scalar' || name === null) return;
    const parts = name.replace(/["`]/g, '').split('.');
    const description = textOf(valueOf(item.value, 'description'));
    draft.declare({
      id: modelKey(project.root, parts.join('.')), kind: 'dataset', type: 'sqlmesh.external', role: 'defines', name: parts.join('.'), keys: [tableKey(parts), ...(parts.length > 2 ? [tableKey(parts.slice(-2))] : [])], nameSpan: nameNode.content, span: item.value.span, parent: null, path: [i],
      attributes: { ...(description ? { description } : {}), materialized: 'external', schema: parts[parts.length - 2] ?? null, database: parts[parts.length - 3] ?? null, identifier: parts[parts.length - 1]! }, columns: columns(valueOf(item.value, 'columns'), i), columnsComplete: false,
    });
  });
  return draft.facts();
}

function columns(node: YamlNode | null, index: number): ColumnDeclaration[] {
  if (node?.kind !== 'map') return [];
  return node.pairs.map((pair): ColumnDeclaration => {
    const type = toJson(pair.value);
    return { name: pair.key.text, nameSpan: pair.key.content, span: pair.key.span, path: [index, 'columns', pair.key.text], type: typeof type === 'string' ? type.toLowerCase() : null };
  });
}

/** A Python model: its name, kind and columns, as the decorator says them. */
export function extractPython(document: Document, context: ProjectContext | null): Facts {
  const { text } = document;
  const project = projectOf(context);
  const draft = new Draft();
  for (const match of text.matchAll(/^@model\s*\(/gm)) {
    const open = match.index + match[0].length - 1;
    const body = callBody(text, open);
    const [first] = readLiteral(text, open, body.end).items;
    const pairs = keywords(text, open + 1, body.end - 1);
    const nameLiteral = first?.known && typeof first.value === 'string' ? first : (pairs.get('name') ?? null);
    if (!nameLiteral || typeof nameLiteral.value !== 'string' || /@/.test(nameLiteral.value)) continue;
    const parts = nameLiteral.value.split('.');
    const list = pairs.get('columns');
    const found = (list?.entries ?? []).map((e): ColumnDeclaration => ({ name: e.name, nameSpan: e.nameSpan, span: { start: e.nameSpan.start, end: e.value.span.end }, path: null, type: typeof e.value.value === 'string' ? e.value.value.toLowerCase() : null }));
    const description = pairs.get('description');
    const cron = pairs.get('cron');
    const id = modelKey(project.root, nameLiteral.value);
    draft.declare({
      id, kind: 'dataset', type: 'sqlmesh.model', role: 'defines', name: nameLiteral.value, keys: [tableKey(parts), ...(parts.length > 2 ? [tableKey(parts.slice(-2)), modelKey(project.root, parts.slice(-2).join('.'))] : [])], nameSpan: nameLiteral.span, span: { start: match.index, end: text.length }, parent: null, path: null,
      attributes: { materialized: 'python model', schema: parts[parts.length - 2] ?? null, database: parts[parts.length - 3] ?? null, identifier: parts[parts.length - 1]!, ...(typeof description?.value === 'string' ? { description: description.value } : {}), ...(typeof cron?.value === 'string' ? { schedule: cron.value } : {}), ...(pairs.get('enabled')?.value === false ? { enabled: false } : {}) },
      columns: found, columnsComplete: found.length > 0,
    });
    const depends = pairs.get('depends_on');
    for (const item of depends?.items.length ? depends.items : (depends?.entries ?? []).map(e => e.value)) if (typeof item.value === 'string') refer(draft, project.root, item.value, item.span, id);
    for (const call of text.slice(body.end).matchAll(/\.(?:resolve_table|table)\(\s*["']([\w.]+)["']/g)) {
      const at = body.end + call.index + call[0].lastIndexOf(call[1]!);
      refer(draft, project.root, call[1]!, { start: at, end: at + call[1]!.length }, id);
    }
  }
  void entryOf;
  void textEntry;
  return draft.declarations.length === 0 ? NO_FACTS : draft.facts();
}

function refer(draft: Draft, root: string, name: string, span: { start: number; end: number }, from: string): void {
  draft.refer({ targets: [modelKey(root, name), tableKey(name.split('.'))], type: 'sqlmesh.ref', name, span, fullSpan: span, from, role: 'reads', certainty: 'likely', data: { place: 'sqlmesh' } });
}

/** `name=value` arguments between two offsets, at the top level. */
function keywords(text: string, start: number, end: number): Map<string, ReturnType<typeof readLiteral>> {
  const out = new Map<string, ReturnType<typeof readLiteral>>();
  let depth = 0;
  for (let i = start; i < end; i++) {
    const c = text[i]!;
    if (c === '"' || c === "'") {
      const close = text.indexOf(c, i + 1);
      if (close < 0 || close > end) return out;
      i = close;
    } else if (c === '(' || c === '[' || c === '{') depth++;
    else if (c === ')' || c === ']' || c === '}') depth--;
    else if (depth === 0 && c === '=' && text[i + 1] !== '=') {
      const name = /([A-Za-z_]\w*)\s*$/.exec(text.slice(Math.max(start, i - 60), i))?.[1];
      if (name) out.set(name, readLiteral(text, i + 1, end));
    }
  }
  return out;
}

function callBody(text: string, open: number): { readonly end: number } {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const c = text[i]!;
    if (c === '"' || c === "'") {
      const close = text.indexOf(c, i + 1);
      if (close < 0) return { end: text.length };
      i = close;
    } else if (c === '(') depth++;
    else if (c === ')' && --depth === 0) return { end: i + 1 };
  }
  return { end: text.length };
}
