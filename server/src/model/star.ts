import type { QueryFact } from './facts';
import type { Output } from './query';
import type { DocumentView, Workspace } from './workspace';

/** Lists up to this length stay on the line of the star. */
const ONE_LINE = 60;

/**
 * The columns a star of a SELECT list stands for, as SQL to put in its place; null if they are not all known, have names that need
 * quotes, or if the star renames or replaces some. `scope` is the scope whose SELECT list it stands in.
 */
export function expandedStar(document: DocumentView, ws: Workspace, query: QueryFact, scope: number, output: Output): string | null {
  const select = query.query.scopes[scope];
  if (!select || !output.star || output.opaque || output.star.replace.length + output.star.rename.length > 0 || output.star.like) return null;
  const wanted = output.star.qualifier?.at(-1)?.toLowerCase();
  const chosen = select.inputs.flatMap((input, i) => (wanted === undefined || input.name?.toLowerCase() === wanted ? [{ input, i }] : []));
  const qualified = select.inputs.length > 1;
  if (chosen.length === 0 || (wanted === undefined && chosen.some(c => c.input.natural || c.input.using.length > 0 || c.input.join === 'semi' || c.input.join === 'anti'))) return null;
  const except = new Set(output.star.except.map(e => e.name.toLowerCase()));
  const names: string[] = [];
  for (const { input, i } of chosen) {
    const set = ws.inputColumns(document.path, query, scope, i);
    if (!set.complete || (qualified && input.name === null)) return null;
    for (const column of set.columns) {
      if (except.has(column.name.toLowerCase())) continue;
      if (!/^[A-Za-z_]\w*$/.test(column.name)) return null;
      names.push(qualified ? `${input.name!}.${column.name}` : column.name);
    }
  }
  return names.length > 0 ? laidOut(document.text, output.span.start, names) : null;
}

function laidOut(text: string, at: number, names: readonly string[]): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const before = text.slice(start, at);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  if (before.trim() === '') return names.join(`,${eol}${before}`);
  const line = names.join(', ');
  if (line.length <= ONE_LINE) return line;
  const indent = `${/^[ \t]*/.exec(before)![0]}    `;
  return eol + indent + names.join(`,${eol}${indent}`);
}
