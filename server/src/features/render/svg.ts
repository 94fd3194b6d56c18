import type { LineageGraph } from '../lineage/graph';
import { type Layout, layOut } from './layout';
import { type PictureLink, type PictureNode, pictureOf, plain } from './picture';

const MARGIN = 24;
const HEAD = 46;
const ROW = 20;
const MOST_ROWS = 14;
const LONGEST_LABEL = 34;

/**
 * The graph as a picture that stands alone: no script, no font, nothing fetched; light or dark as the reader prefers.
 * Datasets show their columns where the graph has them, and edges then run from column to column.
 */
export function svg(graph: LineageGraph): string {
  const picture = pictureOf(graph);
  const boxes = new Map(picture.nodes.map(n => [n.id, boxOf(n)]));
  const layout = layOut(
    picture.nodes.map(n => ({ id: n.id, width: boxes.get(n.id)!.width, height: boxes.get(n.id)!.height })),
    picture.links,
    { columnGap: 88, rowGap: 22 },
  );
  const width = Math.ceil(layout.width + 2 * MARGIN);
  const height = Math.ceil(layout.height + 2 * MARGIN);
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>Lineage: ${escapeXml(counted(picture.nodes))}</title>`,
    `<style>${STYLE}</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0,0.5 L7.5,4 L0,7.5 z"/></marker></defs>',
    `<rect class="ground" width="${width}" height="${height}" rx="12"/>`,
    `<g transform="translate(${MARGIN} ${MARGIN})">`,
  ];
  for (const [i, link] of picture.links.entries()) out.push(...linkText(link, boxes, layout, i));
  for (const node of picture.nodes) out.push(nodeText(node, boxes.get(node.id)!, layout.boxes.get(node.id)!));
  out.push('</g>', '</svg>');
  return `${out.join('\n')}\n`;
}

const STYLE = `
:root { --ground: #ffffff; --box: #ffffff; --line: #d0d7de; --text: #1f2328; --faint: #656d76; --edge: #8c959f; --column: #0969da; --row: #f6f8fa; }
@media (prefers-color-scheme: dark) { :root { --ground: #0d1117; --box: #161b22; --line: #30363d; --text: #e6edf3; --faint: #8d96a0; --edge: #6e7681; --column: #58a6ff; --row: #1c2128; } }
.ground { fill: var(--ground) }
.box { fill: var(--box); stroke: var(--line) }
.outside { stroke-dasharray: 5 4 }
text { font-family: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: var(--text) }
.label { font-size: 13px; font-weight: 600 }
.caption { font-size: 11px; fill: var(--faint) }
.column { font-size: 11.5px }
.rule { stroke: var(--line) }
.edge { fill: none; stroke: var(--edge); stroke-width: 1.4 }
.likely { stroke-dasharray: 6 4 }
.order { stroke-dasharray: 1.5 4; stroke-linecap: round }
.value { fill: none; stroke: var(--column); stroke-width: 1.1; opacity: 0.65 }
.computed { stroke-dasharray: 5 3 }
.tip { fill: var(--edge) }
`;

interface DrawnBox {
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly rows: readonly string[];
  readonly hidden: number;
}

function boxOf(node: PictureNode): DrawnBox {
  const label = shorten(plain(node.label), LONGEST_LABEL);
  const hidden = node.columns.length > MOST_ROWS ? node.columns.length - MOST_ROWS + 1 : 0;
  const rows = node.columns.slice(0, node.columns.length - hidden).map(c => shorten(plain(c), LONGEST_LABEL));
  const inner = Math.max(textWidth(label, 13) * 1.06, textWidth(node.caption, 11), ...rows.map(r => textWidth(r, 11.5)));
  const count = rows.length + (hidden > 0 ? 1 : 0);
  return { width: Math.max(96, Math.ceil(inner) + (node.shape === 'job' ? 46 : 32)), height: HEAD + (count > 0 ? count * ROW + 6 : 0), label, rows, hidden };
}

function nodeText(node: PictureNode, box: DrawnBox, at: { x: number; y: number }): string {
  const radius = node.shape === 'job' ? 22 : node.shape === 'report' ? 14 : 6;
  const colour = colourOf(node.system);
  const head =
    node.shape === 'job'
      ? `<circle cx="16" cy="${HEAD / 2}" r="4" fill="${colour}"/>`
      : `<rect x="0" y="6" width="4" height="${HEAD - 12}" rx="2" fill="${colour}"/>`;
  const left = node.shape === 'job' ? 27 : 15;
  const parts = [
    `<g transform="translate(${round(at.x)} ${round(at.y)})"><title>${escapeXml(`${node.id}\n${node.caption}`)}</title>`,
    `<rect class="box${node.external ? ' outside' : ''}" width="${box.width}" height="${box.height}" rx="${radius}"/>`,
    head,
    `<text class="label" x="${left}" y="20">${escapeXml(box.label)}</text>`,
    `<text class="caption" x="${left}" y="36">${escapeXml(node.caption)}</text>`,
  ];
  if (box.height > HEAD) parts.push(`<line class="rule" x1="0" x2="${box.width}" y1="${HEAD}" y2="${HEAD}"/>`);
  for (const [i, row] of box.rows.entries()) parts.push(`<text class="column" x="15" y="${HEAD + 17 + i * ROW}">${escapeXml(row)}</text>`);
  if (box.hidden > 0) parts.push(`<text class="caption" x="15" y="${HEAD + 17 + box.rows.length * ROW}">and ${box.hidden} more</text>`);
  return `${parts.join('')}</g>`;
}

