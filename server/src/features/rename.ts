import type { QueryFact, Reference } from '../model/facts';
import type { FileChange } from '../model/rule';
import type { Key } from '../model/key';
import type { Output, Use } from '../model/query';
import { usesIn } from '../model/uses';
import type { Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import { sliceOf } from '../text/span';
import { aliasPlaces, columnPlaces, ctePlaces, type Meaning, meaningOf, outputUses } from './places';
import { type Target, targetsAt } from './target';

const NAME = /^[A-Za-z_][\w$-]*$/;

export interface Renaming {
  /** What the editor shows as being renamed. */
  readonly span: Span;
  readonly placeholder: string;
}

export type Renamed = { readonly ok: true; readonly changes: readonly FileChange[] } | { readonly ok: false; readonly message: string };

/** Whether the thing under the cursor can be renamed, and what it is called now. */
export function prepareRename(ws: Workspace, path: string, offset: number): Renaming | null {
  const hit = renameTarget(ws, path, offset);
  const text = ws.document(path)?.text;
  return hit && text !== undefined ? { span: hit.target.span, placeholder: unquoted(sliceOf(text, hit.target.span)) } : null;
}

/**
 * Edits that give the thing under the cursor another name everywhere it is meant, open or not, so that the project means
 * the same afterwards: a renamed column keeps the names that later models give it.
 */
export function rename(ws: Workspace, path: string, offset: number, to: string): Renamed {
  const hit = renameTarget(ws, path, offset);
  if (!hit) return { ok: false, message: 'There is nothing here that can be renamed.' };
  if (!NAME.test(to)) return { ok: false, message: `'${to}' is not a name: use letters, digits and underscores, and begin with a letter.` };
  switch (hit.meaning.kind) {
    case 'entity': return renameEntity(ws, hit.meaning.id, to);
    case 'column': return renameColumn(ws, hit.meaning.dataset, hit.meaning.column, to);
    case 'output': return renameOutput(ws, path, hit.meaning.query, hit.meaning.scope, hit.meaning.output, to);
    case 'cte': return { ok: true, changes: textChanges(path, ctePlaces(hit.meaning.query, hit.meaning.scope).map(p => ({ span: p.span, text: to }))) };
    case 'alias': return { ok: true, changes: textChanges(path, aliasPlaces(hit.meaning.query, hit.meaning.scope, hit.meaning.input).map(p => ({ span: p.span, text: to }))) };
  }
}

/**
 * Edits that go with a file's new name where the name is that of an entity (a model): everything that names it, the file
 * itself left out. Nothing for a file that only moves, or whose entity has a name of its own.
 */
export function renameFile(ws: Workspace, from: string, to: string): readonly FileChange[] {
  const [old, name] = [stemOf(from), stemOf(to)];
  const document = ws.document(from);
  if (!document || old === name || extensionOf(from) !== extensionOf(to) || !NAME.test(name)) return [];
  const named = document.facts.declarations.find(d => d.role === 'defines' && d.nameSpan === null && d.name === old);
  const entity = named ? ws.entity(named.id) : undefined;
  const renamed = entity && !isInstalled(ws, from) ? renameEntity(ws, entity.id, name) : null;
  return renamed?.ok ? renamed.changes.filter(c => c.kind === 'edit') : [];
}

function renameTarget(ws: Workspace, path: string, offset: number): { target: Target; meaning: Meaning } | null {
  const document = ws.document(path);
  if (!document) return null;
  for (const target of targetsAt(document, offset)) {
    const meaning = meaningOf(ws, path, target);
    if (!meaning) continue;
    if (meaning.kind === 'alias' && !meaning.query.query.scopes[meaning.scope]?.inputs[meaning.input]?.alias) continue;
    if (meaning.kind === 'entity' && !hasName(ws, meaning.id)) continue;
    if (target.kind === 'reference' && target.reference.implied) continue;
    if (meaning.kind === 'entity' && !ws.places(meaning.id).some(p => p.declaration.role === 'defines' && !isInstalled(ws, p.file))) continue;
    return { target, meaning };
  }
  return null;
}

/** Whether every place that defines an entity spells its name out: not where the place of the name is empty. Only datasets and symbols may be named by their file. */
function hasName(ws: Workspace, id: Key): boolean {
  return ws.places(id).every(({ declaration: d }) => d.role !== 'defines' || (d.nameSpan === null ? d.kind !== 'job' : d.nameSpan.end > d.nameSpan.start));
}

/** Files of installed packages are not the user's to change. */
function isInstalled(ws: Workspace, file: string): boolean {
  const project = ws.project(file);
  return project !== null && project.owner !== project.root;
}

function renameEntity(ws: Workspace, id: Key, to: string): Renamed {
  const entity = ws.entity(id);
  if (!entity) return { ok: false, message: 'Nothing is known of this name.' };
  const clash = ws.entitiesOf(entity.type).find(e => e.id !== id && e.enabled && e.name === to && e.parent === entity.parent);
  if (clash) return { ok: false, message: `There is a ${entity.type.replace(/^dbt\./, '')} '${to}' already.` };
  const edits = new Map<string, { span: Span; text: string }[]>();
  const add = (file: string, span: Span) => {
    if (isInstalled(ws, file)) return;
    const list = edits.get(file) ?? [];
    if (!list.some(e => e.span.start === span.start)) list.push({ span, text: to });
    edits.set(file, list);
  };
  const files: FileChange[] = [];
  for (const { file, declaration } of ws.places(id)) {
    if (declaration.nameSpan) add(file, declaration.nameSpan);
    else if (declaration.role === 'defines') files.push({ kind: 'rename', file, to: renamedFile(file, to) });
  }
  for (const { file, reference } of ws.referencePlaces(id)) if (renamable(ws, file, reference, entity.name)) add(file, reference.span);
  return { ok: true, changes: [...[...edits].flatMap(([file, list]) => textChanges(file, list)), ...files] };
}

/** Only where the reference spells the name out; a name put together elsewhere is left alone. */
function renamable(ws: Workspace, file: string, reference: Reference, name: string): boolean {
  if (reference.implied) return false;
  const text = ws.document(file)?.text ?? '';
  return unquoted(sliceOf(text, reference.span)) === name || reference.name === unquoted(sliceOf(text, reference.span));
}

function renamedFile(file: string, to: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1) + to + extensionOf(file);
}

