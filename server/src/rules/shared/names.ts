import type { Reference } from '../../model/facts';
import type { Fix } from '../../model/rule';
import type { Resolution, Workspace } from '../../model/workspace';
import { closest } from '../../text/fuzzy';
import type { Span } from '../../text/span';

/** Whether a reference that does not resolve is surely wrong: nothing answers, and no name can be hidden where we can't look. */
export function isSurelyUnknown(ws: Workspace, reference: Reference, path: string): Extract<Resolution, { kind: 'none' }> | null {
  if (reference.certainty !== 'certain') return null;
  return surelyNone(ws, reference, path);
}

/** The same for references that the real tool forgives, such as the target of a data test. */
export function surelyNone(ws: Workspace, reference: Reference, path: string): Extract<Resolution, { kind: 'none' }> | null {
  const resolution = ws.resolve(reference, path);
  return resolution.kind === 'none' && !resolution.open ? resolution : null;
}

/** Whether a reference stands in the arguments of a data test, where dbt warns only if nothing answers. */
export function isTestTarget(reference: Reference): boolean {
  return reference.certainty === 'likely' && reference.role === 'uses' && reference.path?.some(p => p === 'data_tests' || p === 'tests') === true && reference.data?.['place'] !== 'test_config';
}

/** Names of enabled entities of some types that are spelled much like `name`. */
export function nearNames(ws: Workspace, types: readonly string[], name: string): readonly string[] {
  return closest(name, types.flatMap(t => ws.entitiesOf(t).filter(e => e.enabled).map(e => e.name)));
}

/** ": did you mean 'a' or 'b'?", or nothing. */
export function didYouMean(near: readonly string[]): string {
  if (near.length === 0) return '';
  return `; did you mean ${near.slice(0, 2).map(n => `'${n}'`).join(' or ')}?`;
}

/** A fix for each near name that puts it in the place of the wrong one; only a single candidate is preferred. None is safe: it is a guess. */
export function replaceBy(file: string, span: Span, near: readonly string[]): readonly Fix[] {
  return near.map((name, i) => ({
    title: `Change to '${name}'`,
    safe: false,
    preferred: i === 0 && near.length === 1,
    changes: [{ kind: 'edit', file, operations: [{ op: 'text', span, text: name }] }],
  }));
}
