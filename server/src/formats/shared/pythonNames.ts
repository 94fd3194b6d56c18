import type { Json } from '../../model/key';
import { type CallExpression, type Expression, expressionsIn, type PythonFile, statementsIn, visitExpressions } from '../../syntax/python';

/** Names of a Python file, as far as reading it line by line tells: no function is entered, no loop followed. */
export interface PythonNames {
  /** The dotted path an expression stands for: `gxe.ExpectX` is `great_expectations.expectations.ExpectX`; null if it is no plain name. */
  path(e: Expression): string | null;
  /** The literal an expression is, or a name bound to one exactly once; undefined if it is none. */
  literal(e: Expression): Json | undefined;
}

/** Deepest nesting of literals that is looked into. */
const MAX_DEPTH = 20;

export function pythonNames(file: PythonFile): PythonNames {
  const imports = new Map<string, string>();
  const bound = new Map<string, Expression | null>();
  for (const s of statementsIn(file.body)) {
    if (s.kind === 'import') for (const n of s.names) {
      if (s.from) imports.set(n.alias ?? n.name, `${s.from.module}.${n.name}`);
      else imports.set(n.alias ?? n.name.split('.')[0]!, n.alias === null ? n.name.split('.')[0]! : n.name);
    }
    const targets = s.kind === 'assign' ? s.targets : s.kind === 'for' ? [s.target] : s.kind === 'with' ? s.items.flatMap(i => i.target ?? []) : s.kind === 'update' ? [s.target] : [];
    for (const t of targets) if (t.kind === 'name') bound.set(t.name, bound.has(t.name) || s.kind !== 'assign' || s.targets.length !== 1 ? null : s.value);
  }
  const path = (e: Expression, depth = 0): string | null => {
    if (depth > MAX_DEPTH) return null;
    if (e.kind === 'name') return imports.get(e.name) ?? e.name;
    if (e.kind !== 'attribute') return null;
    const of = path(e.value, depth + 1);
    return of === null ? null : `${of}.${e.name}`;
  };
  const literal = (e: Expression, depth = 0): Json | undefined => {
    if (depth > MAX_DEPTH) return undefined;
    switch (e.kind) {
      case 'text': return e.prefix.includes('b') ? undefined : e.value;
      case 'joined': return joined(e.parts.map(p => (p.kind === 'text' ? p.value : undefined)));
      case 'number': return Number.isNaN(e.value) ? undefined : e.value;
      case 'constant': return e.value;
      case 'unary': {
        const value = e.operator === '-' ? literal(e.value, depth + 1) : undefined;
        return typeof value === 'number' ? -value : undefined;
      }
      case 'list': case 'tuple': case 'set': {
        const items = e.items.map(i => literal(i, depth + 1));
        return items.some(i => i === undefined) ? undefined : (items as Json[]);
      }
      case 'dict': {
        const out: { [name: string]: Json } = {};
        for (const entry of e.entries) {
          const key = entry.key ? literal(entry.key, depth + 1) : undefined;
          const value = literal(entry.value, depth + 1);
          if (typeof key !== 'string' || key === '__proto__' || value === undefined) return undefined;
          out[key] = value;
        }
        return out;
      }
      case 'name': {
        const value = bound.get(e.name);
        return value && value.kind !== 'name' ? literal(value, depth + 1) : undefined;
      }
      default: return undefined;
    }
  };
  return { path: e => path(e), literal: e => literal(e) };
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  return parts.some(p => p === undefined) ? undefined : parts.join('');
}

/** Every call of a file, outer ones first, in the order of the text. */
export function callsIn(file: PythonFile): readonly CallExpression[] {
  const out: CallExpression[] = [];
  for (const s of statementsIn(file.body)) for (const root of expressionsIn(s)) visitExpressions(root, e => {
    if (e.kind === 'call') out.push(e);
    return true;
  });
  return out;
}

/** The modules a file imports from, with the names behind `from` left out. */
export function importedModules(file: PythonFile): readonly string[] {
  const out: string[] = [];
  for (const s of statementsIn(file.body)) if (s.kind === 'import') out.push(...(s.from ? [s.from.module] : s.names.map(n => n.name)));
  return out;
}
