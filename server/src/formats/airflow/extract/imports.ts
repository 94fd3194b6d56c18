import type { ImportStatement, Statement } from '../../../syntax/python';
import moves from '../data/moves.json';
import { operatorFacts } from '../operators';
import type { Extraction } from './dags';

interface Move {
  readonly to: string;
  /** Removed in Airflow 3: the old place fails there. */
  readonly removed: boolean;
  /** Another name at the new place. */
  readonly name?: string;
}

/** `module` or `module.name` -> where it is now. */
const MOVES = new Map(Object.entries(moves as { readonly [path: string]: Move }));

/** Imports from places that Airflow 3 has left. A fallback in `try … except ImportError` is meant so. */
export function checkImports(x: Extraction): void {
  walk(x, x.file.body, false);
}

function walk(x: Extraction, body: readonly Statement[], guarded: boolean): void {
  for (const s of body) {
    if (s.kind === 'import' && s.from && !guarded) checkImport(x, s);
    else if (s.kind === 'try') walk(x, s.body, guarded || s.handlers.length > 0);
    else if (s.kind === 'if') for (const b of s.branches) walk(x, b.body, true);
  }
}

function checkImport(x: Extraction, s: ImportStatement): void {
  const module = s.from!.module;
  if (!module.startsWith('airflow')) return;
  for (const n of s.names) {
    const move = MOVES.get(`${module}.${n.name}`) ?? MOVES.get(module) ?? former(module, n.name);
    if (!move || move.to === module) continue;
    // What still works is worth a word only in code for Airflow 3.
    if (!move.removed && x.version !== 3) continue;
    const severity = x.version !== 3 ? 'information' : move.removed ? 'error' : 'warning';
    const name = move.name ?? n.name;
    const renamed = name === n.name ? `'${move.to}'` : `'${move.to}.${name}'`;
    const only = s.names.length === 1;
    x.draft.problem('moved-airflow-import', n.nameSpan, `'${n.name}' is in ${renamed} in Airflow 3${move.removed ? '; the old place is gone there' : ''}`, {
      severity, ...(only ? { from: [s.from!.span.start, s.from!.span.end], to: move.to, name, ...(name === n.name || n.alias !== null ? {} : { as: n.name }), at: [n.nameSpan.start, n.nameSpan.end] } : {}),
    });
  }
}

/** Paths of Airflow 1 and 2 that a provider's class had before. */
function former(module: string, name: string): Move | null {
  const path = `${module}.${name}`;
  const facts = operatorFacts(name, path);
  if (!facts) return null;
  if (facts.formerly?.includes(path)) return { to: facts.movedTo ?? facts.module, removed: true };
  return facts.movedTo && facts.module === module ? { to: facts.movedTo, removed: false } : null;
}
