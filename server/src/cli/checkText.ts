import { columnsOfCharacter, count, harmless, type Paint, thousands, wrap } from '../features/render/terminal';
import type { Severity } from '../model/rule';
import { sliceOf } from '../text/span';
import { LineIndex } from '../text/lines';
import { countLevels, type Found, type Report } from './report';

const INDENT = '    ';
const TAB = 4;

export interface TextOptions {
  readonly width: number;
  readonly paint: Paint;
  /** One line a finding and no summary: for grep and for editors that read compiler messages. */
  readonly quiet: boolean;
  /** The text of a file. */
  text(path: string): string | null;
}

/** The report for a person: findings by file, each with its line and what can be done, then the sum. */
export function checkText(report: Report, options: TextOptions): string {
  if (options.quiet) return report.found.map(f => quietLine(f, options.paint)).join('');
  const out: string[] = [];
  for (const [file, found] of byFile(report.found)) {
    const text = options.text(file) ?? '';
    const lines = new LineIndex(text);
    const place = Math.max(...found.map(f => position(f).length));
    out.push(options.paint.underline(options.paint.bold(harmless(file))));
    for (const f of found) out.push(...findingLines(f, place, text, lines, options), '');
  }
  out.push(...summaryLines(report, options.paint));
  return `${out.join('\n')}\n`;
}

function byFile(found: readonly Found[]): Map<string, Found[]> {
  const files = new Map<string, Found[]>();
  for (const f of found) {
    const list = files.get(f.file);
    if (list === undefined) files.set(f.file, [f]);
    else list.push(f);
  }
  return files;
}

function quietLine(f: Found, paint: Paint): string {
  return `${harmless(f.file)}:${position(f)}: ${painted(f.severity, paint)}: ${oneLine(f.message)} [${f.rule}]\n`;
}

function findingLines(f: Found, place: number, text: string, lines: LineIndex, options: TextOptions): string[] {
  const { paint, width } = options;
  const out = [`  ${paint.dim(position(f).padStart(place))}  ${painted(f.severity, paint)}  ${paint.dim(f.rule)}`];
  for (const line of wrap(harmless(f.message), width - INDENT.length)) out.push(`${INDENT}${line}`);
  out.push(...excerpt(f, text, lines, options));
  for (const r of f.related) out.push(...hanging('see ', `${harmless(r.file)}:${r.line}:${r.column}: ${oneLine(r.message)}`, width, paint.dim));
  const fix = f.fixes[0];
  if (fix !== undefined) {
    const notes = [...(fix.safe ? [] : ['not applied by --fix']), ...(f.fixes.length > 1 ? [count(f.fixes.length - 1, 'other fix', 'other fixes')] : [])];
    out.push(...hanging('fix ', `${oneLine(fix.title)}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`, width, paint.green));
  }
  return out;
}

/** A label, and text that stays to its right where it wraps. */
function hanging(label: string, text: string, width: number, paint: (text: string) => string): string[] {
  const room = width - INDENT.length - label.length;
  return wrap(text, room).map((line, i) => `${INDENT}${i === 0 ? paint(label) : ' '.repeat(label.length)}${line}`);
}

/** The line a finding starts on with the finding underlined; a long line is cut around it. */
function excerpt(f: Found, text: string, lines: LineIndex, { paint, width }: TextOptions): string[] {
  const line = f.line - 1;
  const source = sliceOf(text, { start: lines.lineStart(line), end: lines.lineEnd(line) });
  if (source.trim() === '') return [];
  const number = String(f.line);
  const gutter = `${INDENT}${number} │ `;
  const from = Math.min(f.column - 1, source.length);
  const to = f.endLine === f.line ? Math.min(Math.max(f.endColumn - 1, from + 1), Math.max(source.length, from + 1)) : Math.max(source.length, from + 1);
  const view = cut(source, from, to, width - gutter.length);
  const mark = '^'.repeat(Math.max(1, view.mark));
  return [
    `${INDENT}${paint.dim(`${number} │`)} ${view.text}`,
    `${INDENT}${paint.dim(`${' '.repeat(number.length)} │`)} ${' '.repeat(view.before)}${colourOf(f.severity, paint)(mark)}`,
  ];
}

