import type { FileChange, Finding, Fix } from '../model/rule';
import type { Workspace } from '../model/workspace';
import { LineIndex } from '../text/lines';
import type { Span } from '../text/span';
import type { Linter, PlacedFinding } from '../workspace/lint';
import { proposeChecks } from './addChecks';
import { fileEdits } from './edits';
import { qualityActions } from './quality/actions';
import { refactorings } from './refactorings';

export interface Action {
  readonly title: string;
  readonly kind: 'quickfix' | 'refactor' | 'suppress';
  readonly preferred: boolean;
  readonly finding: Finding | null;
  readonly changes: readonly FileChange[];
}

/** Fixes for the findings that touch the span, changes of form, then ways to silence findings. */
export function codeActions(linter: Linter, ws: Workspace, path: string, span: Span): readonly Action[] {
  const document = ws.document(path);
  if (!document) return [];
  const found = linter.lint(path).filter(f => f.finding.span.start <= span.end && span.start <= f.finding.span.end);
  const fixes = found.flatMap(f => usable(linter.fixes(path, f.finding), ws).map((fix, i): Action => ({ title: fix.title, kind: 'quickfix', preferred: fix.preferred ?? i === 0, finding: f.finding, changes: fix.changes })));
  return [...fixes, ...checksAt(linter, ws, path, span), ...qualityActions(ws, path, span), ...refactorings(ws, path, span), ...suppressions(document.text, path, document.format, found)];
}

/** All proposed checks of the dataset whose name the span touches, where there are several. */
function checksAt(linter: Linter, ws: Workspace, path: string, span: Span): readonly Action[] {
  const declaration = ws.document(path)?.facts.declarations.find(d => d.kind === 'dataset' && d.path !== null && d.nameSpan !== null && d.nameSpan.start <= span.end && span.start <= d.nameSpan.end);
  const proposed = declaration ? proposeChecks(ws, linter.rules, declaration.id) : null;
  if (!declaration || !proposed || proposed.reasons.length < 2) return [];
  return [{ title: `Add the ${proposed.reasons.length} checks that '${declaration.name}' should have`, kind: 'refactor', preferred: false, finding: null, changes: proposed.changes }];
}

/** A fix whose edits come to nothing is none. */
export function usable(fixes: readonly Fix[], ws: Workspace): readonly Fix[] {
  return fixes.filter(f => f.changes.some(c => c.kind !== 'edit' || fileEdits(ws, c.file, c.operations).length > 0));
}

/** A comment on the line above, in the comment syntax of the file; formats without comments have none. */
function suppressions(text: string, path: string, format: string, found: readonly PlacedFinding[]): readonly Action[] {
  const comment = commentSyntax(path, format);
  if (!comment) return [];
  const lines = new LineIndex(text);
  const seen = new Set<string>();
  return found.flatMap(({ finding }) => {
    const start = lines.lineStart(lines.position(finding.span.start).line);
    const k = `${finding.rule} ${start}`;
    if (seen.has(k)) return [];
    seen.add(k);
    const indent = /^[ \t]*/.exec(text.slice(start, start + 200))![0];
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const operations = [{ op: 'text' as const, span: { start, end: start }, text: `${indent}${comment[0]}pipewright: allow ${finding.rule}${comment[1]}${eol}` }];
    return [{ title: `Allow ${finding.rule} on this line`, kind: 'suppress' as const, preferred: false, finding, changes: [{ kind: 'edit' as const, file: path, operations }] }];
  });
}

function commentSyntax(path: string, format: string): readonly [string, string] | null {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  if (extension === 'sql') return format === 'dbt' ? ['{# ', ' #}'] : ['-- ', ''];
  if (['yml', 'yaml', 'py', 'toml', 'properties', 'tf', 'hcl', 'conf'].includes(extension)) return ['# ', ''];
  if (['proto', 'java', 'scala', 'kt', 'js'].includes(extension)) return ['// ', ''];
  return extension === 'md' ? ['<!-- ', ' -->'] : null;
}
