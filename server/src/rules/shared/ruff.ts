import type { Finding } from '../../model/rule';
import { key } from '../../model/key';
import type { DocumentView, Workspace } from '../../model/workspace';

/**
 * Findings that Ruff does not give already: none where the nearest Ruff configuration above the file switches on all of the codes
 * that say the same. The nearest file with a `ruff` section counts, as in Ruff itself.
 */
export function unlessRuff(document: DocumentView, ws: Workspace, codes: readonly string[], findings: readonly Finding[]): readonly Finding[] {
  if (findings.length === 0) return findings;
  const selected = ruffSelection(document.path, ws);
  return selected && codes.every(code => switchedOn(code, selected)) ? [] : findings;
}

interface Selection {
  readonly select: readonly string[];
  readonly ignore: readonly string[];
}

function ruffSelection(path: string, ws: Workspace): Selection | null {
  for (let folder = path; folder !== ''; ) {
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
    const found = ws.entity(key('linter.ruff', folder === '' ? '.' : folder))?.attributes.more;
    if (found) return { select: texts(found['select']), ignore: texts(found['ignore']) };
  }
  return null;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
}

/** The longest selector that fits a code decides, as in Ruff. `ALL` fits everything. */
function switchedOn(code: string, { select, ignore }: Selection): boolean {
  const longest = (list: readonly string[]): number => Math.max(-1, ...list.flatMap(s => (s === 'ALL' ? [0] : s !== '' && code.startsWith(s) ? [s.length] : [])));
  return longest(select) > longest(ignore);
}
