import type { DetailColumn } from '../../server/src/features/lineage/detail';
import { badge } from './badge';
import { captionText, counted, el, icon, type IconName, plainText } from './dom';
import type { Card } from './scene';

/** The element of a card. What a click means is told by `data-act` and, for columns, `data-column`. */
export function cardElement(card: Card): HTMLElement {
  const { node } = card;
  const label = el('span', { class: 'label' }, plainText(node.label));
  const head = el('div', { class: 'head' }, badge(node.system, node.job), el('div', { class: 'words' }, label, el('div', { class: 'second' }, el('span', { class: 'caption' }, captionText(node)), marksOf(card))));
  const made = el('div', { class: `card${node.job ? ' job' : ''}${node.external ? ' external' : ''}`, role: 'group', tabindex: '-1', 'aria-label': spoken(card), 'data-id': node.id });
  made.style.width = `${card.width}px`;
  made.style.height = `${card.height}px`;
  if (!node.job) {
    const fold = el('button', { class: `fold${card.unfolded ? ' open' : ''}`, type: 'button', tabindex: '-1', 'data-act': 'fold', 'aria-expanded': card.unfolded ? 'true' : 'false', 'aria-label': `Columns of ${plainText(node.label)}`, title: 'Columns' }, icon('chevron'));
    head.append(fold);
  }
  made.append(head);
  if (card.rows.length > 0 || card.hidden > 0) made.append(rowsElement(card));
  const more = moreButton(card, 'up');
  if (more !== null) made.append(more);
  const below = moreButton(card, 'down');
  if (below !== null) made.append(below);
  return made;
}

function marksOf({ node }: Card): HTMLElement {
  const { errors, warnings, tests, pii, freshness, freshnessState } = node.marks;
  const out = el('span', { class: 'marks', 'aria-hidden': 'true' });
  const mark = (name: IconName, kind: string, title: string, text = ''): void => {
    out.append(el('span', { class: `mark ${kind}`, title }, icon(name), text));
  };
  if (errors > 0) mark('error', 'bad', counted(errors, 'error'), `${errors}`);
  if (warnings > 0) mark('warning', 'warn', counted(warnings, 'warning'), `${warnings}`);
  if (pii) mark('shield', 'pii', 'Personal data');
  if (freshness !== null || freshnessState !== null) mark('clock', freshnessState === 'error' ? 'bad' : freshnessState === 'warn' ? 'warn' : 'calm', freshness === null ? `Freshness: ${freshnessState}` : `Freshness: ${freshness}`);
  if (tests > 0) mark('check', 'good', counted(tests, 'test'), `${tests}`);
  return out;
}

function rowsElement(card: Card): HTMLElement {
  const out = el('div', { class: 'rows' });
  for (const column of card.rows) out.append(rowElement(column));
  if (card.hidden > 0) out.append(el('button', { class: 'row rest', type: 'button', tabindex: '-1', 'data-act': 'whole' }, `Show ${counted(card.hidden, 'more column')}`));
  return out;
}

function rowElement(column: DetailColumn): HTMLElement {
  const personal = column.tags.some(t => /^(pii|personal|sensitive)/i.test(t));
  return el(
    'button', { class: 'row', type: 'button', tabindex: '-1', 'data-act': 'column', 'data-column': column.name.toLowerCase(), 'data-name': column.name },
    el('span', { class: 'name' }, plainText(column.name)), personal ? icon('shield') : null, column.tests.length > 0 ? icon('check') : null, el('span', { class: 'type' }, plainText(column.type ?? '')),
  );
}

/** "+3" at the side where neighbours are not shown, a minus where they were opened by hand. */
function moreButton(card: Card, direction: 'up' | 'down'): HTMLElement | null {
  const [count, opened] = direction === 'up' ? [card.moreUp, card.openedUp] : [card.moreDown, card.openedDown];
  if (count === 0 && !opened) return null;
  const words = count > 0 ? `Show ${counted(count, 'more neighbour')} ${direction}stream` : `Hide what was opened ${direction}stream`;
  return el('button', { class: `more ${direction}`, type: 'button', tabindex: '-1', 'data-act': count > 0 ? `open-${direction}` : `close-${direction}`, title: words, 'aria-label': words }, count > 0 ? `+${count > 999 ? '999' : count}` : '−');
}

/** All that the card shows, in a sentence. */
export function spoken({ node, moreUp, moreDown }: Card): string {
  const { errors, warnings, tests, pii, freshness } = node.marks;
  const parts = [
    // The words that are seen come first, so that what is said is what is seen.
    `${plainText(node.label)} ${captionText(node)}`, node.system,
    node.external ? 'made elsewhere' : '', errors > 0 ? counted(errors, 'error') : '', warnings > 0 ? counted(warnings, 'warning') : '', tests > 0 ? counted(tests, 'test') : '',
    pii ? 'personal data' : '', freshness ?? '', node.schedule === null ? '' : `runs ${plainText(node.schedule)}`, moreUp > 0 ? `${moreUp} more upstream` : '', moreDown > 0 ? `${moreDown} more downstream` : '',
  ];
  return parts.filter(p => p !== '').join(', ');
}