function stemOf(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return name.slice(0, name.length - extensionOf(file).length);
}

/** From the last dot on, as dbt takes a model's name: `a.b.sql` is the model `a.b`. */
function extensionOf(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot);
}

function renameOutput(ws: Workspace, path: string, query: QueryFact, scope: number, output: number, to: string): Renamed {
  const o = query.query.scopes[scope]?.outputs[output];
  if (!o?.name) return { ok: false, message: 'This column has no name of its own.' };
  const edits = [...aliasEdits(o, to), ...outputUses(ws, path, query, scope, output).flatMap(use => useEdits(query, use, to))];
  return { ok: true, changes: textChanges(path, edits) };
}

/**
 * Renames a dataset's column: where its query makes it, where it is described and tested, and wherever it is used.
 * A later select that takes it over under its own name gets an alias, so its columns keep their names; where a star takes
 * it over, the later dataset's column is renamed too.
 */
function renameColumn(ws: Workspace, dataset: Key, column: string, to: string): Renamed {
  const edits = new Map<string, Map<number, { span: Span; text: string }>>();
  const put = (file: string, list: readonly { span: Span; text: string }[]) => {
    if (isInstalled(ws, file)) return;
    const at = edits.get(file) ?? new Map<number, { span: Span; text: string }>();
    for (const e of list) if (!at.has(e.span.start)) at.set(e.span.start, e);
    edits.set(file, at);
  };
  const done = new Set<Key>();
  const queue: Key[] = [dataset];
  while (queue.length > 0) {
    const id = queue.shift()!;
    if (done.has(id)) continue;
    done.add(id);
    if (ws.columns(id).columns.some(c => c.name.toLowerCase() === to.toLowerCase())) return { ok: false, message: `${ws.entity(id)?.name ?? 'The dataset'} has a column '${to}' already.` };
    renameInDataset(ws, id, column, to, put);
    for (const { to: next } of ws.outputs(id)) if (takesOverByStar(ws, next, id, column)) queue.push(next);
  }
  return { ok: true, changes: [...edits].flatMap(([file, list]) => textChanges(file, [...list.values()])) };
}

