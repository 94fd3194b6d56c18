import { isMirrored } from './direction';
import { captionText, el, plainText } from './dom';
import type { Card, Scene } from './scene';
import { spoken } from './cardView';
import { counted, t } from './words';

export interface Outline {
  readonly element: HTMLElement;
  show(scene: Scene, order: readonly number[], selected: string | null): void;
  mark(id: string | null): void;
}

/** More than this many at once make the page slow: the rest comes when it is asked for. */
const AT_ONCE = 400;

/** The same content as a tree: for screen readers, and for whoever would rather read. */
export function outline(choose: (id: string) => void, open: (id: string) => void): Outline {
  const tree = el('ul', { role: 'tree', 'aria-label': t('Datasets and jobs shown'), class: 'tree' });
  const element = el('section', { class: 'outline', 'aria-label': t('List'), hidden: true }, tree);
  let scene: Scene = { cards: [], edges: [], byId: new Map() };
  let order: readonly number[] = [];
  let shown = AT_ONCE;
  let selected: string | null = null;

  function draw(): void {
    const items: HTMLElement[] = order.slice(0, shown).map((i, n) => item(scene.cards[i]!, n === 0));
    if (order.length > shown) {
      const rest = el('li', { role: 'treeitem', class: 'item', tabindex: '-1', 'data-rest': true }, el('div', { class: 'line' }, counted(order.length - shown, 'Show {0} more', 'Show {0} more')));
      items.push(rest);
    }
    tree.replaceChildren(...items);
    mark(selected);
  }

  function item(card: Card, first: boolean): HTMLElement {
    const line = el('div', { class: 'line' }, el('span', { class: 'label' }, plainText(card.node.label)), ' ', el('span', { class: 'caption' }, captionText(card.node)));
    return el('li', { role: 'treeitem', class: 'item', 'aria-expanded': 'false', tabindex: first ? '0' : '-1', 'aria-label': spoken(card), 'data-id': card.id }, line);
  }

  /** The children of an item: what feeds it, what it feeds, its columns. */
  function toggle(li: HTMLElement, on: boolean): void {
    const card = scene.byId.get(li.dataset['id'] ?? '');
    if (card === undefined) return;
    li.setAttribute('aria-expanded', String(on));
    li.querySelector('ul')?.remove();
    if (!on) return;
    const group = el('ul', { role: 'group' });
    const leaf = (text: string, id?: string): HTMLElement => el('li', { role: 'treeitem', class: 'item leaf', tabindex: '-1', ...(id === undefined ? {} : { 'data-go': id }) }, el('div', { class: 'line' }, plainText(text)));
    const self = scene.cards.indexOf(card);
    for (const e of card.edges) {
      const edge = scene.edges[e]!;
      const other = scene.cards[edge.from === self ? edge.to : edge.from]!;
      const name = `${other.node.label}${edge.kind === 'likely' ? ` (${t('likely')})` : ''}`;
      const said = edge.from === self ? t('feeds {0}', name) : t('fed by {0}', name);
      group.append(leaf(edge.jobs[0] === undefined ? said : `${said} ${t('through {0}', edge.jobs[0].label)}`, other.id));
    }
    for (const c of card.rows) group.append(leaf(`${t('column {0}', c.name)}${c.type === null ? '' : `, ${c.type}`}`));
    if (group.childElementCount === 0) group.append(leaf(t('stands alone')));
    li.append(group);
  }

  function visible(): HTMLElement[] {
    return [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')];
  }

  function focusItem(li: HTMLElement | undefined): void {
    if (li === undefined) return;
    for (const other of tree.querySelectorAll<HTMLElement>('[tabindex="0"]')) other.tabIndex = -1;
    li.tabIndex = 0;
    li.focus();
    li.scrollIntoView({ block: 'nearest' });
  }

  tree.addEventListener('click', event => {
    const li = (event.target as Element).closest<HTMLElement>('[role=treeitem]');
    if (li !== null) act(li);
  });
  function act(li: HTMLElement): void {
    if ('rest' in li.dataset) {
      shown += AT_ONCE * 2;
      draw();
      return;
    }
    const id = li.dataset['id'] ?? li.dataset['go'];
    if (id !== undefined) choose(id);
    if (li.dataset['id'] !== undefined) toggle(li, li.getAttribute('aria-expanded') !== 'true');
    focusItem(li);
  }
  tree.addEventListener('keydown', event => {
    const li = (event.target as Element).closest<HTMLElement>('[role=treeitem]');
    if (li === null) return;
    const all = visible();
    const at = all.indexOf(li);
    const keys: { [key: string]: () => void } = {
      ArrowDown: () => focusItem(all[at + 1]),
      ArrowUp: () => focusItem(all[at - 1]),
      Home: () => focusItem(all[0]),
      End: () => focusItem(all.at(-1)),
      [isMirrored() ? 'ArrowLeft' : 'ArrowRight']: () => (li.getAttribute('aria-expanded') === 'false' ? toggle(li, true) : focusItem(all[at + 1])),
      [isMirrored() ? 'ArrowRight' : 'ArrowLeft']: () => (li.getAttribute('aria-expanded') === 'true' ? toggle(li, false) : focusItem(li.parentElement?.closest<HTMLElement>('[role=treeitem]') ?? undefined)),
      ' ': () => act(li),
      Enter: () => {
        const id = li.dataset['id'];
        if (id === undefined) act(li);
        else open(id);
      },
    };
    const run = keys[event.key];
    if (run === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  });

  function mark(id: string | null): void {
    selected = id;
    for (const li of tree.querySelectorAll<HTMLElement>(':scope > li')) li.setAttribute('aria-selected', String(li.dataset['id'] === id));
  }

  return {
    element,
    show(given, sorted, id) {
      scene = given;
      order = sorted;
      selected = id;
      if (!element.hidden) draw();
    },
    mark,
  };
}
