/**
 * Deep equality of plain values that leaves positions out: properties whose name ends in `span` or `Span`, `folds`, and
 * the `tables` and `holes` of a query fact, which are keyed by position. Two versions of a fact that are the same by
 * this measure tell the rest of the workspace the same. What a file says in words of its own (attributes, arguments, data) is
 * compared whole: there a property of such a name is no position.
 */
export function sameFact(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!sameFact(a[i], b[i])) return false;
    return true;
  }
  if (Array.isArray(b)) return false;
  const left = a as { [name: string]: unknown };
  const right = b as { [name: string]: unknown };
  // Nearly always both have the same names; then the second need not be looked at name by name.
  let more = 0;
  for (const name in left) {
    const mine = left[name];
    const other = right[name];
    if (mine !== other && !isPosition(name) && !(isFree(name, mine) ? sameValue(mine, other) : sameFact(mine, other))) return false;
    if (mine !== undefined && other !== undefined) more--;
  }
  for (const _ in right) more++;
  if (more === 0) return true;
  for (const name in right) if (left[name] === undefined && right[name] !== undefined && !isPosition(name)) return false;
  return true;
}

/** Deep equality of plain values. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!sameValue(a[i], b[i])) return false;
    return true;
  }
  if (Array.isArray(b)) return false;
  const left = a as { [name: string]: unknown };
  const right = b as { [name: string]: unknown };
  for (const name in left) if (!sameValue(left[name], right[name])) return false;
  for (const name in right) if (right[name] !== undefined && left[name] === undefined) return false;
  return true;
}

/** Whether a property holds names of the file's own. The arguments of a call are a list of facts, those of a check a table by name. */
function isFree(name: string, value: unknown): boolean {
  return name === 'attributes' || name === 'data' || name === 'meta' || name === 'config' || name === 'value' || (name === 'arguments' && !Array.isArray(value));
}

function isPosition(name: string): boolean {
  return name === 'span' || name === 'folds' || name === 'tables' || name === 'holes' || name === 'expression' || name.endsWith('Span');
}
