import type { CallAt, Document } from '../../model/format';
import { entry } from '../../text/entry';
import macroDocs from './data/macroDocs.json';
import { builtInMacros, knownPackage } from './builtIns';
import { CONTEXT_ENTRIES, jinjaStart } from './expect/jinja';
import { macroTargets } from './names';
import { lookupOf, type Project } from './project/data';

const DOCS: { readonly [pkg: string]: { readonly [name: string]: string } } = macroDocs;

/** The innermost call of a Jinja expression that is still open at the cursor; null outside of calls and expressions. */
export function callAt(document: Document, project: Project, offset: number): CallAt | null {
  const start = jinjaStart(document.text, offset);
  if (start === null) return null;
  const open = openCall(document.text, start, offset);
  if (!open) return null;
  const parts = open.name.split('.');
  const [first, second] = parts;
  if (first === undefined || parts.length > 2) return null;
  const { argument, keyword, name } = open;
  const entry = CONTEXT_ENTRIES.find(e => e.name === first);
  if (entry) {
    const called = second === undefined ? entry : entry.members?.[second];
    return called?.signature === undefined ? null : { name, targets: [], argument, keyword, known: { parameters: called.signature, documentation: called.doc } };
  }
  const pkg = second === undefined ? null : first;
  const macro = second ?? first;
  return { name, targets: macroTargets(lookupOf(project), pkg, macro), argument, keyword, known: knownMacro(pkg, macro) };
}

function knownMacro(pkg: string | null, macro: string): CallAt['known'] {
  const signature = pkg === null || pkg === 'dbt' ? builtInMacros().get(macro)?.signature : knownPackage(pkg)?.macros[macro];
  return signature === undefined ? null : { parameters: signature, documentation: entry(entry(DOCS, pkg ?? 'dbt') ?? {}, macro) ?? null };
}

/** Reads from the start of the expression to the cursor, over texts and brackets. */
function openCall(text: string, start: number, offset: number): { name: string; argument: number; keyword: string | null } | null {
  interface Bracket {
    readonly name: string;
    argument: number;
    from: number;
  }
  const brackets: Bracket[] = [];
  let quote = '';
  for (let i = start; i < offset; i++) {
    const c = text[i]!;
    if (quote) {
      if (c === '\\') i++;
      else if (c === quote) quote = '';
    } else if (c === '"' || c === "'") quote = c;
    else if (c === '(') brackets.push({ name: nameBefore(text, start, i), argument: 0, from: i + 1 });
    else if (c === '[' || c === '{') brackets.push({ name: '', argument: 0, from: i + 1 });
    else if (c === ')' || c === ']' || c === '}') brackets.pop();
    else if (c === ',' && brackets.length > 0) {
      const top = brackets[brackets.length - 1]!;
      top.argument++;
      top.from = i + 1;
    }
  }
  // Of `f([1, |` the list is an argument of f; a bracket around a term, `f((1 + |`, is too.
  const call = brackets.findLast(b => b.name !== '');
  if (!call) return null;
  const keyword = /^\s*([A-Za-z_]\w*)\s*=(?!=)/.exec(text.slice(call.from, Math.min(offset, call.from + 200)));
  return { name: call.name, argument: call.argument, keyword: keyword?.[1] ?? null };
}

function nameBefore(text: string, start: number, open: number): string {
  const name = /[A-Za-z_][\w.]*\s*$/.exec(text.slice(Math.max(start, open - 200), open))?.[0].trimEnd() ?? '';
  // `{% if (`, `x in (`: words of the language are no calls.
  return /^(if|elif|in|not|and|or|is|else|for|set|do)$/.test(name) ? '' : name;
}
