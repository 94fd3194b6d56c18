import type { Path, Problem } from '../../model/facts';
import type { Finding, Severity } from '../../model/rule';
import type { DocumentView } from '../../model/workspace';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/**
 * Findings for what the reading of the file itself brought to light under a rule's id. `data.severity` of a problem is how grave it
 * is in its place; a problem with a code of a deprecation is shown as deprecated. `data` is kept for the fix.
 */
export function problemsOf(document: DocumentView, rule: string): readonly Finding[] {
  const { problems } = document.facts;
  // Nearly all files have none, and a third of the rules ask: no generator, no new list.
  return problems.some(p => p.rule === rule) ? problems.flatMap(p => (p.rule === rule ? [findingOf(p)] : [])) : NONE;
}

const NONE: readonly Finding[] = [];

function findingOf(p: Problem): Finding {
  const severity = SEVERITIES.find(s => s === p.data?.['severity']);
  const deprecated = typeof p.data?.['code'] === 'string' && p.data['code'].includes('Deprecation');
  return { rule: p.rule, span: p.span, message: p.message, ...(severity ? { severity } : {}), ...(deprecated ? { tags: ['deprecated'] as const } : {}), data: { path: p.path ?? null, ...p.data } };
}

/** What a finding made by `problemsOf` knows, read by kind: a value of another kind counts as absent. */
export interface Told {
  readonly path: Path | null;
  text(name: string): string | null;
  flag(name: string): boolean;
  /** Texts under a name: of a list its texts and numbers, of a text itself. */
  texts(name: string): readonly string[];
  /** A path under a name. */
  place(name: string): Path | null;
  value(name: string): unknown;
}

export function told(finding: Finding): Told {
  const data = (finding.data ?? {}) as { readonly [name: string]: unknown };
  return {
    path: isPath(data['path']) ? data['path'] : null,
    text: name => (typeof data[name] === 'string' ? data[name] : null),
    flag: name => data[name] === true,
    texts: name => (Array.isArray(data[name]) ? data[name] : [data[name]]).flatMap(v => (typeof v === 'string' ? [v] : typeof v === 'number' ? [String(v)] : [])),
    place: name => (isPath(data[name]) ? data[name] : null),
    value: name => data[name],
  };
}

function isPath(value: unknown): value is Path {
  return Array.isArray(value) && value.every(v => typeof v === 'string' || typeof v === 'number');
}

/** The data of a finding made by `problemsOf`. */
export function problemData(finding: Finding): { readonly [name: string]: unknown; readonly path: Problem['path'] | null } {
  return (finding.data ?? { path: null }) as { path: Problem['path'] | null };
}
