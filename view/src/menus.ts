import { el, icon, type IconName } from './dom';
import { t } from './words';

/** A button of the bar: a picture with a name. */
export function barButton(name: IconName, label: string, press: (button: HTMLButtonElement) => void, key = ''): HTMLButtonElement {
  const made = el('button', { class: 'bar-button', type: 'button', title: key === '' ? label : `${label} (${key})`, 'aria-label': label }, icon(name));
  made.addEventListener('click', () => press(made));
  return made;
}

export interface Popover {
  open(under: HTMLElement, content: HTMLElement): void;
  close(): boolean;
  isOpen(under: HTMLElement): boolean;
}

/** One small window at a time below its button. Escape and a click elsewhere close it; the focus goes back. */
export function popover(into: HTMLElement): Popover {
  let shown: { box: HTMLElement; under: HTMLElement } | null = null;
  const close = (): boolean => {
    if (shown === null) return false;
    const { box, under } = shown;
    shown = null;
    const had = box.contains(document.activeElement);
    box.remove();
    under.setAttribute('aria-expanded', 'false');
    if (had) under.focus();
    return true;
  };
  document.addEventListener('pointerdown', event => {
    const at = event.target as Node;
    if (shown !== null && !shown.box.contains(at) && !shown.under.contains(at)) close();
  });
  return {
    open(under, content) {
      close();
      const box = el('div', { class: 'popover', role: 'dialog', 'aria-label': under.getAttribute('aria-label') ?? '' }, content);
      into.append(box);
      const [at, all] = [under.getBoundingClientRect(), into.getBoundingClientRect()];
      box.style.top = `${at.bottom - all.top + 6}px`;
      box.style.left = `${Math.max(8, Math.min(at.right - all.left, all.width - 8) - box.offsetWidth)}px`;
      under.setAttribute('aria-expanded', 'true');
      box.addEventListener('keydown', event => {
        event.stopPropagation();
        if (event.key === 'Escape') close();
      });
      shown = { box, under };
      box.querySelector<HTMLElement>('button, input, select')?.focus();
    },
    close,
    isOpen: under => shown?.under === under,
  };
}

export interface Choice {
  readonly value: string;
  readonly count: number;
  readonly on: boolean;
}

/** A headed list of boxes to tick. */
export function ticks(title: string, choices: readonly Choice[], change: (value: string, on: boolean) => void): HTMLElement {
  const out = el('fieldset', {}, el('legend', {}, title));
  for (const c of choices) {
    const box = el('input', { type: 'checkbox', checked: c.on });
    box.addEventListener('change', () => change(c.value, box.checked));
    out.append(el('label', { class: 'tick' }, box, el('span', { class: 'grow' }, c.value.replace(/_/g, ' ')), el('span', { class: 'caption' }, `${c.count}`)));
  }
  return out;
}

/** A list of things to do. */
export function actions(items: readonly { readonly label: string; readonly hint?: string; readonly run: () => void }[]): HTMLElement {
  const out = el('div', { class: 'actions' });
  for (const item of items) {
    const made = el('button', { type: 'button', class: 'action' }, el('span', { class: 'grow' }, item.label), el('span', { class: 'caption' }, item.hint ?? ''));
    made.addEventListener('click', item.run);
    out.append(made);
  }
  return out;
}

const keyList = (): readonly (readonly [string, string])[] => [
  ['← →', t('Walk up or down the edges')], ['↑ ↓', t('To the neighbour above or below')], ['Enter', t('Open the file')], ['Alt+Enter', t('Show references')], ['Space', t('Unfold the columns')], ['[ ]', t('Show more upstream, downstream')],
  ['F', t('Start again from this node')], ['A', t('Show everything')], ['C', t('Show what changed')], ['J', t('Show or fold jobs')], ['G', t('Group')], ['L', t('Lock: stop following the cursor')], ['/', t('Search')], ['+ − 0', t('Zoom in, out, fit')], ['T', t('List of the same content')], ['Esc', t('Clear')],
];

/** All keys. */
export function helpContent(alone: boolean): HTMLElement {
  const rows = keyList().filter(([key]) => !alone || !['Enter', 'Alt+Enter', 'L', 'C'].includes(key));
  const legend = [['exact', t('read from the files')], ['likely', t('names that match across systems')], ['order', t('one job waits for another')]] as const;
  const marks: readonly (readonly [IconName, string, string])[] = [['error', 'bad', t('errors')], ['warning', 'warn', t('warnings')], ['shield', 'pii', t('personal data')], ['clock', 'calm', t('freshness is asked for')], ['run', 'good', t('how the last run ended')], ['check', 'good', t('tests')]];
  return el(
    'div', { class: 'help' },
    el('dl', {}, ...rows.flatMap(([key, what]) => [el('dt', {}, ...key.split(' ').map(k => el('kbd', {}, k))), el('dd', {}, what)])),
    el('div', { class: 'legend' }, ...legend.map(([kind, what]) => el('div', {}, el('span', { class: `sample ${kind}` }), what))),
    el('div', { class: 'legend signs' }, ...marks.map(([name, kind, what]) => el('div', {}, el('span', { class: `mark ${kind}` }, icon(name)), what))),
  );
}
