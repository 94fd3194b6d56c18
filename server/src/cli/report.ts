import type { Finding, Fix, Severity } from '../model/rule';
import type { Workspace } from '../model/workspace';
import { LineIndex } from '../text/lines';
import { LEVELS } from './commands';
import type { OpenedWorkspace } from './io';

/** A finding as `check --format json` prints it. Lines and columns are 1-based, columns in UTF-16 units, ends exclusive. */
export interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly docs: string;
  readonly fixes: readonly { readonly title: string; readonly safe: boolean }[];
  readonly related: readonly RelatedPlace[];
}

export interface RelatedPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A diagnostic with what it was made from. */
export interface Found extends Diagnostic {
  readonly finding: Finding;
  readonly changes: readonly Fix[];
}

export interface Report {
  /** Absolute, with `/`. */
  readonly root: string;
  readonly files: number;
  readonly milliseconds: number;
  /** At or above the level shown, sorted by file, line, column, rule, message. */
  readonly found: readonly Found[];
  /** How many are below it. */
  readonly hidden: number;
  /** Findings that `--fix` mended, in how many files. */
  readonly fixed: { readonly findings: number; readonly files: number } | null;
}

/** Whether `a` weighs as much as `b` or more. */
export function atLeast(a: Severity, b: Severity): boolean {
  return LEVELS.indexOf(a) <= LEVELS.indexOf(b);
}

/** The findings of some files, in the order they are reported. Fixes are looked for only if `fixes` is true: they cost the most. */
export function findingsOf(opened: OpenedWorkspace, paths: readonly string[], docs: (rule: string) => string, lowest: Severity, fixes: boolean): { found: Found[]; hidden: number } {
  const found: Found[] = [];
  const read = fileReader(opened);
  let hidden = 0;
  for (const path of paths) {
    for (const { finding, severity } of opened.lint(path)) {
      if (!atLeast(severity, lowest)) {
        hidden++;
        continue;
      }
      const start = read(path)?.lines.position(finding.span.start) ?? { line: 0, character: 0 };
      const end = read(path)?.lines.position(finding.span.end) ?? start;
      const changes = fixes ? opened.fixes(path, finding) : [];
      found.push({
        file: path,
        line: start.line + 1,
        column: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
        rule: finding.rule,
        severity,
        message: finding.message,
        docs: docs(finding.rule),
        fixes: changes.map(f => ({ title: f.title, safe: f.safe })),
        related: (finding.related ?? []).flatMap(r => relatedPlace(opened.workspace, read, r.id, r.message)),
        finding,
        changes,
      });
    }
  }
  return { found: found.sort(inOrder), hidden };
}

/** Only what the JSON form shows. */
export function diagnosticOf(f: Found): Diagnostic {
  const { finding: _finding, changes: _changes, ...diagnostic } = f;
  return diagnostic;
}

export function countLevels(found: readonly Diagnostic[]): { [level in Severity]: number } {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const f of found) counts[f.severity]++;
  return counts;
}

function relatedPlace(ws: Workspace, read: ReturnType<typeof fileReader>, id: string, message: string): RelatedPlace[] {
  const place = ws.places(id)[0];
  if (place === undefined) return [];
  const at = read(place.file)?.lines.position((place.declaration.nameSpan ?? place.declaration.span).start) ?? { line: 0, character: 0 };
  return [{ file: place.file, line: at.line + 1, column: at.character + 1, message }];
}

/** Texts of files with their line indexes, each read once. */
export function fileReader(opened: Pick<OpenedWorkspace, 'text'>): (path: string) => { readonly text: string; readonly lines: LineIndex } | null {
  const known = new Map<string, { text: string; lines: LineIndex } | null>();
  return path => {
    let file = known.get(path);
    if (file === undefined) {
      const text = opened.text(path);
      file = text === null ? null : { text, lines: new LineIndex(text) };
      known.set(path, file);
    }
    return file;
  };
}

function inOrder(a: Diagnostic, b: Diagnostic): number {
  return byText(a.file, b.file) || a.line - b.line || a.column - b.column || byText(a.rule, b.rule) || byText(a.message, b.message);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
