import { columnsOf, count, harmless, NO_PAINT, type Paint, padded, wrap } from '../render/terminal';
import type { Change, Effect, Impact, Reached, Verdict } from './model';
import { baseLine, difference, HEADINGS, kindWord, reachedColumns, reachLine, summaryLine } from './words';

/** Lines of reach shown below a change; the rest is counted. */
const MOST_REACHED = 8;

export interface ImpactTextOptions {
  readonly width: number;
  readonly paint: Paint;
  /** The sum alone. */
  readonly quiet: boolean;
}

/** The impact for reading in a terminal: the gravest first, each with its reason and what it reaches, then the sum. */
export function impactText(impact: Impact, options: ImpactTextOptions): string {
  const { paint } = options;
  const out: string[] = [];
  if (!options.quiet) {
    out.push(`${paint.bold('Impact of the changes')} ${paint.dim(baseLine(impact))}`, '');
    for (const [verdict, heading] of HEADINGS) {
      const changes = impact.changes.filter(c => c.verdict === verdict);
      if (changes.length === 0) continue;
      out.push(coloured(verdict, paint)(paint.bold(heading)));
      if (verdict === 'safe') for (const group of bySubject(changes)) out.push(...(group.length === 1 ? changeLines(group[0]!, options) : safeLines(group, options)));
      else for (const c of changes) out.push(...changeLines(c, options));
      out.push('');
    }
  }
  const { summary } = impact;
  const tint = summary.breaking > 0 ? paint.red : summary.risky > 0 ? paint.yellow : paint.green;
  out.push([tint(paint.bold(summaryLine(impact))), ...(reachLine(impact) === null ? [] : [reachLine(impact)!])].join(' '));
  if (impact.owners.length > 0) out.push(`${paint.dim('To tell:')} ${impact.owners.map(harmless).join(', ')}`);
  return `${out.join('\n')}\n`;
}

function bySubject(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups = new Map<string, Change[]>();
  for (const c of changes) {
    const group = groups.get(c.subject.id);
    if (group) group.push(c);
    else groups.set(c.subject.id, [c]);
  }
  return [...groups.values()];
}

/** Several harmless changes of one thing, told together. */
function safeLines(changes: readonly Change[], { paint, width }: ImpactTextOptions): string[] {
  const { subject, place } = changes[0]!;
  return [
    `  ${paint.green('✓')} ${paint.bold(harmless(subject.name))}  ${count(changes.length, 'change')}  ${paint.cyan(`${harmless(place.file)}:${place.line}`)}`,
    ...wrap(quoted(changes.map(c => c.title).join('; '), NO_PAINT), width - 4).map(l => `    ${paint.dim(l)}`),
  ];
}

function changeLines(c: Change, { paint, width }: ImpactTextOptions): string[] {
  const mark = c.verdict === 'breaking' ? paint.red('✗') : c.verdict === 'risky' ? paint.yellow('!') : paint.green('✓');
  const where = `${harmless(c.place.file)}:${c.place.line}${c.place.side === 'old' ? ' (before)' : ''}`;
  const what = `${paint.bold(harmless(c.subject.name))}  ${quoted(c.title, paint)}`;
  const plainLength = 4 + columnsOf(harmless(c.subject.name)) + 2 + columnsOf(quoted(c.title, NO_PAINT));
  const out = plainLength + 2 + columnsOf(where) <= width ? [`  ${mark} ${what}  ${paint.cyan(where)}`] : [`  ${mark} ${what}`, `    ${paint.cyan(where)}`];
  for (const line of wrap(quoted(c.reason, NO_PAINT), width - 4)) out.push(`    ${paint.dim(line)}`);
  const changed = difference(c);
  if (changed !== null) for (const line of wrap(harmless(changed), width - 4)) out.push(`    ${line}`);
  // What is merely fed by the change is named in its reason, or counted below.
  const shown = c.reach.filter(r => r.effect !== 'changes' && r.effect !== 'downstream' && (c.verdict !== 'safe' || r.effect !== 'adapted'));
  const fed = c.reach.filter(r => r.effect === 'downstream');
  const rows = shown.slice(0, MOST_REACHED).map(r => reachedCells(r));
  const widths = [0, 1, 2].map(i => Math.max(0, ...rows.map(r => columnsOf(r[i]!))));
  for (const [i, r] of rows.entries()) {
    const cells = r.map((cell, j) => (j < 3 ? padded(cell, widths[j]!) : cell));
    out.push(`    ${effectPaint(shown[i]!.effect, paint)(cells[0]!)}  ${cells[1]}  ${paint.dim(cells[2]!)}  ${paint.cyan(cells[3]!)}${cells[4] ? `  ${paint.dim(cells[4])}` : ''}`.trimEnd());
  }
  if (shown.length > MOST_REACHED) out.push(`    ${paint.dim(`and ${count(shown.length - MOST_REACHED, 'other')}`)}`);
  if (fed.length > 0) for (const line of wrap(`then ${count(fed.length, 'thing')} downstream: ${fed.slice(0, 5).map(r => harmless(r.name)).join(', ')}${fed.length > 5 ? ', …' : ''}`, width - 4)) out.push(`    ${paint.dim(line)}`);
  return out;
}

function reachedCells(r: Reached): [string, string, string, string, string] {
  const columns = reachedColumns(r);
  return [r.effect, harmless(r.name) + (columns === '' || r.kind === 'check' ? '' : `.${harmless(columns)}`), kindWord(r), r.file === null ? '' : `${harmless(r.file)}${r.line === null ? '' : `:${r.line}`}`, r.owner === null ? '' : `owner ${harmless(r.owner)}`];
}

/** Code marks become quotes: a terminal draws no Markdown. */
function quoted(text: string, paint: Paint): string {
  return harmless(text).replace(/`([^`\n]*)`/g, (_, inner: string) => (paint === NO_PAINT ? `'${inner}'` : paint.bold(inner)));
}

function coloured(verdict: Verdict, paint: Paint): (text: string) => string {
  return verdict === 'breaking' ? paint.red : verdict === 'risky' ? paint.yellow : paint.green;
}

function effectPaint(effect: Effect, paint: Paint): (text: string) => string {
  if (effect === 'breaks') return paint.red;
  return effect === 'may break' || effect === 'loses' ? paint.yellow : paint.dim;
}
