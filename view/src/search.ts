import { badge } from './badge';
import { captionText, el, icon, plainText } from './dom';
import type { Graph } from './graph';
import { type Hit, suggestions } from './select';
import { t } from './words';

export interface SearchBox {
  readonly element: HTMLElement;
  focus(): void;
  say(text: string): void;
}

const MOST = 9;

/** The search box: names are suggested while one types; Enter goes to the one chosen, or evaluates what was typed as selectors. */
export function searchBox(graph: () => Graph, go: (id: string) => void, select: (text: string) => string | null): SearchBox {
  const input = el('input', { type: 'text', class: 'search-input', placeholder: t('Find, or select: {0}', '+orders+1 tag:pii'), role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'hits', 'aria-autocomplete': 'list', 'aria-label': t('Find a dataset, or type a selector'), spellcheck: 'false', autocomplete: 'off' });
  const list = el('div', { class: 'hits', id: 'hits', role: 'listbox', 'aria-label': t('Suggestions'), hidden: true });
  const note = el('div', { class: 'search-note', role: 'status' });
  const element = el('div', { class: 'search' }, icon('search'), input, list, note);
  let hits: Hit[] = [];
  let at = -1;

  function refresh(): void {
    note.textContent = '';
    hits = suggestions(graph(), input.value.trim().split(/\s+/).at(-1) ?? '', MOST);
    // Signs of a selector mean that Enter evaluates it, unless a suggestion is chosen with the arrows.
    at = hits.length > 0 && !isSelector(input.value) ? 0 : -1;
    show();
  }

  function show(): void {
    const open = hits.length > 0 && document.activeElement === input;
    list.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
    list.replaceChildren(...hits.map((hit, i) => hitElement(hit, i)));
    if (at >= 0 && open) input.setAttribute('aria-activedescendant', `hit-${at}`);
    else input.removeAttribute('aria-activedescendant');
  }

  function hitElement(hit: Hit, i: number): HTMLElement {
    const node = graph().map.nodes[hit.node]!;
    const name = el('span', { class: 'label' });
    const matched = new Set(hit.at);
    for (const [n, c] of Array.from({ length: node.label.length }, (_, k) => node.label[k]!).entries()) name.append(matched.has(n) ? el('b', {}, plainText(c)) : plainText(c));
    const made = el('div', { class: i === at ? 'hit chosen' : 'hit', role: 'option', id: `hit-${i}`, 'aria-selected': String(i === at) }, badge(node.system, node.job), name, el('span', { class: 'caption' }, captionText(node)));
    made.addEventListener('pointerdown', event => {
      event.preventDefault();
      choose(hit);
    });
    return made;
  }

  function choose(hit: Hit): void {
    close();
    go(graph().map.nodes[hit.node]!.id);
  }

  function close(): void {
    hits = [];
    show();
    input.value = '';
    input.blur();
  }

  input.addEventListener('input', refresh);
  input.addEventListener('focus', refresh);
  input.addEventListener('blur', () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
  });
  input.addEventListener('keydown', event => {
    event.stopPropagation();
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (hits.length > 0) at = (at + (event.key === 'ArrowDown' ? 1 : hits.length - 1 + (at < 0 ? 1 : 0))) % hits.length;
      show();
    } else if (event.key === 'Enter') {
      const hit = hits[at];
      if (hit !== undefined) choose(hit);
      else if (input.value.trim() !== '') {
        const problem = select(input.value);
        if (problem === null) close();
        else note.textContent = problem;
      }
    } else if (event.key === 'Escape') close();
  });
  return {
    element,
    focus: () => input.focus(),
    say: text => {
      note.textContent = text;
    },
  };
}

/** Whether the text can only be meant as a selector. */
function isSelector(text: string): boolean {
  return /(^|\s)\d*\+|\+\d*(\s|$)|^(column|file|system|tag):/.test(text.trim());
}
