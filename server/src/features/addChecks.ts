import type { Key } from '../model/key';
import type { FileChange, Finding, Fix, Rule } from '../model/rule';
import type { Workspace } from '../model/workspace';

/** Rules whose fixes add a check, the more important first. */
const PROPOSE = ['key-untested', 'incremental-key-untested', 'accepted-values-out-of-date', 'enum-values-untested', 'foreign-key-untested'];

/** Without an entry there is nothing to add checks to. */
const ENTRY = 'model-without-yaml';

export interface ProposedChecks {
  readonly dataset: Key;
  /** Why each check is proposed, in the order of the changes: the messages of the rules. */
  readonly reasons: readonly { readonly rule: string; readonly message: string; readonly title: string }[];
  /** One edit for all of them; an entry for the dataset, where it has none. */
  readonly changes: readonly FileChange[];
}

/**
 * Checks that the files themselves show a dataset should have: keys, closed sets of values, foreign keys. Rules are asked whether they are
 * switched on or not. Null if there is nothing to propose. A dataset without an entry gets one first; ask again then.
 */
export function proposeChecks(ws: Workspace, rules: readonly Rule[], id: Key): ProposedChecks | null {
  const entity = ws.entity(id);
  if (entity?.kind !== 'dataset') return null;
  const described = entity.roles.filter(r => r.path !== null).map(r => r.file);
  const found = (described.length > 0 ? [...new Set(described)] : entity.roles.map(r => r.file)).flatMap(file => fixesIn(ws, rules, file, entity.id, described.length > 0 ? PROPOSE : [ENTRY]));
  if (found.length === 0) return null;
  const edits = new Map<string, FileChange & { kind: 'edit' }>();
  const others: FileChange[] = [];
  for (const change of found.flatMap(f => f.fix.changes)) {
    if (change.kind !== 'edit') others.push(change);
    else edits.set(change.file, { ...change, operations: [...(edits.get(change.file)?.operations ?? []), ...change.operations] });
  }
  return { dataset: entity.id, reasons: found.map(f => ({ rule: f.finding.rule, message: f.finding.message, title: f.fix.title })), changes: [...edits.values(), ...others] };
}

function fixesIn(ws: Workspace, rules: readonly Rule[], file: string, id: Key, wanted: readonly string[]): readonly { readonly finding: Finding; readonly fix: Fix }[] {
  const document = ws.document(file);
  if (!document) return [];
  const entry = document.facts.declarations.find(d => ws.entity(d.id)?.id === id)?.span;
  const seen = new Set<string>();
  return wanted.flatMap(name => {
    const rule = rules.find(r => r.id === name);
    if (!rule?.fixes || !entry) return [];
    return [...rule.check(document, ws)].flatMap(finding => {
      const place = `${finding.span.start}`;
      // A column that an earlier rule takes care of is left for the next time: two edits could add its entry twice.
      if (finding.span.start < entry.start || finding.span.end > entry.end || seen.has(place)) return [];
      const fix = rule.fixes!(finding, document, ws)[0];
      if (!fix) return [];
      seen.add(place);
      return [{ finding, fix }];
    });
  });
}
