import type { Key } from '../../model/key';
import type { Workspace } from '../../model/workspace';
import { type NeutralCheck, neutralOf, type QualityTool, sameCheck } from './neutral';
import { type PlacedChecks, placeChecks } from './place';

/**
 * The checks of a dataset that other tools make (or one of them), written for `to`. What is there already is not added again; what can't
 * be carried over is told in the notes.
 */
export function convertChecks(ws: Workspace, id: Key, from: QualityTool | null, to: QualityTool): PlacedChecks {
  const entity = ws.entity(id);
  if (!entity) return { tool: to, changes: [], written: [], notes: [] };
  const views = ws.checks(entity.id).filter(c => c.check.enabled);
  const present = views.filter(v => v.check.tool === to).flatMap(v => neutralOf(v) ?? []);
  const wanted: NeutralCheck[] = [];
  const notes: string[] = [];
  for (const view of views) {
    if (view.check.tool === to || (from !== null && view.check.tool !== from)) continue;
    const check = neutralOf(view);
    if (!check) notes.push(`'${view.check.test}'${view.check.columns.length > 0 ? ` on ${view.check.columns.join(', ')}` : ''} is left out: other tools have no word for it.`);
    else if (!present.some(p => sameCheck(p, check)) && !wanted.some(p => sameCheck(p, check))) wanted.push(check);
  }
  const placed = placeChecks(ws, entity.id, wanted, to);
  return { ...placed, notes: [...notes, ...placed.notes] };
}
