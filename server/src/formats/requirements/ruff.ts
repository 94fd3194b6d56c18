import type { Declaration } from '../../model/facts';
import { key } from '../../model/key';

const SECTION = /^[ \t]*\[[ \t]*([\w."'-]+)[ \t]*\][ \t]*(?:#.*)?$/;
const LIST = /^[ \t]*(select|extend-select|ignore|extend-ignore)[ \t]*=[ \t]*\[/;

/**
 * What Ruff is told to look for, from `pyproject.toml`, `ruff.toml` or `.ruff.toml`: null if the file says nothing about Ruff.
 * Source: docs.astral.sh/ruff/settings (`lint.select`, `lint.extend-select`, `lint.ignore`, and their old places without `lint`).
 */
export function ruffSettings(path: string, text: string): Declaration | null {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const own = name === 'ruff.toml' || name === '.ruff.toml';
  let section = own ? 'tool.ruff' : '';
  let at: number | null = own ? 0 : null;
  const found: { [list: string]: string[] } = { select: [], ignore: [] };
  let offset = 0;
  let open: string | null = null;
  for (const line of text.split('\n')) {
    const header = open === null ? SECTION.exec(line) : null;
    if (header) {
      section = own ? `tool.ruff.${header[1]!}` : header[1]!;
      if (/^tool\.ruff(\.|$)/.test(section)) at ??= offset;
    } else if (/^tool\.ruff(\.lint)?$/.test(section) || open !== null) {
      const list: RegExpExecArray | null = open === null ? LIST.exec(line) : null;
      if (list) open = list[1]!;
      if (open !== null) {
        const rest = (list ? line.slice(list[0].length) : line).replace(/#.*$/, '');
        for (const m of rest.matchAll(/["']([A-Z]+\d*)["']/g)) found[open.endsWith('select') ? 'select' : 'ignore']!.push(m[1]!);
        if (rest.includes(']')) open = null;
      }
    }
    offset += line.length + 1;
  }
  if (at === null) return null;
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
  const span = { start: at, end: at };
  return {
    id: key('linter.ruff', folder), kind: 'symbol', type: 'python.linter', role: 'describes', name: 'ruff', keys: [], nameSpan: span, span, parent: null, path: null,
    attributes: { more: { select: found['select']!, ignore: found['ignore']! } }, columns: [], columnsComplete: false,
  };
}
