import type { Facts } from '../model/facts';
import type { Rule } from '../model/rule';
import type { DocumentView, Workspace } from '../model/workspace';
import { checkedBy, filledBy } from './packedFacts';

/**
 * Most rules have nothing to say about most files: where a file has no problem, no check or no query, those that go through such
 * lists can't find anything. Which lists a rule goes through nobody has to write down. It is tried on a file that has none of them
 * and that allows nothing else to be looked at: a rule that comes to its end there, having found nothing, finds nothing in any
 * file of those formats in which the lists it has looked at are empty.
 */

/** Lists of facts as bits. */
const BITS: { readonly [list in keyof Facts]: number } = { declarations: 1, references: 2, checks: 4, queries: 8, edges: 16, calls: 32, problems: 64, suppressions: 128, folds: 256 };
/** Of a rule that may find something in any file. */
export const ANY_FILE = -1;

/** The lists that are not empty in a file; nothing that is packed is opened for it. */
export function listsIn(facts: Facts): number {
  let bits = BITS.folds;
  if (facts.declarations.length > 0) bits |= BITS.declarations;
  if (facts.references.length > 0) bits |= BITS.references;
  if (checkedBy(facts).length > 0) bits |= BITS.checks;
  if (filledBy(facts).length > 0) bits |= BITS.queries;
  if (facts.edges.length > 0) bits |= BITS.edges;
  if (facts.calls.length > 0) bits |= BITS.calls;
  if (facts.problems.length > 0) bits |= BITS.problems;
  if (facts.suppressions.length > 0) bits |= BITS.suppressions;
  return bits;
}

/** The lists of which one at least must have something in it, in a file of these formats, for the rule to find anything. */
export function listsNeeded(rule: Rule, formats: readonly string[]): number {
  let needed = 0;
  for (const project of PROJECTS) {
    let askedProject = false;
    for (const scanning of [false, true]) {
      const looks = tried(rule, formats, project, scanning);
      if (looks === null) return ANY_FILE;
      needed |= looks.lists;
      askedProject ||= looks.project;
      if (!looks.scanning) break;
    }
    if (!askedProject) break;
  }
  return needed;
}

interface Looks {
  lists: number;
  project: boolean;
  scanning: boolean;
}

/** Thrown where a rule looks at something that a file without facts may have too. */
class LooksFurther {}

/** What a rule looks at in a file without facts; null if it finds something or looks at more than lists, project and scanning. */
function tried(rule: Rule, formats: readonly string[], project: DocumentView['project'], scanning: boolean): Looks | null {
  const looks: Looks = { lists: 0, project: false, scanning: false };
  const facts = {} as { [list in keyof Facts]: Facts[list] };
  for (const list of Object.keys(BITS) as (keyof Facts)[]) {
    Object.defineProperty(facts, list, {
      get() {
        looks.lists |= BITS[list];
        return NOTHING;
      },
    });
  }
  const document = guarded({
    format: formats[0],
    formats,
    facts,
    get project() {
      looks.project = true;
      return project;
    },
  }) as unknown as DocumentView;
  const workspace = guarded({
    get scanning() {
      looks.scanning = true;
      return scanning;
    },
  }) as unknown as Workspace;
  try {
    for (const _ of rule.check(document, workspace)) return null;
    return looks;
  } catch {
    return null;
  }
}

function guarded(allowed: object): object {
  return new Proxy(allowed, {
    get(target, name, receiver) {
      if (!Object.hasOwn(target, name)) throw new LooksFurther();
      return Reflect.get(target, name, receiver);
    },
    has() {
      throw new LooksFurther();
    },
    ownKeys() {
      throw new LooksFurther();
    },
  });
}

const NOTHING: readonly never[] = Object.freeze([]);

/** No project, the user's own, an installed package: what a rule may ask of a project here is to whom it belongs. */
const PROJECTS = [null, guarded({ root: 'a', owner: 'a' }), guarded({ root: 'a/b', owner: 'a' })] as unknown as readonly DocumentView['project'][];
