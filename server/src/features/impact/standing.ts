import type { Entity } from '../../model/workspace';
import { checkKind, isExternal } from '../lineage/identity';
import { count } from '../words';
import type { Reached, Verdict } from './model';
import { isMacro, type Side } from './sides';
import { readersOf } from './reach';

export interface Judgement {
  readonly verdict: Verdict;
  /** One sentence without a full stop. */
  readonly reason: string;
}

/** What others may rely on, beside the readers that are in sight. */
export interface Standing {
  readonly contract: boolean;
  readonly open: boolean;
  /** Made elsewhere: what files say of it is only a description. */
  readonly external: boolean;
  /** It leaves nothing behind that somebody else could read. */
  readonly fleeting: boolean;
  /** Datasets, jobs, dashboards that read it. */
  readonly readers: readonly Entity[];
}

export function standingOf(side: Side, entity: Entity): Standing {
  return {
    contract: entity.attributes.contract === true,
    open: entity.attributes.access === 'public',
    external: isExternal(entity),
    fleeting: entity.attributes.materialized === 'ephemeral',
    readers: readersOf(side, entity.id).filter(r => !isMacro(r) && checkKind(r) === null),
  };
}

/** The verdict on a thing that is gone, from what it does to those who use it. `what` names it: "this column". */
export function lossJudgement(standing: Standing, reach: readonly Reached[], what: string, whole: boolean): Judgement {
  const breaks = reach.filter(r => r.effect === 'breaks');
  const maybe = reach.filter(r => r.effect === 'may break');
  const adapted = reach.filter(r => r.effect === 'adapted' && r.kind !== 'check');
  const loses = reach.filter(r => r.effect === 'loses');
  if (breaks.length > 0) return { verdict: 'breaking', reason: `${names(breaks)} still ${breaks.length === 1 ? 'uses' : 'use'} it` };
  if (standing.contract) return { verdict: 'breaking', reason: whole ? 'its contract promised it to others' : `the contract promised ${what}` };
  if (standing.open) return { verdict: 'breaking', reason: 'it is public: other projects may read it' };
  if (maybe.length > 0) return { verdict: 'risky', reason: `${names(maybe)} may still use it: what ${maybe.length === 1 ? 'it reads' : 'they read'} can't be seen from here` };
  const along = adapted.length === 0 ? '' : `${names(adapted)} ${adapted.length === 1 ? 'was' : 'were'} changed along with it`;
  if (loses.length > 0) return { verdict: 'risky', reason: `${names(loses)} ${loses.length === 1 ? 'passes' : 'pass'} it on with a star and ${loses.length === 1 ? 'loses' : 'lose'} it too` };
  if (standing.fleeting) return { verdict: 'safe', reason: along || 'it is ephemeral and nothing here uses it' };
  if (along) return { verdict: 'safe', reason: along };
  if (standing.readers.length > 0 && !whole) return { verdict: 'safe', reason: `none of its ${count(standing.readers.length, 'reader')} uses it` };
  return { verdict: 'risky', reason: 'nothing here uses it, but it is the end of the chain: who reads the table from outside can\'t be seen' };
}

/** The verdict on a thing whose contents may differ. */
export function valueJudgement(standing: Standing, reach: readonly Reached[], same: string): Judgement {
  if (standing.contract || standing.open) return { verdict: 'risky', reason: `${same}, and it is ${standing.open ? 'public' : 'under a contract'}: others rely on it` };
  const shown = reach.filter(r => r.kind !== 'check' && r.kind !== 'macro');
  const panels = shown.filter(r => r.kind === 'exposure' || r.kind === 'dashboard');
  if (panels.length > 0) return { verdict: 'risky', reason: `${same}, and it feeds ${names(panels)}` };
  if (shown.length > 0) return { verdict: 'risky', reason: `${same}, and it feeds ${names(shown)}` };
  return { verdict: 'safe', reason: `${same}; nothing here reads it` };
}

/** `a`, `b` and 3 more, for a sentence. */
export function names(all: readonly { readonly name: string; readonly kind?: string }[], most = 3): string {
  // A semantic model usually bears the name of its model.
  const distinct = [...new Set(all.map(a => `\`${a.name}\`${a.kind === 'semantic_model' ? ' (semantic model)' : ''}`))];
  const shown = distinct.slice(0, most);
  const rest = distinct.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`;
}
