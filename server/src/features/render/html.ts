import { createHash } from 'node:crypto';
import type { LineageDetail } from '../lineage/detail';
import type { LineageMap } from '../lineage/map';
import { plain } from './picture';

/** The program of the lineage view and its style, as they were built. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
}

/**
 * The lineage view as one file that needs nothing else: script, style and data inside. Its policy lets run exactly this script
 * and apply exactly this style, by their hashes, and lets nothing be fetched; the data is a block that browsers don't run.
 */
export function html(map: LineageMap, detail: LineageDetail, page: PageParts): string {
  const style = page.style.replace(/<\/style/gi, '<\\/style');
  const script = page.script.replace(/<\/script/gi, '<\\/script').replace(/<!--/g, '<\\!--');
  const policy = `default-src 'none'; script-src '${hash(script)}'; style-src '${hash(style)}'; img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(map.title)}: lineage</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body class="alone">',
    `<script type="application/json" id="data">${dataText({ map, detail })}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** JSON that can stand in a script element: no character in it can end the element or open a comment. */
function dataText(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}

function escapeHtml(text: string): string {
  return plain(text).replace(/[<>&"']/g, c => `&#${c.charCodeAt(0)};`);
}