/** An edge from side to side, or one line for each pair of columns that both show. */
function linkText(link: PictureLink, boxes: ReadonlyMap<string, DrawnBox>, layout: Layout, index: number): string[] {
  const from = { ...boxes.get(link.from)!, ...layout.boxes.get(link.from)! };
  const to = { ...boxes.get(link.to)!, ...layout.boxes.get(link.to)! };
  const bends = layout.bends[index] ?? [];
  const drawn = link.columns.filter(c => from.rows.includes(c.from) && to.rows.includes(c.to));
  const rowOf = (box: typeof from, column: string): number => box.y + HEAD + 13 + box.rows.indexOf(column) * ROW;
  const lines = drawn.map(c => `<path class="value${c.computed ? ' computed' : ''}" d="${curve({ x: from.x + from.width, y: rowOf(from, c.from) }, bends, { x: to.x, y: rowOf(to, c.to) })}"/>`);
  if (lines.length > 0) return lines;
  const style = link.kind === 'exact' ? '' : ` ${link.kind}`;
  return [`<path class="edge${style}" marker-end="url(#tip)" d="${curve({ x: from.x + from.width, y: from.y + HEAD / 2 }, bends, { x: to.x - 2, y: to.y + HEAD / 2 })}"/>`];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A smooth line through the points that leaves and enters each of them level. */
function curve(start: Point, bends: readonly Point[], end: Point): string {
  let d = `M${round(start.x)},${round(start.y)}`;
  let at = start;
  for (const next of [...bends, end]) {
    const pull = Math.max(24, Math.abs(next.x - at.x) / 2);
    d += ` C${round(at.x + pull)},${round(at.y)} ${round(next.x - pull)},${round(next.y)} ${round(next.x)},${round(next.y)}`;
    at = next;
  }
  return d;
}

const COLOURS: { readonly [system: string]: string } = {
  dbt: '#ff694a', snowflake: '#29b5e8', kafka: '#7c5cff', airflow: '#00ad46', postgres: '#4169e1', mysql: '#00758f', bigquery: '#4285f4', redshift: '#8c4fff',
  s3: '#569a31', gcs: '#34a853', adls: '#0078d4', spark: '#e25a1c', flink: '#e6526f', dagster: '#6c5ce7', prefect: '#1860f2', 'kafka-connect': '#b07cff',
  clickhouse: '#e3b505', databricks: '#ff3621', duckdb: '#d8a800',
};
const OTHERS = ['#1b7f79', '#b5557d', '#7a6a00', '#3c6e91', '#a0522d', '#5a7d2a'];

/** The colour that stands for a system, the same everywhere. */
export function colourOf(system: string): string {
  let sum = 0;
  for (let i = 0; i < system.length; i++) sum = (sum * 31 + system.charCodeAt(i)) >>> 0;
  return COLOURS[system] ?? OTHERS[sum % OTHERS.length]!;
}

/** Roughly the width of a text in a sans-serif face, in pixels. */
function textWidth(text: string, size: number): number {
  let units = 0;
  for (const c of text) units += /[ijlftr.,:;'|!() ]/.test(c) ? 0.36 : /[mwMW@%]/.test(c) ? 0.95 : /[A-Z]/.test(c) ? 0.72 : c.codePointAt(0)! > 0x2e80 ? 1.1 : 0.6;
  return units * size;
}

/** Long names lose their middle, since both ends tell them apart. */
function shorten(text: string, most: number): string {
  const letters = [...text];
  if (letters.length <= most) return text;
  const keep = most - 1;
  return `${letters.slice(0, Math.ceil(keep / 2)).join('')}…${letters.slice(letters.length - Math.floor(keep / 2)).join('')}`;
}

function counted(nodes: readonly PictureNode[]): string {
  const jobs = nodes.filter(n => n.shape === 'job').length;
  const datasets = nodes.length - jobs;
  return `${datasets} dataset${datasets === 1 ? '' : 's'}${jobs === 0 ? '' : `, ${jobs} job${jobs === 1 ? '' : 's'}`}`;
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}

function escapeXml(text: string): string {
  return text
    .split('\n')
    .map(line => plain(line))
    .join('\n')
    .replace(/[<>&"']/g, c => `&#${c.charCodeAt(0)};`);
}
