import { cell, code, escapeMarkdown } from '../../text/markdown';
import { count } from '../render/terminal';

import type { Change, Impact, ImpactPlace, Reached, Verdict } from './model';
import { impactDiagram } from './diagram';
import { baseLine, difference, kindWord, reachedColumns, reachLine, summaryLine } from './words';

export interface MarkdownOptions {
  /** Target of a link to a place; null for none. */
  link(file: string, line: number | null): string | null;
  /** Whether what is long is folded with `<details>`, as in a comment on a pull request; a preview may not draw HTML. */
  readonly fold: boolean;
  readonly heading: string;
}

/** GitHub takes comments of 65,536 characters: rows beyond this are counted. */
const MOST_ROWS = 60;
const MOST_REACHED = 60;
const MARKS: { readonly [verdict in Verdict]: string } = { breaking: '🔴', risky: '🟡', safe: '🟢' };

/** The impact as a Markdown page: a sum, a table of what matters, details and a picture below. Names from files are escaped. */
export function impactMarkdown(impact: Impact, options: MarkdownOptions): string {
  const out = [`## ${escapeMarkdown(options.heading)}`, `**${summaryLine(impact)}**${reachLine(impact) === null ? '' : ` ${reachLine(impact)}`}`];
  if (impact.owners.length > 0) out.push(`To tell: ${impact.owners.map(o => escapeMarkdown(o)).join(', ')}`);
  const grave = impact.changes.filter(c => c.verdict !== 'safe');
  const safe = impact.changes.filter(c => c.verdict === 'safe');
  if (grave.length > 0) out.push(changeTable(grave, options));
  const diagram = impactDiagram(impact);
  if (diagram !== null) out.push(section('What it reaches, as a picture', `\`\`\`mermaid\n${diagram}\`\`\``, options));
  const reach = impact.reach.filter(r => r.effect !== 'adapted');
  if (reach.length > 0) out.push(section(`Reached: ${count(reach.length, 'thing')}`, reachTable(reach, options), options));
  const adapted = impact.reach.filter(r => r.effect === 'adapted');
  if (adapted.length > 0) out.push(section(`Changed along: ${count(adapted.length, 'thing')}`, reachTable(adapted, options), options));
  if (safe.length > 0) out.push(section(`${count(safe.length, 'safe change')}`, changeTable(safe, options), options));
  out.push(`<sub>${escapeMarkdown(`Pipewright ${baseLine(impact)}`)}</sub>`);
  return `${(options.fold ? out : out.slice(0, -1)).join('\n\n')}\n`;
}

function section(title: string, body: string, options: MarkdownOptions): string {
  return options.fold ? `<details><summary>${title}</summary>\n\n${body}\n\n</details>` : `### ${title}\n\n${body}`;
}

function changeTable(changes: readonly Change[], options: MarkdownOptions): string {
  const rows = changes.slice(0, MOST_ROWS).map(c => `| ${MARKS[c.verdict]} ${c.verdict} | ${code(c.subject.name).replace(/\|/g, '\\|')} | ${changeCell(c)} | ${sentence(c.reason)} | ${placeCell(c.place, options)} |`);
  const rest = changes.length > MOST_ROWS ? `\n\n… and ${count(changes.length - MOST_ROWS, 'other')}.` : '';
  return ['| | What | Change | Why | Where |', '|:--|:--|:--|:--|:--|', ...rows].join('\n') + rest;
}

function changeCell(c: Change): string {
  const changed = difference(c);
  return sentence(c.title) + (changed === null ? '' : `<br>${code(changed.slice(0, 160)).replace(/\|/g, '\\|')}`);
}

function reachTable(reach: readonly Reached[], options: MarkdownOptions): string {
  const rows = reach.slice(0, MOST_REACHED).map(r => {
    const columns = reachedColumns(r);
    return `| ${r.effect} | ${code(r.name).replace(/\|/g, '\\|')}${columns === '' || r.kind === 'check' ? '' : ` ${cell(columns)}`} | ${cell(kindWord(r))} | ${r.owner === null ? '' : cell(r.owner)} | ${r.file === null ? '' : placeCell({ side: 'new', file: r.file, line: r.line ?? 1 }, options)} |`;
  });
  const rest = reach.length > MOST_REACHED ? `\n\n… and ${count(reach.length - MOST_REACHED, 'other')}.` : '';
  return ['| Effect | What | Kind | Owner | Where |', '|:--|:--|:--|:--|:--|', ...rows].join('\n') + rest;
}

function placeCell(place: ImpactPlace, options: MarkdownOptions): string {
  const text = `${place.file}:${place.line}`;
  const target = place.side === 'new' ? options.link(place.file, place.line) : null;
  const shown = target === null ? code(text).replace(/\|/g, '\\|') : `[${cell(text, 120)}](<${target.replace(/[<>\n]/g, c => encodeURIComponent(c))}>)`;
  return place.side === 'old' ? `${shown} (before)` : shown;
}

/** A sentence of ours that quotes names between backticks: those stay code, all else is escaped. */
function sentence(text: string): string {
  return text.split(/(`[^`\n]*`)/).map(part => (part.length > 1 && part.startsWith('`') && part.endsWith('`') ? code(part.slice(1, -1)).replace(/\|/g, '\\|') : escapeMarkdown(part))).join('');
}

