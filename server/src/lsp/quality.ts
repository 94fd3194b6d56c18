import * as lsp from 'vscode-languageserver/node';
import { datasetAt } from '../features/quality/actions';
import { convertChecks } from '../features/quality/convert';
import { generateContract } from '../features/quality/contract';
import { evidenceFor } from '../features/quality/evidence';
import { saidOf } from '../features/quality/neutral';
import { placeChecks, toolFor } from '../features/quality/place';
import { openProposals, profileData, profileMarkdown } from '../features/quality/profile';
import { contractIntoModel } from '../features/quality/sync';
import { isSampled, readBytes, readText } from '../host/read';
import type { FileChange } from '../model/rule';
import { workspaceEdit } from './changes';
import type { PreviewParams, PreviewResult, ProfileParams, ProfileResult, QualityParams, QualityResult } from './protocol';
import type { Root } from './root';
import type { Session } from './session';

/** Larger data files are not profiled: they are read as a whole. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Requests about checks, data contracts and profiles of data. */
export function registerQualityRequests(session: Session): void {
  session.connection.onRequest('pipewright/quality', (p: QualityParams) => quality(session, p));
  session.connection.onRequest('pipewright/profile', (p: ProfileParams, token: lsp.CancellationToken) => profile(session, p, token));
}

async function quality(session: Session, p: QualityParams): Promise<QualityResult> {
  session.flush();
  const at = session.locate(p.uri);
  const none: QualityResult = { dataset: null, applied: false, written: [], notes: [] };
  if (!at) return none;
  const { workspace } = at.root.engine;
  const entity = workspace.guarded(() => datasetAt(workspace, at.path, p.position ? at.root.positionsOf(at.path).offset(p.position) : null));
  if (!entity) return { ...none, notes: ['There is no dataset here.'] };
  const { changes, written, notes } = workspace.guarded(() => {
    switch (p.action) {
      case 'add': return placeChecks(workspace, entity.id, evidenceFor(workspace, entity.id).map(e => e.check), p.tool ?? toolFor(workspace, entity));
      case 'convert': return convertChecks(workspace, entity.id, p.from ?? null, p.tool ?? toolFor(workspace, entity));
      case 'sync': return { changes: contractIntoModel(workspace, entity.id), written: [], notes: [] };
      case 'contract': {
        const made = generateContract(workspace, entity.id);
        return { changes: made ? [made] : [], written: [], notes: made ? [] : [`The columns of '${entity.name}' are not known.`] };
      }
    }
  });
  return { dataset: entity.name, applied: await applied(session, at.root, changes), written, notes };
}

async function applied(session: Session, root: Root, changes: readonly FileChange[]): Promise<boolean> {
  if (changes.length === 0) return false;
  const edit = workspaceEdit(session, root, changes);
  if (!edit) return false;
  if (session.options.preview === true) return (await session.connection.sendRequest<PreviewResult>('pipewright/preview', { edit } satisfies PreviewParams)).applied;
  return (await session.connection.workspace.applyEdit({ label: 'Pipewright: data quality', edit: previewed(session, edit) })).applied;
}

/** The edit, to be confirmed by the user where the editor can show it first. */
function previewed(session: Session, edit: lsp.WorkspaceEdit): lsp.WorkspaceEdit {
  if (!session.client.workspace?.workspaceEdit?.changeAnnotationSupport || !edit.documentChanges) return edit;
  const annotationId = 'pipewright';
  const documentChanges = edit.documentChanges.map(c => (lsp.TextDocumentEdit.is(c) ? { ...c, edits: c.edits.map(e => ({ ...e, annotationId })) } : { ...c, annotationId }));
  return { documentChanges, changeAnnotations: { [annotationId]: { label: 'Data quality', needsConfirmation: true } } } as lsp.WorkspaceEdit;
}

async function profile(session: Session, p: ProfileParams, token: lsp.CancellationToken): Promise<ProfileResult> {
  session.flush();
  const none: ProfileResult = { markdown: null, rows: 0, complete: false, columns: [], proposals: [], notes: [], applied: false };
  const at = session.locate(p.uri);
  if (!at) return none;
  const { root, path } = at;
  const { workspace } = root.engine;
  const content = await contentOf(root, path);
  if (content === null) return { ...none, notes: ['The file cannot be read, or it is too large.'] };
  const progress = session.client.window?.workDoneProgress ? await session.connection.window.createWorkDoneProgress() : null;
  progress?.begin('Profiling', 0, path.replace(/^.*\//, ''), true);
  let stopped = false;
  progress?.token.onCancellationRequested(() => (stopped = true));
  const limit = Math.max(1, Math.min(p.maxRows ?? workspace.settings.profileMaxRows, 10_000_000));
  const made = await profileData(path, content, limit, async rows => {
    progress?.report(Math.min(99, Math.round((rows / limit) * 100)), `${rows} rows`);
    await new Promise(done => setImmediate(done));
    return !stopped && !token.isCancellationRequested;
  });
  progress?.done();
  if (!made) return { ...none, notes: ['The file holds no rows that can be read: CSV, TSV, JSON lines, lists of JSON objects and Parquet can.'] };
  const entity = workspace.guarded(() => datasetAt(workspace, path, null));
  const proposals = entity ? workspace.guarded(() => openProposals(workspace, entity.id, made.proposals)) : made.proposals;
  const shown = { ...made, proposals };
  const result = { markdown: profileMarkdown(entity?.name ?? path, shown), rows: made.rows, complete: made.complete, columns: made.columns.map(({ name, kind, nulls, distinct, min, max }) => ({ name, kind, nulls, distinct, min, max })), proposals: proposals.map(x => ({ check: saidOf(x.check), evidence: x.evidence })) };
  if (!p.add || !entity) return { ...result, notes: p.add ? ['No dataset is known to be made from this file.'] : [], applied: false };
  const placed = workspace.guarded(() => placeChecks(workspace, entity.id, proposals.map(x => x.check), p.tool ?? toolFor(workspace, entity)));
  return { ...result, notes: placed.notes, applied: await applied(session, root, placed.changes) };
}

/** What a file holds: of a data file all that is on disk, since the workspace keeps only its head; of others as the workspace has it. */
async function contentOf(root: Root, path: string): Promise<string | Uint8Array | null> {
  const known = root.engine.workspace.document(path);
  if (!isSampled(path) && known && known.text !== '') return known.text;
  const full = root.folder === null ? null : `${root.folder}/${path}`;
  if (full !== null && /\.parquet$/i.test(path)) return readBytes(full, MOST_BYTES);
  const read = full === null ? null : await readText(full, MOST_BYTES);
  if (read?.ok) return read.text;
  return known && known.text !== '' ? known.text : null;
}
