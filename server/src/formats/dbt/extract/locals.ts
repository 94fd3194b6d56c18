import type { Expr, JinjaTemplate } from '../../../syntax/jinja';

/** Names that a template itself gives a value: set, loop and macro parameters, imports, and the macros it defines are left out. */
export function locals(template: JinjaTemplate): ReadonlySet<string> {
  const out = new Set<string>();
  const target = (expr: Expr): void => {
    if (expr.kind === 'name') out.add(expr.name);
    else if (expr.kind === 'tuple' || expr.kind === 'list') for (const item of expr.items) target(item);
  };
  for (const segment of template.segments) {
    if (segment.kind !== 'tag') continue;
    const s = segment.statement;
    if (s.kind === 'set' || s.kind === 'for') target(s.target);
    else if (s.kind === 'macro' || s.kind === 'test' || s.kind === 'call') for (const p of s.parameters) out.add(p.name.text);
    else if (s.kind === 'with') for (const a of s.assignments) target(a.target);
    else if (s.kind === 'import' && s.target) out.add(s.target.text);
    else if (s.kind === 'from') for (const n of s.names) out.add((n.as ?? n.name).text);
  }
  return out;
}