/** Where the line starts at its first letter and still does not fit, it is shown from a little before the mark. */
const LEAD = 16;

/**
 * The part of `source` that fits `room` columns and shows the characters from `from` to `to`. `before` and `mark` are the
 * columns ahead of the mark and under it. Tabs become blanks; indentation that all would share goes.
 */
function cut(source: string, from: number, to: number, room: number): { text: string; before: number; mark: number } {
  const cells: { text: string; width: number; at: number }[] = [];
  let at = 0;
  for (const c of source.slice(0, MOST_READ)) {
    const shown = c === '\t' ? ' '.repeat(TAB) : harmless(c);
    cells.push({ text: shown, width: c === '\t' ? TAB : columnsOfCharacter(shown.codePointAt(0) ?? 32), at });
    at += c.length;
  }
  let first = cells.findIndex(c => c.text.trim() !== '');
  if (first < 0 || (cells[first]?.at ?? 0) > from) first = 0;
  const wide = (a: number, b: number): number => cells.slice(a, b).reduce((n, c) => n + c.width, 0);
  const index = (offset: number): number => {
    const i = cells.findIndex(c => c.at >= offset);
    return i < 0 ? cells.length : i;
  };
  const markFrom = index(from);
  let start = first;
  if (wide(first, index(to)) > room - 1) start = Math.max(first, markFrom - LEAD);
  const lead = start > first ? '…' : '';
  let end = start;
  let used = lead.length;
  while (end < cells.length && used + cells[end]!.width <= room - 1) used += cells[end++]!.width;
  const tail = end < cells.length || source.length > MOST_READ ? '…' : '';
  const markTo = Math.min(index(to), end);
  return { text: `${lead}${cells.slice(start, end).map(c => c.text).join('')}${tail}`.trimEnd(), before: lead.length + wide(start, markFrom), mark: wide(markFrom, markTo) };
}

/** A line longer than this is minified: nobody reads what comes after. */
const MOST_READ = 20_000;

function summaryLines(report: Report, paint: Paint): string[] {
  const counts = countLevels(report.found);
  const files = new Set(report.found.map(f => f.file)).size;
  const time = `${(report.milliseconds / 1000).toFixed(report.milliseconds < 10_000 ? 2 : 0)} s`;
  const levels = [counts.error > 0 ? paint.red(count(counts.error, 'error')) : '', counts.warning > 0 ? paint.yellow(count(counts.warning, 'warning')) : '', counts.information > 0 ? paint.blue(thousands(counts.information) + ' information') : '', counts.hint > 0 ? count(counts.hint, 'hint') : ''].filter(l => l !== '');
  const out: string[] = [];
  if (report.fixed !== null && report.fixed.findings > 0) out.push(`${paint.green('Fixed')} ${count(report.fixed.findings, 'finding')} in ${count(report.fixed.files, 'file')}.`);
  if (levels.length === 0) out.push(`${paint.green('No findings')} in ${count(report.files, 'file')}. ${paint.dim(`(${time})`)}`);
  else out.push(`${levels.join(', ')} in ${thousands(files)} of ${count(report.files, 'file')}. ${paint.dim(`(${time})`)}`);
  const safe = report.found.filter(f => f.fixes.some(x => x.safe)).length;
  if (safe > 0) out.push(`${thousands(safe)} can be fixed with ${paint.bold('--fix')}.`);
  if (report.hidden > 0) out.push(paint.dim(`${count(report.hidden, 'finding')} below the level shown (see --severity).`));
  return out;
}

function position(f: Found): string {
  return `${f.line}:${f.column}`;
}

function painted(severity: Severity, paint: Paint): string {
  return colourOf(severity, paint)(severity);
}

function colourOf(severity: Severity, paint: Paint): (text: string) => string {
  return severity === 'error' ? paint.red : severity === 'warning' ? paint.yellow : severity === 'information' ? paint.blue : paint.cyan;
}

function oneLine(text: string): string {
  return harmless(text).replace(/\s+/g, ' ').trim();
}

