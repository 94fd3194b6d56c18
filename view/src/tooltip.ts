import type { DetailColumn } from '../../server/src/features/lineage/detail';
import type { Point } from './curves';
import { changeText } from './changes';
import { el, plainText } from './dom';
import type { Card, SceneEdge } from './scene';
import { counted, t } from './words';

export interface Tooltip {
  readonly element: HTMLElement;
  show(content: HTMLElement | null, at: Point): void;
}

/** Appears a moment after the pointer rests, so that a moving pointer is not followed by windows. */
export function tooltip(): Tooltip {
  const element = el('div', { class: 'tooltip', role: 'tooltip', hidden: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element,
    show(content, at) {
      clearTimeout(timer);
      if (content === null) {
        element.hidden = true;
        return;
      }
      timer = setTimeout(() => {
        element.replaceChildren(content);
        element.hidden = false;
        const all = element.parentElement!.getBoundingClientRect();
        const { width, height } = element.getBoundingClientRect();
        element.style.left = `${Math.max(8, Math.min(at.x + 14, all.width - width - 8))}px`;
        element.style.top = `${at.y + 18 + height > all.height ? Math.max(8, at.y - height - 12) : at.y + 18}px`;
      }, 350);
    },
  };
}

export function cardTip({ node, change }: Card): HTMLElement {
  const { marks } = node;
  const facts: [string, string][] = [];
  const add = (name: string, value: string | null | false): void => {
    if (value) facts.push([name, plainText(value)]);
  };
  if (change !== null) add(t('Change'), changeText(change));
  add(t('System'), node.system);
  add(node.job ? t('Part of') : t('Schema'), node.schema);
  add(t('Project'), node.project);
  add(t('Owner'), node.owner);
  add(t('Schedule'), node.schedule);
  add(t('Tags'), node.tags.join(', '));
  add(t('Freshness'), [marks.freshness, marks.freshnessState === null ? null : t('last looked at: {0}', marks.freshnessState)].filter(part => part !== null).join('; '));
  if (marks.lastRun !== null) add(t('Last run'), runText(marks.lastRun));
  add(t('Checks'), marks.tests > 0 && counted(marks.tests, '{0} test', '{0} tests'));
  add(t('Findings'), marks.errors + marks.warnings > 0 && `${counted(marks.errors, '{0} error', '{0} errors')}, ${counted(marks.warnings, '{0} warning', '{0} warnings')}`);
  add(t('Data'), marks.pii && t('about people'));
  add(t('File'), node.file === null ? t('no file here') : `${node.file}${node.line === null ? '' : `:${node.line}`}`);
  return el('div', {}, el('div', { class: 'tip-title' }, plainText(node.label)), el('div', { class: 'tip-id' }, plainText(node.id)), node.description === null ? null : el('p', {}, plainText(node.description)), list(facts));
}

/** How the last run ended, how long it took, and when it was. */
function runText({ status, seconds, at }: NonNullable<Card['node']['marks']['lastRun']>): string {
  const when = at === null || Number.isNaN(Date.parse(at)) ? null : new Date(at).toLocaleString(document.documentElement.lang || 'en', { dateStyle: 'medium', timeStyle: 'short' });
  return [status, seconds === null ? null : t('{0} s', seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds)), when].filter(part => part !== null).join(', ');
}

export function columnTip(column: DetailColumn): HTMLElement {
  const facts: [string, string][] = [];
  if (column.type !== null) facts.push([t('Type'), plainText(column.type)]);
  if (column.nullable === false) facts.push([t('Null'), t('never')]);
  if (column.tests.length > 0) facts.push([t('Tests'), plainText(column.tests.join(', '))]);
  if (column.tags.length > 0) facts.push([t('Tags'), plainText(column.tags.join(', '))]);
  return el('div', {}, el('div', { class: 'tip-title' }, plainText(column.name)), column.description === null ? null : el('p', {}, plainText(column.description)), column.expression === null ? null : el('pre', {}, plainText(column.expression)), list(facts));
}

/** What flows along an edge: columns with what happens to them, and columns that only decide which rows come. */
export interface Flows {
  readonly columns: readonly { readonly from: string; readonly to: string; readonly kind: string; readonly expression: string | null }[];
  readonly indirect: readonly { readonly column: string; readonly kind: string }[];
}

/** More columns than this are counted. */
const MOST_FLOWS = 7;

export function edgeTip(edge: SceneEdge, from: Card, to: Card, flows: Flows): HTMLElement {
  const facts: [string, string][] = [];
  if (edge.kind === 'likely') facts.push([t('Certainty'), t('likely: the names match across systems')]);
  if (edge.kind === 'order') facts.push([t('Kind'), t('order: the second waits for the first')]);
  for (const job of edge.jobs.slice(0, 4)) facts.push([t('Through'), plainText(`${job.label} (${job.kind.replace(/[._]/g, ' ')}${job.schedule === null ? '' : `, ${job.schedule}`})`)]);
  if (edge.file !== null) facts.push([t('Stated in'), plainText(`${edge.file}${edge.line === null ? '' : `:${edge.line}`}`)]);
  const columns = flows.columns.slice(0, MOST_FLOWS).map(c => el('div', { class: 'flow' }, el('span', { class: 'label' }, plainText(c.from === c.to ? c.to : `${c.from} → ${c.to}`)), el('span', { class: 'caption' }, c.kind), c.expression === null ? null : el('code', {}, plainText(shortened(c.expression)))));
  const rest = flows.columns.length - columns.length;
  if (rest > 0) columns.push(el('div', { class: 'caption' }, counted(rest, 'and {0} more column', 'and {0} more columns')));
  if (flows.indirect.length > 0) facts.push([t('Also used'), plainText(flows.indirect.slice(0, MOST_FLOWS).map(i => `${i.column} (${i.kind})`).join(', '))]);
  return el('div', {}, el('div', { class: 'tip-title' }, plainText(`${from.node.label} → ${to.node.label}`)), columns.length === 0 ? null : el('div', { class: 'flows' }, ...columns), list(facts));
}

function shortened(expression: string): string {
  const text = expression.replace(/\s+/g, ' ');
  return text.length > 90 ? `${text.slice(0, 88)}…` : text;
}

function list(facts: readonly (readonly [string, string])[]): HTMLElement {
  return el('dl', {}, ...facts.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
}
