import type { Overview } from '../features/overview';
import { columnsOf, count, harmless, type Paint, padded, thousands } from '../features/render/terminal';

/** The overview for a person. */
export function overviewText(o: Overview, paint: Paint): string {
  const out: string[] = [];
  if (o.files.total === 0) return `No pipeline files in ${harmless(o.root)}.\n`;
  if (o.projects.length > 0) {
    const own = o.projects.filter(p => !p.package);
    const packages = o.projects.length - own.length;
    out.push(paint.bold('Projects'));
    out.push(...table(own.map(p => [harmless(p.name || '(no name)'), p.format, p.root === '' ? 'here' : harmless(p.root), count(p.files, 'file')]), paint));
    if (packages > 0) out.push(paint.dim(`  and ${count(packages, 'installed package')}`));
    out.push('');
  }
  if (o.systems.length > 0) {
    out.push(paint.bold('Systems'));
    out.push(...table(o.systems.map(s => [harmless(s.system), s.datasets === 0 ? '' : count(s.datasets, 'dataset'), s.jobs === 0 ? '' : count(s.jobs, 'job'), harmless(s.files[0] ?? '') + (s.files.length > 1 ? ', …' : '')]), paint), '');
  }
  out.push(paint.bold('Files'), ...table(o.files.formats.map(f => [f.format, thousands(f.files)]), paint), '');
  out.push(paint.bold('Found'), ...table(o.entities.map(e => [e.type, thousands(e.count)]), paint), '');
  const { datasets, jobs, edges, checks, unresolved } = o.counts;
  const parts = [count(o.files.total, 'file'), count(datasets, 'dataset'), count(jobs, 'job'), count(edges, 'edge'), count(checks, 'check')];
  if (unresolved > 0) parts.push(count(unresolved, 'unresolved name'));
  out.push(`${parts.join(', ')}.`);
  return `${out.join('\n')}\n`;
}

/** Rows with aligned columns; where all of a column begin with numbers, the numbers end below one another. */
function table(rows: readonly (readonly string[])[], paint: Paint): string[] {
  const columns = Math.max(0, ...rows.map(r => r.length));
  const cells = rows.map(r => Array.from({ length: columns }, (_, i) => r[i] ?? ''));
  for (let i = 0; i < columns; i++) {
    const digits = cells.map(r => /^[\d,]*/.exec(r[i]!)![0].length);
    if (cells.some((r, n) => r[i] !== '' && digits[n] === 0)) continue;
    const most = Math.max(...digits);
    for (const [n, r] of cells.entries()) r[i] = ' '.repeat(most - digits[n]!) + r[i];
  }
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...cells.map(r => columnsOf(r[i]!))));
  return cells.map(r => `  ${r.map((cell, i) => (i === 0 ? paint.cyan(padded(cell, widths[i]!)) : padded(cell, widths[i]!))).join('  ')}`.trimEnd());
}
