import type { Facts } from '../../model/facts';
import { blocksOf, type CallArguments, expressionsIn, isForeign, type MappingValue, type PythonFile, type Statement, statementsIn, visitExpressions } from '../../syntax/python';
import type { Span } from '../../text/span';

/** Whether anything is imported from one of these packages or their modules. */
export function importsFrom(file: PythonFile, packages: readonly string[]): boolean {
  const one = (module: string): boolean => packages.includes(module.split('.')[0]!);
  for (const s of statementsIn(file.body)) {
    if (s.kind === 'import' && (s.from ? one(s.from.module) : s.names.some(n => one(n.name)))) return true;
  }
  return false;
}

/** Blocks of code, for folding. */
export function foldsIn(file: PythonFile): Span[] {
  const out: Span[] = [];
  for (const s of statementsIn(file.body)) if (blocksOf(s).length > 0) out.push({ start: s.span.start, end: trimmed(file.text, s) });
  return out;
}

function trimmed(text: string, s: Statement): number {
  let end = s.span.end;
  while (end > s.span.start && /\s/.test(text[end - 1]!)) end--;
  return end;
}

/** The place behind the last argument that a call writes itself, where `, more=1` can be put in; null if it writes none, or not in this text. */
export function behindArguments(text: string, args: CallArguments): number | null {
  const ends = [...args.positional.map(p => p.expression.span), ...args.keywords.filter(k => k.nameSpan !== null && k.full.start <= k.nameSpan.start).map(k => k.full)];
  return behindLast(text, ends, /^\s*(,|\))/);
}

/** The place behind the last entry of a dict that is written in this text, where `, "more": 1` can be put in; null if there is none. */
export function behindEntries(text: string, dict: MappingValue): number | null {
  return behindLast(text, dict.entries.flatMap(e => e.span ?? []), /^\s*(,|\})/);
}

/** What follows must be a comma or the bracket, else the end is not where it seems to be. */
function behindLast(text: string, spans: readonly Span[], then: RegExp): number | null {
  if (spans.length === 0 || spans.some(isForeign)) return null;
  const end = Math.max(...spans.map(s => s.end));
  return then.test(text.slice(end, end + 200)) ? end : null;
}

/** Where the names of a file are bound and used, so that a rename can tell whether it keeps the code whole. */
export interface NameUses {
  /** Functions by name: where their name is written. */
  readonly functions: ReadonlyMap<string, Span>;
  /** Every place that uses a name which means one thing all over the file; undefined where it is bound again. */
  usesOf(name: string): readonly Span[] | undefined;
}

/** `inputs` are the starts of parameters that mean what their name means elsewhere (an asset by its name). */
export function nameUses(file: PythonFile, inputs: ReadonlySet<number> = new Set()): NameUses {
  const functions = new Map<string, Span>();
  const bound = new Map<string, number>();
  const uses = new Map<string, Span[]>();
  const bind = (name: string): void => void bound.set(name, (bound.get(name) ?? 0) + 1);
  for (const s of statementsIn(file.body)) {
    if (s.kind === 'function') {
      functions.set(s.name, s.nameSpan);
      bind(s.name);
      for (const p of s.parameters) if (!inputs.has(p.nameSpan.start)) bind(p.name);
    } else if (s.kind === 'import') for (const n of s.names) bind(n.alias ?? n.name);
    else if (s.kind === 'class') bind(s.name);
    const targets = s.kind === 'assign' ? s.targets : s.kind === 'for' ? [s.target] : s.kind === 'with' ? s.items.flatMap(i => i.target ?? []) : [];
    for (const t of targets) visitExpressions(t, e => { if (e.kind === 'name') bind(e.name); return true; });
    for (const root of expressionsIn(s)) {
      visitExpressions(root, e => {
        if (e.kind === 'name') (uses.get(e.name) ?? uses.set(e.name, []).get(e.name)!).push(e.span);
        return true;
      });
    }
  }
  return { functions, usesOf: name => ((bound.get(name) ?? 0) > 1 ? undefined : (uses.get(name) ?? [])) };
}

/**
 * A task, DAG, asset or flow named after its function: every place that names the function names it too, so that a rename keeps
 * the code whole. If the name is bound again anywhere in the file, it is left alone: the id then has no place that a rename may change.
 */
export function nameFunctions(file: PythonFile, facts: Facts, inputs: ReadonlySet<number> = new Set()): Facts {
  const names = nameUses(file, inputs);
  const references = [...facts.references];
  const declarations = facts.declarations.map(d => {
    const span = d.role === 'defines' ? d.nameSpan : null;
    const name = span ? file.text.slice(span.start, span.end) : '';
    const own = names.functions.get(name);
    if (!span || !own || own.start !== span.start) return d;
    const uses = names.usesOf(name);
    // An empty place says that there is a name, but none that can be changed.
    if (uses === undefined) return { ...d, nameSpan: d.kind === 'job' ? null : { start: span.start, end: span.start } };
    for (const use of uses) references.push({ targets: [d.id], type: d.type, name, span: use, fullSpan: use, from: null, role: 'names', certainty: 'certain' });
    return d;
  });
  return { ...facts, references, declarations };
}
