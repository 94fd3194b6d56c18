import type { DetailColumn } from '../../server/src/features/lineage/detail';
import type { Point } from './curves';
import { counted, el, plainText } from './dom';
import type { Card, SceneEdge } from './scene';

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

export function cardTip({ node }: Card): HTMLElement {
  const { marks } = node;
  const facts: [string, string][] = [];
  const add = (name: string, value: string | null | false): void => {
    if (value) facts.push([name, plainText(value)]);
  };
  add('System', node.system);
  add(node.job ? 'Part of' : 'Schema', node.schema);
  add('Project', node.project);
  add('Owner', node.owner);
  add('Schedule', node.schedule);
  add('Tags', node.tags.join(', '));
  add('Freshness', [marks.freshness, marks.freshnessState === null ? null : `last run: ${marks.freshnessState}`].filter(t => t !== null).join('; '));
  add('Checks', marks.tests > 0 && counted(marks.tests, 'test'));
  add('Findings', marks.errors + marks.warnings > 0 && `${counted(marks.errors, 'error')}, ${counted(marks.warnings, 'warning')}`);
  add('Data', marks.pii && 'about people');
  add('File', node.file === null ? 'no file here' : `${node.file}${node.line === null ? '' : `:${node.line}`}`);
  return el('div', {}, el('div', { class: 'tip-title' }, plainText(node.label)), el('div', { class: 'tip-id' }, plainText(node.id)), node.description === null ? null : el('p', {}, plainText(node.description)), list(facts));
}

export function columnTip(column: DetailColumn): HTMLElement {
  const facts: [string, string][] = [];
  if (column.type !== null) facts.push(['Type', plainText(column.type)]);
  if (column.nullable === false) facts.push(['Null', 'never']);
  if (column.tests.length > 0) facts.push(['Tests', plainText(column.tests.join(', '))]);
  if (column.tags.length > 0) facts.push(['Tags', plainText(column.tags.join(', '))]);
  return el('div', {}, el('div', { class: 'tip-title' }, plainText(column.name)), column.description === null ? null : el('p', {}, plainText(column.description)), column.expression === null ? null : el('pre', {}, plainText(column.expression)), list(facts));
}

export function edgeTip(edge: SceneEdge, from: Card, to: Card): HTMLElement {
  const facts: [string, string][] = [];
  if (edge.kind === 'likely') facts.push(['Certainty', 'likely: the names match across systems']);
  if (edge.kind === 'order') facts.push(['Kind', 'order: the second waits for the first']);
  for (const job of edge.jobs.slice(0, 4)) facts.push(['Through', plainText(`${job.label} (${job.kind.replace(/[._]/g, ' ')}${job.schedule === null ? '' : `, ${job.schedule}`})`)]);
  if (edge.file !== null) facts.push(['Stated in', plainText(`${edge.file}${edge.line === null ? '' : `:${edge.line}`}`)]);
  return el('div', {}, el('div', { class: 'tip-title' }, plainText(`${from.node.label} → ${to.node.label}`)), list(facts));
}

function list(facts: readonly (readonly [string, string])[]): HTMLElement {
  return el('dl', {}, ...facts.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
}
