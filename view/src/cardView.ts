import type { DetailColumn } from '../../server/src/features/lineage/detail';
import { badge } from './badge';
import { changeText, changeWord } from './changes';
import { captionText, el, icon, type IconName, plainText } from './dom';
import type { Card } from './scene';
import { counted, t } from './words';

/** The element of a card. What a click means is told by `data-act` and, for columns, `data-column`. */
export function cardElement(card: Card): HTMLElement {
  const { node } = card;
  const label = el('span', { class: 'label' }, plainText(node.label));
  const head = el('div', { class: 'head' }, badge(node.system, node.job), el('div', { class: 'words' }, label, el('div', { class: 'second' }, el('span', { class: 'caption' }, captionText(node)), marksOf(card))));
  const made = el('div', { class: `card${node.job ? ' job' : ''}${node.external ? ' external' : ''}`, role: 'group', tabindex: '-1', 'aria-label': spoken(card), 'data-id': node.id });
  made.style.width = `${card.width}px`;
  made.style.height = `${card.height}px`;
  if (!node.job) {
    const fold = el('button', { class: `fold${card.unfolded ? ' open' : ''}`, type: 'button', tabindex: '-1', 'data-act': 'fold', 'aria-expanded': card.unfolded ? 'true' : 'false', 'aria-label': t('Columns of {0}', plainText(node.label)), title: t('Columns') }, icon('chevron'));
    head.append(fold);
  }
  made.append(head);
  if (card.change !== null) {
    made.classList.add(`is-${card.change.kind}`);
    if (card.change.verdict === 'breaking') made.classList.add('is-breaking');
    made.append(el('span', { class: `change ${card.change.kind}`, title: plainText(changeText(card.change)), 'aria-hidden': 'true' }, changeWord(card.change.kind)));
  }
  if (card.rows.length > 0 || card.hidden > 0) made.append(rowsElement(card));
  const more = moreButton(card, 'up');
  if (more !== null) made.append(more);
  const below = moreButton(card, 'down');
  if (below !== null) made.append(below);
  return made;
}

function marksOf({ node }: Card): HTMLElement {
  const { errors, warnings, tests, pii, freshness, freshnessState, lastRun } = node.marks;
  const out = el('span', { class: 'marks', 'aria-hidden': 'true' });
  const mark = (name: IconName, kind: string, title: string, text = ''): void => {
    out.append(el('span', { class: `mark ${kind}`, title }, icon(name), text));
  };
  if (errors > 0) mark('error', 'bad', counted(errors, '{0} error', '{0} errors'), `${errors}`);
  if (warnings > 0) mark('warning', 'warn', counted(warnings, '{0} warning', '{0} warnings'), `${warnings}`);
  if (pii) mark('shield', 'pii', t('Personal data'));
  if (freshness !== null || freshnessState !== null) mark('clock', freshnessState === 'error' ? 'bad' : freshnessState === 'warn' ? 'warn' : 'calm', t('Freshness: {0}', plainText(freshness ?? freshnessState ?? '')));
  if (lastRun !== null) mark('run', isFailed(lastRun.status) ? 'bad' : /^(success|pass)/.test(lastRun.status) ? 'good' : 'calm', t('Last run: {0}', plainText(lastRun.status)));
  if (tests > 0) mark('check', 'good', counted(tests, '{0} test', '{0} tests'), `${tests}`);
  return out;
}

function isFailed(status: string): boolean {
  return /^(error|fail|runtime error)/.test(status);
}

function rowsElement(card: Card): HTMLElement {
  const out = el('div', { class: 'rows' });
  const changed = new Set((card.change?.columns ?? []).map(c => c.toLowerCase()));
  for (const column of card.rows) out.append(rowElement(column, changed.has(column.name.toLowerCase())));
  if (card.hidden > 0) out.append(el('button', { class: 'row rest', type: 'button', tabindex: '-1', 'data-act': 'whole' }, counted(card.hidden, 'Show {0} more column', 'Show {0} more columns')));
  return out;
}

function rowElement(column: DetailColumn, changed: boolean): HTMLElement {
  const personal = column.tags.some(tag => /^(pii|personal|sensitive)/i.test(tag));
  return el(
    'button', { class: 'row', type: 'button', tabindex: '-1', 'data-act': 'column', 'data-column': column.name.toLowerCase(), 'data-name': column.name },
    el('span', { class: 'name' }, plainText(column.name)), changed ? el('span', { class: 'delta', title: t('changed') }, '~') : null, personal ? icon('shield') : null, column.tests.length > 0 ? icon('check') : null, el('span', { class: 'type' }, plainText(column.type ?? '')),
  );
}

/** "+3" at the side where neighbours are not shown, a minus where they were opened by hand. */
function moreButton(card: Card, direction: 'up' | 'down'): HTMLElement | null {
  const [count, opened] = direction === 'up' ? [card.moreUp, card.openedUp] : [card.moreDown, card.openedDown];
  if (count === 0 && !opened) return null;
  const words =
    count === 0 ? (direction === 'up' ? t('Hide what was opened upstream') : t('Hide what was opened downstream'))
    : direction === 'up' ? counted(count, 'Show {0} more neighbour upstream', 'Show {0} more neighbours upstream') : counted(count, 'Show {0} more neighbour downstream', 'Show {0} more neighbours downstream');
  return el('button', { class: `more ${direction}`, type: 'button', tabindex: '-1', 'data-act': count > 0 ? `open-${direction}` : `close-${direction}`, title: words, 'aria-label': words }, count > 0 ? `+${count > 999 ? '999' : count}` : '−');
}

/** All that the card shows, in a sentence. */
export function spoken({ node, moreUp, moreDown, change }: Card): string {
  const { errors, warnings, tests, pii, freshness, lastRun } = node.marks;
  const parts = [
    // The words that are seen come first, so that what is said is what is seen.
    `${plainText(node.label)} ${captionText(node)}`, node.system, change === null ? '' : `${changeWord(change.kind).replace(/^\S+ /, '')}: ${plainText(changeText(change))}`,
    node.external ? t('made elsewhere') : '', errors > 0 ? counted(errors, '{0} error', '{0} errors') : '', warnings > 0 ? counted(warnings, '{0} warning', '{0} warnings') : '', tests > 0 ? counted(tests, '{0} test', '{0} tests') : '',
    pii ? t('personal data') : '', freshness ?? '', lastRun === null ? '' : t('last run: {0}', plainText(lastRun.status)), node.schedule === null ? '' : t('runs {0}', plainText(node.schedule)), moreUp > 0 ? t('{0} more upstream', moreUp) : '', moreDown > 0 ? t('{0} more downstream', moreDown) : '',
  ];
  return parts.filter(p => p !== '').join(', ');
}
