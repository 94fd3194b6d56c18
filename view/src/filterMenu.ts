import { el } from './dom';
import { folderOf, type Graph } from './graph';
import { type Choice, ticks } from './menus';
import { type Filter, NO_FILTER } from './select';
import { t } from './words';

const MOST = 40;

/** What can be filtered by, with how many nodes each has; ticks change the picture at once. */
export function filterContent(graph: Graph, start: Filter, change: (filter: Filter) => void): HTMLElement {
  let filter = start;
  const set = (part: Partial<Filter>): void => {
    filter = { ...filter, ...part };
    change(filter);
  };
  const without = (list: readonly string[], value: string, on: boolean): string[] => (on ? list.filter(v => v !== value) : [...list, value]);
  const { nodes } = graph.map;
  const folders = [...new Set(nodes.map(folderOf).flatMap(f => f.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'))))].filter(f => f !== '').sort();
  const folder = el('select', { 'aria-label': t('Folder') }, el('option', { value: '' }, t('All folders')), ...folders.map(f => el('option', { value: f, selected: f === filter.folder }, f)));
  folder.addEventListener('change', () => set({ folder: folder.value }));
  const clear = el('button', { type: 'button', class: 'action' }, t('Clear the filter'));
  clear.addEventListener('click', () => {
    filter = NO_FILTER;
    change(filter);
    for (const box of out.querySelectorAll<HTMLInputElement>('input')) box.checked = box.defaultChecked = box.closest('fieldset')?.dataset['only'] === undefined;
    folder.value = '';
  });
  const tags = ticks(t('Only with tag'), choices(nodes.flatMap(n => n.tags), v => filter.tags.includes(v)), (v, on) => set({ tags: on ? [...filter.tags, v] : filter.tags.filter(tag => tag !== v) }));
  tags.dataset['only'] = '';
  const out = el(
    'div', { class: 'filter' },
    ticks(t('System'), choices(nodes.map(n => n.system), v => !filter.systems.includes(v)), (v, on) => set({ systems: without(filter.systems, v, on) })),
    ticks(t('Kind'), choices(nodes.map(n => n.kind), v => !filter.kinds.includes(v)), (v, on) => set({ kinds: without(filter.kinds, v, on) })),
    ...(nodes.some(n => n.tags.length > 0) ? [tags] : []),
    ...(folders.length > 0 ? [el('fieldset', {}, el('legend', {}, t('Folder')), folder)] : []),
    clear,
  );
  return out;
}

function choices(values: readonly string[], on: (value: string) => boolean): Choice[] {
  const counts = new Map<string, number>();
  for (const v of values) counts.set(v, (counts.get(v) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST).map(([value, count]) => ({ value, count, on: on(value) }));
}
