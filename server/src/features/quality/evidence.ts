import type { Key } from '../../model/key';
import type { Entity, Workspace } from '../../model/workspace';
import { type NeutralCheck, neutralOf, sameCheck } from './neutral';

/** A check that a dataset should have, and what speaks for it. */
export interface Proposal {
  readonly check: NeutralCheck;
  /** In plain words: "the primary key", "0 of 12,431 null, 12,431 distinct". */
  readonly evidence: string;
}

/**
 * Checks that files show a dataset should have: from constraints and keys, from lists of values in its query, from checks on the columns
 * it copies, from data contracts. Checks that some tool already makes are left out.
 */
export function evidenceFor(ws: Workspace, id: Key): readonly Proposal[] {
  const entity = ws.entity(id);
  if (entity?.kind !== 'dataset') return [];
  const present = ws.checks(entity.id).flatMap(c => neutralOf(c) ?? []);
  const out: Proposal[] = [];
  const propose = (check: NeutralCheck, evidence: string): void => {
    if (!present.some(p => sameCheck(p, check)) && !out.some(o => sameCheck(o.check, check))) out.push({ check, evidence });
  };
  fromKeys(ws, entity, propose);
  fromConstraints(ws, entity, propose);
  fromContracts(ws, entity, propose);
  fromLiterals(ws, entity, propose);
  fromUpstream(ws, entity, propose);
  return out;
}

type Propose = (check: NeutralCheck, evidence: string) => void;

function fromKeys(ws: Workspace, entity: Entity, propose: Propose): void {
  const key = entity.attributes.uniqueKey;
  const columns = new Map(ws.columns(entity.id).columns.map(c => [c.name.toLowerCase(), c.name]));
  if (key && key.length > 0 && key.every(k => columns.has(k.toLowerCase()))) {
    if (key.length > 1) propose({ kind: 'unique_combination', columns: key }, 'its unique_key');
    else {
      propose({ kind: 'unique', columns: key }, 'its unique_key');
      propose({ kind: 'not_null', columns: key }, 'its unique_key');
    }
    return;
  }
  const name = entity.name.split('.').pop()!.toLowerCase().replace(/^(stg|int|dim|fct|fact|base|src|mart)_+/, '').replace(/^.*__/, '');
  const single = name.endsWith('ies') ? `${name.slice(0, -3)}y` : name.replace(/s$/, '');
  const found = [`${single}_id`, `${single}_key`, `${name}_id`, 'id'].map(n => columns.get(n)).find(n => n !== undefined);
  if (found === undefined) return;
  propose({ kind: 'unique', columns: [found] }, `'${found}' is named like the key`);
  propose({ kind: 'not_null', columns: [found] }, `'${found}' is named like the key`);
}

function fromConstraints(ws: Workspace, entity: Entity, propose: Propose): void {
  for (const { declaration } of ws.places(entity.id)) {
    const keys = declaration.columns.filter(c => c.constraints?.includes('primary_key')).map(c => c.name);
    if (keys.length > 1) propose({ kind: 'unique_combination', columns: keys }, 'the primary key');
    for (const c of declaration.columns) {
      if (c.constraints?.includes('primary_key') || c.constraints?.includes('not_null') || c.nullable === false) propose({ kind: 'not_null', columns: [c.name] }, 'declared so');
      if (c.constraints?.includes('unique') || (keys.length === 1 && keys[0] === c.name)) propose({ kind: 'unique', columns: [c.name] }, keys[0] === c.name ? 'the primary key' : 'declared so');
    }
  }
}

function fromContracts(ws: Workspace, entity: Entity, propose: Propose): void {
  for (const referrer of ws.referrers(entity.id)) {
    if (referrer.type !== 'contract.dataset' || referrer.from === null) continue;
    for (const { declaration } of ws.places(referrer.from)) for (const c of declaration.columns) {
      const primary = c.constraints?.includes('primary_key') === true;
      if (primary || c.nullable === false) propose({ kind: 'not_null', columns: [c.name] }, 'the data contract promises it');
      if (c.constraints?.includes('unique') || (primary && declaration.columns.filter(o => o.constraints?.includes('primary_key')).length === 1)) propose({ kind: 'unique', columns: [c.name] }, 'the data contract promises it');
    }
  }
}

/** `case … end` with nothing but literals, seen in the query's own result. */
function fromLiterals(ws: Workspace, entity: Entity, propose: Propose): void {
  for (const { file } of entity.roles) {
    for (const query of ws.document(file)?.facts.queries ?? []) {
      if (query.dataset === null || ws.entity(query.dataset)?.id !== entity.id) continue;
      const root = query.query.scopes[query.query.root];
      if (root?.kind !== 'select') continue;
      for (const output of root.outputs) if (output.name !== null && output.literals !== null && output.literals.length > 1 && !output.opaque) propose({ kind: 'accepted_values', columns: [output.name], values: output.literals }, 'its CASE has no other results');
    }
  }
}

function fromUpstream(ws: Workspace, entity: Entity, propose: Propose): void {
  for (const column of ws.columns(entity.id).columns) {
    const [source, more] = column.from;
    if (!source || more || source.kind !== 'identity') continue;
    const from = ws.entity(source.dataset)?.name ?? '';
    for (const view of ws.checks(source.dataset)) {
      if (!view.check.enabled || view.check.columns.length !== 1 || view.check.columns[0]!.toLowerCase() !== source.column.toLowerCase()) continue;
      const check = neutralOf(view);
      // Whether each value occurs once, or any is there at all, may change on the way; which values there are does not.
      if (check && ['accepted_values', 'range', 'regex', 'length', 'relationships'].includes(check.kind)) propose({ ...check, columns: [column.name] } as NeutralCheck, `${from}.${source.column}, which it copies, is checked so`);
    }
  }
}
