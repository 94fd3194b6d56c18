import type { Scope, Use } from '../../model/query';

export interface Equation {
  readonly left: Use;
  readonly right: Use;
}

/**
 * Pairs of columns that a scope's join conditions and filters set equal as they are: `a.x = b.y`, standing between AND, ON, WHERE or
 * brackets. Columns inside expressions are left out.
 */
export function equations(text: string, scope: Scope): readonly Equation[] {
  if (scope.inputs.length < 2) return [];
  const uses = scope.indirect.filter(u => u.kind === 'join' || u.kind === 'filter').sort((a, b) => a.span.start - b.span.start);
  const out: Equation[] = [];
  for (const [i, left] of uses.entries()) {
    const right = uses[i + 1];
    if (!right || left.scope !== right.scope) continue;
    const from = left.qualifierSpan?.start ?? left.span.start;
    const between = text.slice(left.span.end, right.qualifierSpan?.start ?? right.span.start);
    if (!/^\s*=\s*$/.test(between)) continue;
    if (!/(\bon|\band|\bwhere|\()\s*$/i.test(text.slice(Math.max(0, from - 40), from))) continue;
    if (!/^\s*($|\)|\band\b|\bor\b|\bleft\b|\bright\b|\binner\b|\bfull\b|\bcross\b|\bjoin\b|\bwhere\b|\bgroup\b|\border\b|\bqualify\b|\bhaving\b|\bunion\b|\blimit\b|--|\/\*|;)/i.test(text.slice(right.span.end, right.span.end + 40))) continue;
    out.push({ left, right });
  }
  return out;
}
