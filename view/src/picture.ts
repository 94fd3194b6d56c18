import type { Arranged } from './arrange';
import { colourOf, lettersOf, readable } from './badge';
import { changeWord } from './changes';
import { pathText } from './curves';
import { flowLine, isMirrored } from './direction';
import { captionText, plainText } from './dom';
import { tracedLines } from './paint';
import { CARD, type Scene } from './scene';
import type { Trace } from './details';
import type { Theme } from './theme';
import { t } from './words';

const MARGIN = 32;

/** The picture as it is seen, as SVG that stands alone: colours of the theme, no script, no style from outside. */
export function pictureSvg(scene: Scene, arranged: Arranged, trace: Trace | null, theme: Theme): { readonly svg: string; readonly width: number; readonly height: number } {
  const at = arranged.places;
  const xs = [...at.map((p, i) => [p.x, p.x + scene.cards[i]!.width]), ...arranged.groups.map(g => [g.x, g.x + g.width])].flat();
  const ys = [...at.map((p, i) => [p.y, p.y + scene.cards[i]!.height]), ...arranged.groups.map(g => [g.y, g.y + g.height])].flat();
  const [left, top] = [xs.reduce((a, b) => Math.min(a, b), 0) - MARGIN, ys.reduce((a, b) => Math.min(a, b), 0) - MARGIN];
  const [width, height] = [Math.ceil(xs.reduce((a, b) => Math.max(a, b), 0) - left + MARGIN), Math.ceil(ys.reduce((a, b) => Math.max(a, b), 0) - top + MARGIN)];
  const font = plainText(theme.font);
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${round(left)} ${round(top)} ${width} ${height}" font-family="${escapeXml(font)}">`,
    `<rect x="${round(left)}" y="${round(top)}" width="${width}" height="${height}" fill="${theme.ground}"/>`,
  ];
  for (const g of arranged.groups) out.push(`<rect x="${round(g.x)}" y="${round(g.y)}" width="${round(g.width)}" height="${round(g.height)}" rx="14" fill="${theme.lane}"/>`, text(g.x + 14, g.y + 21, g.name, 12, theme.faint, 600, g.width));
  for (const [i, e] of scene.edges.entries()) {
    const [from, a, b] = [scene.cards[e.from]!, at[e.from]!, at[e.to]!];
    const d = pathText(flowLine({ x: a.x, width: from.width, y: a.y + CARD.height / 2 }, arranged.bends[i] ?? [], { x: b.x, width: scene.cards[e.to]!.width, y: b.y + CARD.height / 2 }, 7));
    const dash = e.kind === 'likely' ? ' stroke-dasharray="7 5"' : e.kind === 'order' ? ' stroke-dasharray="1.5 5"' : '';
    const ahead = isMirrored() ? -1 : 1;
    const [x, y] = [isMirrored() ? b.x + scene.cards[e.to]!.width + 1 : b.x - 1, b.y + CARD.height / 2];
    out.push(`<g opacity="${trace === null ? 1 : 0.25}"><path d="${d}" fill="none" stroke="${theme.edge}" stroke-width="1.4"${dash}/><path d="M${round(x)} ${round(y)}l${-7 * ahead} -4v8z" fill="${theme.edge}"/></g>`);
  }
  for (const { between, line } of trace === null ? [] : tracedLines(scene, at, arranged.bends, trace)) out.push(`<path d="${pathText(line)}" fill="none" stroke="${theme.accent}" stroke-width="1.8"${scene.edges[between]?.kind === 'likely' ? ' stroke-dasharray="6 4"' : ''}/>`);
  for (const [i, card] of scene.cards.entries()) {
    const { x, y } = at[i]!;
    const { ground, ink } = readable(colourOf(card.node.system));
    const traced = trace?.columns.get(card.id);
    out.push(
      `<g transform="translate(${round(x)} ${round(y)})"${trace !== null && traced === undefined ? ' opacity="0.35"' : ''}><title>${escapeXml(card.id)}</title>`,
      `<rect width="${card.width}" height="${card.height}" rx="${card.node.job ? 27 : 10}" fill="${theme.card}" stroke="${theme.border}"${card.node.external ? ' stroke-dasharray="5 4"' : ''}/>`,
      ...(card.change === null ? [] : [`<rect width="${card.width}" height="${card.height}" rx="${card.node.job ? 27 : 10}" fill="none" stroke="${theme.changes[card.change.kind]}" stroke-width="2"/>`, text(card.width - 70, 11, changeWord(card.change.kind), 9.5, theme.changes[card.change.kind], 600, 90)]),
      `<rect x="12" y="13" width="28" height="28" rx="${card.node.job ? 14 : 7}" fill="${ground}"/>`,
      `<text x="26" y="31" text-anchor="middle" font-size="${lettersOf(card.node.system).length > 2 ? 10 : 11.5}" font-weight="700" fill="${ink}">${escapeXml(lettersOf(card.node.system))}</text>`,
      text(50, 24, card.node.label, 13, theme.text, 600, card.width - 62),
      text(50, 41, captionText(card.node), 11, theme.faint, 400, card.width - 62),
    );
    for (const [n, row] of card.rows.entries()) {
      const middle = CARD.height + CARD.rowsTop + n * CARD.row + CARD.row / 2 + 4;
      out.push(text(16, middle, row.name, 11.5, traced?.has(row.name.toLowerCase()) ? theme.accent : theme.text, 400, card.width * 0.6));
      if (row.type !== null) out.push(`<text x="${card.width - 14}" y="${middle}" text-anchor="end" font-size="10.5" fill="${theme.faint}">${escapeXml(shortened(row.type, 14))}</text>`);
    }
    if (card.hidden > 0) out.push(text(16, CARD.height + CARD.rowsTop + card.rows.length * CARD.row + CARD.row / 2 + 4, t('{0} more columns', card.hidden), 11, theme.faint, 400, card.width));
    out.push('</g>');
  }
  out.push('</svg>', '');
  return { svg: out.join('\n'), width, height };
}

function text(x: number, y: number, words: string, size: number, colour: string, weight: number, room: number): string {
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escapeXml(shortened(words, Math.floor(room / (size * 0.56))))}</text>`;
}

function shortened(words: string, most: number): string {
  const letters = [...words];
  return letters.length <= most ? words : `${letters.slice(0, Math.max(1, most - 1)).join('')}…`;
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}

function escapeXml(words: string): string {
  return plainText(words).replace(/[<>&"']/g, c => `&#${c.charCodeAt(0)};`);
}

/** Browsers refuse canvases beyond about this many pixels. */
const MOST_PIXELS = 60_000_000;

/** The SVG as a PNG at twice its size, or as large as a browser can paint. */
export async function pngOf(picture: { readonly svg: string; readonly width: number; readonly height: number }): Promise<Blob> {
  const scale = Math.min(2, Math.sqrt(MOST_PIXELS / (picture.width * picture.height)), 16_000 / picture.width, 16_000 / picture.height);
  const image = new Image();
  image.src = `data:image/svg+xml;base64,${base64(new TextEncoder().encode(picture.svg))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((give, fail) => canvas.toBlob(blob => (blob === null ? fail(new Error(t('The picture is too large.'))) : give(blob)), 'image/png'));
}

export function base64(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 0x8000) out += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(out);
}
