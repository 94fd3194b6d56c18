import type { Problem } from '../../model/facts';
import type { Finding } from '../../model/rule';
import type { DocumentView } from '../../model/workspace';

/** Findings for what the reading of the file itself brought to light under a rule's id. `data` is kept for the fix. */
export function* problemsOf(document: DocumentView, rule: string): Iterable<Finding> {
  for (const p of document.facts.problems) if (p.rule === rule) yield { rule, span: p.span, message: p.message, data: { path: p.path ?? null, ...p.data } };
}

/** The data of a finding made by `problemsOf`. */
export function problemData(finding: Finding): { readonly [name: string]: unknown; readonly path: Problem['path'] | null } {
  return (finding.data ?? { path: null }) as { path: Problem['path'] | null };
}
