/** Makes an element. Texts become text: nothing given here is ever read as markup. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: { readonly [name: string]: string | boolean | undefined } = {}, ...children: readonly (Node | string | null)[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children) if (child !== null) made.append(child);
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Our own drawings on a grid of 16, stroked in the colour of the text. */
const ICONS = {
  lock: 'M4.5 7.5h7v6h-7z M6 7.5V5.2a2 2 0 0 1 4 0v2.3',
  unlock: 'M4.5 7.5h7v6h-7z M6 7.5V5a2 2 0 0 1 3.9-.6',
  fit: 'M2.5 5.5v-3h3 M10.5 2.5h3v3 M13.5 10.5v3h-3 M5.5 13.5h-3v-3',
  plus: 'M8 3v10 M3 8h10',
  minus: 'M3 8h10',
  filter: 'M2.5 3.5h11l-4.2 5v4l-2.6 1.2V8.5z',
  group: 'M2.5 2.5h5v5h-5z M8.5 8.5h5v5h-5z M10 3.5h3.5 M10 6h3.5',
  job: 'M8 5.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 1 0 0-5.6z M8 2v2 M8 12v2 M2 8h2 M12 8h2 M3.8 3.8l1.4 1.4 M10.8 10.8l1.4 1.4 M12.2 3.8l-1.4 1.4 M5.2 10.8l-1.4 1.4',
  export: 'M8 2.5v7.5 M5 5.2l3-2.9l3 2.9 M3 9.5v4h10v-4',
  list: 'M6 4h7.5 M6 8h7.5 M6 12h7.5 M2.8 4h.4 M2.8 8h.4 M2.8 12h.4',
  help: 'M5.8 6a2.2 2.2 0 1 1 3.1 2c-.6.3-.9.7-.9 1.5 M8 12v.3',
  expand: 'M2.5 8h11 M5 5L2.2 8L5 11 M11 5l2.8 3L11 11',
  reset: 'M3 8a5 5 0 1 1 1.6 3.7 M3 12.4V9.2h3.2',
  search: 'M7 3a4 4 0 1 0 0 8a4 4 0 1 0 0-8z M10 10l3.5 3.5',
  chevron: 'M4.5 6.5L8 10l3.5-3.5',
  shield: 'M8 2.2l4.6 1.7v3.8c0 2.9-2 5-4.6 6.1c-2.6-1.1-4.6-3.2-4.6-6.1V3.9z',
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z M8 5v3.2l2.1 1.3',
  run: 'M5 3.2v9.6l8-4.8z',
  check: 'M3.5 8.5l3 3l6-6.5',
  error: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z M6 6l4 4 M10 6l-4 4',
  warning: 'M8 2.8L14 13.2H2z M8 6.5v3 M8 11.4v.2',
  focus: 'M8 5.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z M8 1.8v2 M8 12.2v2 M1.8 8h2 M12.2 8h2',
  close: 'M4 4l8 8 M12 4l-8 8',
  diff: 'M5 2.5v7 M2.2 5.8h5.6 M2.2 13.2h5.6 M13.5 2.5L8.8 13.5',
  columns: 'M2.5 3h11v10h-11z M2.5 6.3h11 M7 6.3V13',
} as const;

export type IconName = keyof typeof ICONS;

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

/** Control and text-direction characters become blanks: a name can't turn the text around it. */
export function plainText(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g, ' ');
}

/** A node's second line: what it is, and where it stands: its schema, else its folder, else its system. */
export function captionText(node: { readonly kind: string; readonly schema: string; readonly system: string; readonly file: string | null }): string {
  const kind = node.kind.replace(/^[^.]*\./, '').replace(/_/g, ' ');
  const where = node.schema || node.file?.split('/').at(-2) || node.system;
  return plainText(`${kind} · ${where}`);
}
