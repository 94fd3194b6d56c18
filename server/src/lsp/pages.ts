import { seedsAt } from '../features/callHierarchy';
import { dataDictionary, type DictionaryOptions, handoff, runbook } from '../features/docs';
import { shape } from '../features/shape';
import { type NewFile, offered, templates } from '../features/templates';
import type { Key } from '../model/key';
import { workspaceEdit } from './changes';
import { relativeLink } from './convert';
import type { DocsParams, DocsResult, HandoffParams, HandoffResult, NewPipelineParams, NewPipelineResult, ShapeResult, TemplatesParams, TemplatesResult } from './protocol';
import type { Root } from './root';
import type { Session } from './session';

/** Requests that write: pages about the workspace, a summary to paste, the files of a new pipeline. */
export function registerPages(session: Session): void {
  const { connection } = session;
  connection.onRequest('pipewright/docs', (p: DocsParams): DocsResult => {
    session.flush();
    const root = session.roots.find(r => p.root === undefined || r.isAt(p.root));
    return { pages: root ? docsPages(root, p) : [] };
  });
  connection.onRequest('pipewright/handoff', (p: HandoffParams): HandoffResult => {
    session.flush();
    const at = session.locate(p.uri);
    const id = at ? datasetAt(at.root, at.path, p.position) : null;
    const markdown = id === null || !at ? null : handoff(at.root.engine.workspace, id);
    return markdown === null || !at || id === null ? { name: null, markdown: '' } : { name: at.root.engine.workspace.entity(id)?.name ?? '', markdown };
  });
  connection.onRequest('pipewright/templates', (p: TemplatesParams | null): TemplatesResult => {
    session.flush();
    const root = (p?.uri === undefined ? null : session.locate(p.uri)?.root) ?? session.roots[0];
    if (!root) return { root: null, templates: [] };
    return { root: root.uri, templates: offered(root.engine.workspace).map(({ template: t, folder }) => ({ id: t.id, title: t.title, detail: t.detail, example: t.example, folder })) };
  });
  connection.onRequest('pipewright/shape', (): ShapeResult => {
    session.flush();
    return { markdown: session.roots.map(r => r.engine.workspace.guarded(() => shape(r.engine.workspace, session.publisher(r).byRule()))).join('\n') };
  });
  connection.onRequest('pipewright/newPipeline', (p: NewPipelineParams) => newPipeline(session, p));
}

function docsPages(root: Root, p: DocsParams): DocsResult['pages'] {
  const { workspace } = root.engine;
  const folder = p.folder.replace(/\/+$/, '');
  // A page in a folder below needs one step more to reach the same file.
  const options: DictionaryOptions = { name: root.name, link: (page, path) => linkFrom(folder, page, root.uriOf(path)) };
  return workspace.guarded(() => [...(p.kinds.includes('dictionary') ? dataDictionary(workspace, options) : []), ...(p.kinds.includes('runbook') ? [runbook(workspace, options)] : [])]);
}

/** A page in a folder below needs one step more to reach the same file. */
function linkFrom(folder: string, page: string, file: string): string | null {
  const link = relativeLink(folder, file);
  return link === null ? null : '../'.repeat(page.split('/').length - 1) + link;
}

/** The dataset at a position, else the one that the file makes. */
function datasetAt(root: Root, path: string, position: HandoffParams['position']): Key | null {
  const { workspace } = root.engine;
  const offsets = position ? [root.positionsOf(path).offset(position), null] : [null];
  for (const offset of offsets) for (const id of seedsAt(workspace, path, offset)) if (workspace.entity(id)?.kind === 'dataset') return id;
  return null;
}

async function newPipeline(session: Session, p: NewPipelineParams): Promise<NewPipelineResult> {
  session.flush();
  const refuse = (problem: string): NewPipelineResult => ({ problem, files: [] });
  const root = session.roots.find(r => r.isAt(p.root));
  const template = templates.find(t => t.id === p.template);
  if (!root || !template) return refuse('There is no such folder or template.');
  const wrong = template.accepts(p.name) ?? (isInside(p.folder) ? null : 'The folder must lie in the workspace.');
  if (wrong !== null) return refuse(wrong);
  const { workspace } = root.engine;
  const at = p.uri === undefined ? null : session.locate(p.uri);
  const from = at?.root === root ? datasetAt(root, at.path, p.position) : null;
  const files = template.files({ name: p.name, folder: p.folder, from, year: new Date().getUTCFullYear() }, workspace);
  const taken = files.find(f => exists(root, f));
  if (taken) return refuse(`${taken.path} is there already.`);
  if (p.validate === true) return { problem: null, files: [] };
  const edit = workspaceEdit(session, root, files.map(f => ({ kind: 'create', file: f.path, text: f.text })));
  if (!edit) return refuse('This editor can\'t make files for a language server.');
  const result = await session.connection.workspace.applyEdit({ label: `Pipewright: ${template.title}`, edit });
  return result.applied ? { problem: null, files: files.map(f => root.uriOf(f.path)) } : refuse(result.failureReason ?? 'The editor did not make the files.');
}

function exists(root: Root, file: NewFile): boolean {
  return root.text(file.path) !== null;
}

function isInside(folder: string): boolean {
  return !/^\/|^[A-Za-z]:|\\|(^|\/)\.\.(\/|$)/.test(folder);
}
