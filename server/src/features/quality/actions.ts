import type { Key } from '../../model/key';
import type { Entity, Workspace } from '../../model/workspace';
import type { Span } from '../../text/span';
import type { Action } from '../codeActions';
import { fileEdits } from '../edits';
import { meaningOf } from '../places';
import { ownDataset, targetsAt } from '../target';
import { convertChecks } from './convert';
import { generateContract } from './contract';
import { evidenceFor } from './evidence';
import { QUALITY_TOOLS, type QualityTool, TOOL_NAMES } from './neutral';
import { placeChecks, toolFor } from './place';
import { contractIntoModel, contractTables } from './sync';

/** The dataset at a place of a file: the one named there, that of a contract's table, else the one the file makes. `offset` null asks for the latter. */
export function datasetAt(ws: Workspace, path: string, offset: number | null): Entity | null {
  const document = ws.document(path);
  if (!document) return null;
  for (const target of offset === null ? [] : targetsAt(document, offset)) {
    const meaning = meaningOf(ws, path, target);
    const id: Key | null = meaning?.kind === 'entity' ? meaning.id : meaning?.kind === 'column' ? meaning.dataset : null;
    const entity = id === null ? undefined : ws.entity(id);
    if (entity?.kind === 'dataset') return entity;
    const reference = document.facts.references.find(r => r.type === 'contract.dataset' && r.from === entity?.id);
    const resolution = reference ? ws.resolve(reference, path) : null;
    if (resolution?.kind === 'one' && resolution.entity.kind === 'dataset') return resolution.entity;
  }
  const own = ownDataset(document);
  const entity = own === null ? undefined : ws.entity(own);
  if (entity?.kind === 'dataset') return entity;
  const named = document.facts.references.filter(r => /^(soda|gx|contract)\.dataset$/.test(r.type)).flatMap(r => {
    const resolution = ws.resolve(r, path);
    return resolution.kind === 'one' ? [resolution.entity] : [];
  });
  return new Set(named.map(e => e.id)).size === 1 ? named[0]! : null;
}

/** Adding and converting checks, generating a contract, and bringing one into the model, for the dataset whose name the span touches. */
export function qualityActions(ws: Workspace, path: string, span: Span): readonly Action[] {
  const document = ws.document(path);
  if (!document) return [];
  const named = targetsAt(document, span.start).some(t => t.kind === 'declaration' || (t.kind === 'reference' && /^(soda|gx|contract)\.dataset$/.test(t.reference.type)));
  const entity = named ? datasetAt(ws, path, span.start) : null;
  if (!entity) return [];
  const tools = toolsIn(ws);
  const name = entity.name;
  const out: Action[] = [];
  const add = (title: string, changes: Action['changes']): void => {
    if (changes.some(c => c.kind !== 'edit' || fileEdits(ws, c.file, c.operations).length > 0)) out.push({ title, kind: 'refactor', preferred: false, finding: null, changes });
  };
  const tool = toolFor(ws, entity);
  const proposals = evidenceFor(ws, entity.id);
  if (proposals.length > 0 && tool !== 'dbt') {
    const placed = placeChecks(ws, entity.id, proposals.map(p => p.check), tool);
    if (placed.written.length > 0) add(`Add ${placed.written.length === 1 ? 'a check' : `${placed.written.length} checks`} on '${name}' to ${TOOL_NAMES[tool]}`, placed.changes);
  }
  const used = new Set(ws.checks(entity.id).map(c => c.check.tool));
  if (used.size > 0) for (const to of QUALITY_TOOLS) {
    if (!tools.has(to) || (to === 'dbt' && !entity.type.startsWith('dbt.'))) continue;
    const placed = convertChecks(ws, entity.id, null, to);
    if (placed.written.length > 0) add(`Write ${placed.written.length === 1 ? 'a check' : `${placed.written.length} checks`} of '${name}' for ${TOOL_NAMES[to]} too`, placed.changes);
  }
  const contracts = contractTables(ws, entity.id);
  if (contracts.length === 0 && entity.definitions > 0) {
    const made = generateContract(ws, entity.id);
    if (made) add(`Generate a data contract for '${name}'`, [made]);
  }
  if (contracts.length > 0) add(`Bring what the data contract says into the entry of '${name}'`, contractIntoModel(ws, entity.id));
  return out;
}

/** The tools that the workspace has files of: nobody wants to be offered the others at every turn. */
function toolsIn(ws: Workspace): ReadonlySet<QualityTool> {
  const types = ws.types();
  const has = (start: string): boolean => types.some(t => t.startsWith(start));
  return new Set<QualityTool>([...(has('dbt.') ? ['dbt' as const] : []), ...(has('gx.') ? ['great_expectations' as const] : []), ...([...ws.paths()].some(p => ws.document(p)?.format === 'soda') ? ['soda' as const] : []), ...(has('odcs.') ? ['odcs' as const] : [])]);
}