function renameInDataset(ws: Workspace, id: Key, column: string, to: string, put: (file: string, edits: readonly { span: Span; text: string }[]) => void): void {
  const lower = column.toLowerCase();
  for (const { file, declaration } of ws.places(id)) {
    for (const c of declaration.columns) if (c.name.toLowerCase() === lower) put(file, [{ span: c.nameSpan, text: to }]);
    for (const q of ws.document(file)?.facts.queries ?? []) if (q.dataset === declaration.id) for (const o of makers(q, q.query.root, lower)) if (o.aliased || isWritten(ws, file, o.expression, lower)) put(file, aliasEdits(o, to));
  }
  const files = new Set<string>();
  for (const { file, reference } of ws.referencePlaces(id)) {
    if (reference.column?.name.toLowerCase() === lower) put(file, [{ span: reference.column.span, text: to }]);
    files.add(file);
  }
  for (const file of files)
    for (const query of ws.document(file)?.facts.queries ?? [])
      for (const use of usesIn(query)) {
        if (use.column.toLowerCase() !== lower || !isWritten(ws, file, use.span, lower)) continue;
        const target = ws.resolveUse(file, query, use);
        if (target.kind === 'column' && target.dataset === id) put(file, useEdits(query, use, to));
      }
}

/** Whether a name really stands in the text: one that Jinja makes (a loop over names) does not. */
function isWritten(ws: Workspace, file: string, span: Span, lower: string): boolean {
  return ws.document(file)?.text.slice(span.start, span.end).toLowerCase().includes(lower) ?? false;
}

/** The outputs that give a query's result this column: in every branch of a set operation by position, through stars of CTEs. */
function makers(query: QueryFact, scopeIndex: number, lower: string, depth = 0): readonly Output[] {
  const scope = query.query.scopes[scopeIndex];
  if (!scope || depth > 30) return [];
  if (scope.kind === 'set') return scope.branches.flatMap(b => makers(query, b, lower, depth + 1));
  const own = scope.outputs.filter(o => o.name?.toLowerCase() === lower);
  if (own.length > 0 || !scope.outputs.some(o => o.star)) return own;
  return scope.inputs.flatMap(i => (i.source.kind === 'scope' ? makers(query, i.source.scope, lower, depth + 1) : []));
}

/** Another name for an output: a new alias in place of the old one, or behind an expression that had none. */
function aliasEdits(o: Output, to: string): readonly { span: Span; text: string }[] {
  if (o.aliased && o.nameSpan) return [{ span: o.nameSpan, text: to }];
  return [{ span: { start: o.expression.end, end: o.expression.end }, text: ` as ${to}` }];
}

/** A use under the new name; if it is a whole unaliased output, the output keeps its old name by an alias. */
function useEdits(query: QueryFact, use: Use, to: string): readonly { span: Span; text: string }[] {
  const output = query.query.scopes[use.scope]?.outputs.find(o => !o.aliased && !o.star && o.kind === 'identity' && o.nameSpan?.start === use.span.start && o.nameSpan.end === use.span.end);
  const named = { span: use.span, text: to };
  return output?.name ? [named, { span: { start: output.expression.end, end: output.expression.end }, text: ` as ${output.name}` }] : [named];
}

function takesOverByStar(ws: Workspace, next: Key, from: Key, column: string): boolean {
  const taken = ws.column(next, column)?.from.some(s => s.dataset === from && s.column.toLowerCase() === column.toLowerCase() && s.kind === 'identity');
  return taken === true && columnPlaces(ws, next, column).every(p => !ws.document(p.file)?.facts.queries.some(q => q.dataset && ws.entity(q.dataset)?.id === next && p.span.start >= q.query.scopes[q.query.root]!.span.start && p.span.end <= q.query.scopes[q.query.root]!.span.end));
}

function textChanges(file: string, edits: readonly { span: Span; text: string }[]): readonly FileChange[] {
  return edits.length === 0 ? [] : [{ kind: 'edit', file, operations: edits.map(e => ({ op: 'text', ...e })) }];
}

function unquoted(text: string): string {
  return text.replace(/^["'`[]|["'`\]]$/g, '');
}
