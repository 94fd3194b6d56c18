import path from 'node:path';
import type { Severity } from '../model/rule';
import { closest } from '../text/fuzzy';
import { unifiedDiff } from '../text/diff';
import { count } from '../features/render/terminal';
import { checkJson } from './checkJson';
import { checkText } from './checkText';
import { LEVELS } from './commands';
import { applySafeFixes, type FixResult } from './fix';
import { github } from './github';
import { EXIT, type OpenedWorkspace, UsageError } from './io';
import { junit } from './junit';
import { atLeast, findingsOf, type Report } from './report';
import { type Context, isMeant, only, open, scopeOf, shownRoot, writePieces } from './context';
import { sarif } from './sarif';
import { jsonText } from '../features/render/json';

/** `pipewright check`. */
export async function check(context: Context): Promise<number> {
  const { io, program, values, quiet } = context;
  if (values.has('fix') && values.has('diff')) throw new UsageError('--fix writes the fixes and --diff only prints them: give one of them');
  if (values.has('base') && !values.has('changed')) throw new UsageError('--base says what --changed compares with: give both, or neither');
  if (values.has('diff') && values.has('format')) throw new UsageError('--diff prints a patch: it goes with no --format');
  const failOn = only(values, 'fail-on') ?? 'error';
  const threshold = failOn === 'never' ? null : (failOn as Severity);
  const asked = (only(values, 'severity') ?? 'information') as Severity;
  // What makes the check fail must be shown.
  const lowest = threshold !== null && !atLeast(threshold, asked) ? threshold : asked;
  const rules = ruleLevels(context);
  const scope = scopeOf(context, context.args);
  const start = io.now();
  const opened = await open(context, scope.root, rules);
  const changed = values.has('changed') ? await changedFiles(context, opened) : null;
  if (changed) context.trace.done('ask git what changed', count(changed.size, 'file'));
  const paths = (): string[] => [...opened.paths()].filter(p => isMeant(scope, p) && (changed === null || changed.has(p))).sort();
  if (!quiet) {
    for (const { path: p, kind } of scope.paths) {
      if (kind === 'file' && ![...opened.paths()].includes(p)) await io.stderr.write(`pipewright: ${p} is no pipeline file that is known, or is ignored\n`);
    }
  }

  if (values.has('diff')) return printDiff(context, opened, paths, threshold);
  const fixed = values.has('fix') ? await writeFixes(context, opened, applySafeFixes(opened, paths)) : null;
  if (fixed) context.trace.done('apply fixes');
  const checked = paths();
  const { found, hidden } = findingsOf(opened, checked, program.docs, lowest, showsFixes(only(values, 'format') ?? 'text', quiet));
  context.trace.done('join and look for findings', `${count(found.length, 'finding')} in ${count(checked.length, 'file')}`);
  const report: Report = { root: shownRoot(scope.root), files: checked.length, milliseconds: io.now() - start, found, hidden, fixed };
  await writePieces(io.stdout, rendered(context, report, opened, threshold));
  context.trace.done('write the report');
  return threshold !== null && found.some(f => atLeast(f.severity, threshold)) ? EXIT.findings : EXIT.fine;
}

/** The files that differ from the base. Findings elsewhere that a change caused are told by `impact`. */
async function changedFiles({ values }: Context, opened: OpenedWorkspace): Promise<ReadonlySet<string>> {
  const found = await opened.changedFiles?.(only(values, 'base') ?? null);
  if (found === undefined) throw new UsageError('this build can not ask git which files changed');
  if ('problem' in found) throw new UsageError(found.problem);
  return found;
}

function showsFixes(format: string, quiet: boolean): boolean {
  return format === 'json' || format === 'sarif' || (format === 'text' && !quiet);
}

function rendered(context: Context, report: Report, opened: OpenedWorkspace, threshold: Severity | null): Iterable<string> {
  const { io, program, values, paint, quiet } = context;
  switch (only(values, 'format')) {
    case 'json':
      return checkJson(report);
    case 'sarif':
      return jsonText(sarif(report, { version: program.version, rules: program.rules, docs: program.docs, opened }));
    case 'github':
      return [github(report, repositoryPrefix(report.root, io.env['GITHUB_WORKSPACE']))];
    case 'junit':
      return [junit(report, threshold)];
    default:
      return [checkText(report, { width: io.stdout.terminal ? Math.min(Math.max(io.stdout.columns, 40), 120) : 80, paint, quiet, text: p => opened.text(p) })];
  }
}

/** The way from the checked-out repository to the root; '' if it is the same or unknown. */
function repositoryPrefix(root: string, workspace: string | undefined): string {
  if (workspace === undefined || workspace === '') return '';
  const relative = path.relative(workspace, root).split(path.sep).join('/');
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? '' : `${relative}/`;
}

/** `--rule ID=LEVEL`, checked against the rules and groups there are. */
function ruleLevels({ program, values }: Context): { [id: string]: Severity | 'off' } {
  const out: { [id: string]: Severity | 'off' } = {};
  const known = new Set([...program.rules.map(r => r.id), ...program.rules.map(r => r.group)]);
  for (const text of values.get('rule') ?? []) {
    const parts = /^([^=]+)=(.+)$/.exec(text);
    const level = LEVELS.find(l => l === parts?.[2]) ?? (parts?.[2] === 'off' ? 'off' : undefined);
    if (parts === null || level === undefined) throw new UsageError(`--rule needs ID=LEVEL, not '${text}'; a level is ${LEVELS.join(', ')} or off`);
    const id = parts[1]!;
    if (!known.has(id)) {
      const near = closest(id, known, 1)[0];
      throw new UsageError(`there is no rule or group '${id}'${near === undefined ? '; see pipewright rules' : `; did you mean '${near}'?`}`);
    }
    out[id] = level;
  }
  return out;
}

/** Nothing is written, so the exit status speaks of the files as they are. */
async function printDiff({ io, program, quiet }: Context, opened: OpenedWorkspace, paths: () => readonly string[], threshold: Severity | null): Promise<number> {
  const failing = threshold !== null && findingsOf(opened, paths(), program.docs, threshold, false).found.length > 0;
  const result = applySafeFixes(opened, paths);
  await writePieces(io.stdout, result.files.map(f => unifiedDiff(f)));
  if (!quiet) await io.stderr.write(`pipewright: ${result.findings === 0 ? 'nothing can be fixed safely' : `${count(result.findings, 'finding')} can be fixed in ${count(result.files.length, 'file')}`}\n`);
  return failing ? EXIT.findings : EXIT.fine;
}

/** Files that can't be written are as before, so that the report is true. */
async function writeFixes({ io }: Context, opened: OpenedWorkspace, result: FixResult): Promise<Report['fixed']> {
  const failed = opened.save(result.files);
  for (const { message } of failed) await io.stderr.write(`pipewright: ${message}\n`);
  const lost = new Set(failed.map(f => f.path));
  const undo = result.files.filter(f => lost.has(f.path));
  if (undo.length > 0) opened.change(undo.map(f => ({ path: f.path, text: f.before })));
  return { findings: undo.length === result.files.length ? 0 : result.findings, files: result.files.length - undo.length };
}
