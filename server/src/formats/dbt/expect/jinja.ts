import contextData from '../data/context.json';
import type { Choice, Expectation, Word } from '../../../model/format';
import { completeAt } from '../../../syntax/jsonSchema';
import { builtInMacros, knownPackage } from '../builtIns';
import { lookupNamespace, packagesNamespace, type Scope, sourceTablesNamespace, varNamespaces } from '../names';
import type { Project } from '../project/data';

/** How far back the start of a tag or expression is looked for. */
const MAX_BACK = 20_000;

/** What stands before the cursor in a Jinja expression. */
interface Here {
  /** The name in front of the innermost open bracket, and the text between that bracket and the cursor. */
  readonly callee: string | null;
  readonly inside: string;
  /** Start of the word or text at the cursor, and the quote it has. */
  readonly start: number;
  readonly quote: string;
  /** Dotted names before the word: `dbt_utils.` */
  readonly qualifier: readonly string[];
}

/** Whether an offset lies in `{{ … }}` or `{% … %}`; gives the offset behind the opening mark, null outside. */
export function jinjaStart(text: string, offset: number, from = 0): number | null {
  const low = Math.max(from, offset - MAX_BACK);
  const before = text.slice(low, offset);
  const open = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
  if (open < 0) return null;
  const mark = before[open + 1] === '{' ? '}}' : '%}';
  if (before.indexOf(mark, open + 2) >= 0) return null;
  const comment = before.lastIndexOf('{#');
  if (comment >= 0 && before.indexOf('#}', comment) < 0) return null;
  return low + open + 2;
}

/** What may stand at the cursor in a Jinja expression that begins at `start`. Null if nothing is known to fit. */
export function expectJinja(text: string, start: number, offset: number, project: Project): Expectation | null {
  const here = readBack(text, start, offset);
  const end = here.quote ? closing(text, offset, here.quote) : wordEnd(text, offset);
  const replace = { start: here.start, end };
  const choices = here.callee !== null ? argumentChoices(here, project) : [];
  if (here.quote) return choices.length > 0 ? { replace, choices } : null;
  if (here.qualifier.length > 0) return { replace, choices: memberChoices(here.qualifier, project) };
  return { replace, choices: [...choices, ...nameChoices(project)] };
}

/** Reads back from the cursor to the opening of the expression, over texts and brackets. */
function readBack(text: string, start: number, offset: number): Here {
  let quote = '';
  let quoteStart = offset;
  const brackets: number[] = [];
  for (let i = start; i < offset; i++) {
    const c = text[i]!;
    if (quote) {
      if (c === '\\') i++;
      else if (c === quote) quote = '';
      continue;
    }
    if (c === '"' || c === "'") {
      quote = c;
      quoteStart = i + 1;
    } else if (c === '(' || c === '[' || c === '{') brackets.push(i);
    else if (c === ')' || c === ']' || c === '}') brackets.pop();
  }
  let wordStart = quote ? quoteStart : offset;
  while (!quote && wordStart > start && /[\w]/.test(text[wordStart - 1]!)) wordStart--;
  const dotted = quote ? null : /((?:[A-Za-z_]\w*\s*\.\s*)+)$/.exec(text.slice(Math.max(start, wordStart - 200), wordStart));
  const open = brackets.findLast(b => text[b] === '(');
  const callee = open === undefined ? null : (/([A-Za-z_][\w.]*)\s*$/.exec(text.slice(Math.max(start, open - 200), open))?.[1] ?? null);
  return { callee, inside: open === undefined ? '' : text.slice(open + 1, wordStart - (quote ? 1 : 0)), start: wordStart, quote, qualifier: dotted ? dotted[1]!.split('.').map(p => p.trim()).filter(p => p !== '') : [] };
}

function closing(text: string, offset: number, quote: string): number {
  for (let i = offset; i < text.length && text[i] !== '\n' && text[i] !== '\r'; i++) if (text[i] === quote) return i;
  return wordEnd(text, offset);
}

export function wordEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && /\w/.test(text[end]!)) end++;
  return end;
}

/** The arguments before the cursor, as far as they are plain texts. */
function earlier(inside: string): (string | null)[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < inside.length; i++) {
    if ('([{'.includes(inside[i]!)) depth++;
    else if (')]}'.includes(inside[i]!)) depth--;
    else if (inside[i] === ',' && depth === 0) {
      parts.push(inside.slice(from, i));
      from = i + 1;
    }
  }
  return parts.map(p => /^\s*(['"])(.*)\1\s*$/.exec(p)?.[2] ?? null);
}

function argumentChoices(here: Here, project: Project): Choice[] {
  const { scope } = project;
  const given = earlier(here.inside);
  const wrap = here.quote ? {} : { wrap: "'$'" };
  const entities = (types: readonly string[], namespaces: readonly string[]): Choice => ({ kind: 'entities', types, namespaces, ...wrap });
  const scopes: readonly Scope[] = [scope, ...project.data.elsewhere];
  const anywhere = (kind: Parameters<typeof lookupNamespace>[0]): string[] => scopes.map(s => lookupNamespace(kind, s, null));
  const callee = here.callee!.replace(/^(builtins|dbt)\./, '');
  if (callee === 'config') return configChoices(here);
  if (callee === 'ref') {
    if (given.length === 0) return [entities(['dbt.model', 'dbt.seed', 'dbt.snapshot'], anywhere('ref')), entities(['dbt.project'], [packagesNamespace(scope)])];
    return given.length === 1 && given[0] ? [entities([], scopes.map(s => lookupNamespace('ref', s, given[0]!)))] : [];
  }
  if (callee === 'source') {
    if (given.length === 0) return [entities(['dbt.source_name'], anywhere('sourceName'))];
    return given.length === 1 && given[0] ? [entities(['dbt.source'], scopes.map(s => sourceTablesNamespace(s, given[0]!)))] : [];
  }
  if (given.length > 0) return [];
  if (callee === 'doc') return [entities(['dbt.doc'], anywhere('doc'))];
  if (callee === 'metric') return [entities(['dbt.metric'], anywhere('metric'))];
  if (callee === 'function') return [entities(['dbt.function'], anywhere('function'))];
  if (callee === 'var') return [entities(['dbt.var'], varNamespaces(scope, project.main.name, project.name))];
  return [];
}

/** Keys of `config(…)`, and the values of the key before the cursor. */
function configChoices(here: Here): Choice[] {
  const key = /(?:^|,)\s*([A-Za-z_]\w*)\s*=\s*(?:\[\s*(?:['"][^'"]*['"]\s*,\s*)*)?$/.exec(here.inside)?.[1];
  if (key) {
    const words = completeAt('dbt/properties', null, ['models', 0, 'config', key], 'value').words;
    const choices: Choice[] = [{ kind: 'words', words: words.map(w => ({ ...w, insert: here.quote ? w.label : /^(true|false|\d+)$/i.test(w.label) ? w.label : `'${w.label}'` })) }];
    if (key === 'tags') choices.unshift({ kind: 'values', of: 'tags' });
    if (key === 'group') choices.unshift({ kind: 'values', of: 'groups' });
    if (key === 'schema') choices.unshift({ kind: 'values', of: 'schemas' });
    return choices;
  }
  if (here.quote) return [];
  const present = [...here.inside.matchAll(/([A-Za-z_]\w*)\s*=/g)].map(m => m[1]!);
  const words = completeAt('dbt/properties', null, ['models', 0, 'config'], 'key', present).words;
  return [{ kind: 'words', words: words.map((w): Word => ({ label: w.label, kind: 'key', insert: `${w.label}=`, ...(w.detail ? { detail: w.detail } : {}), ...(w.documentation ? { documentation: w.documentation } : {}), ...(w.rank !== undefined ? { rank: w.rank } : {}) })) }];
}

interface ContextEntry {
  readonly name: string;
  readonly kind: string;
  readonly signature?: string;
  readonly doc: string;
  readonly url?: string;
  readonly members?: { readonly [name: string]: { readonly signature?: string; readonly doc: string } };
}

export const CONTEXT_ENTRIES = contextData.jinja as unknown as readonly ContextEntry[];

/** Names that may begin an expression: macros of the project, dbt's context, packages, dbt's own macros. */
function nameChoices(project: Project): Choice[] {
  const own = [...new Set([project.name, project.main.name])].map(pkg => lookupNamespace('macro', project.scope, pkg));
  const context = CONTEXT_ENTRIES.map((e): Word => ({ label: e.name, kind: e.kind === 'function' ? 'function' : 'value', detail: e.signature ? `(${e.signature})` : e.kind, documentation: e.doc }));
  const packages = [...new Set([...project.data.installed, ...project.data.declared.map(p => p.name), 'dbt'])].map((name): Word => ({ label: name, kind: 'value', detail: 'package', rank: 2 }));
  const builtIn = [...builtInMacros()].filter(([name, m]) => m.package === 'dbt' && !/__|^_|^test_|^get_|^create_|^drop_/.test(name)).map(([name, m]): Word => ({ label: name, kind: 'function', detail: `(${m.signature})`, rank: 3 }));
  return [{ kind: 'entities', types: ['dbt.macro'], namespaces: own }, { kind: 'words', words: [...context, ...packages, ...builtIn] }];
}

/** What follows a dot: macros of a package, members of an object of the context. */
function memberChoices(qualifier: readonly string[], project: Project): Choice[] {
  const [first, second] = qualifier;
  if (first === undefined || second !== undefined) return [];
  const members = CONTEXT_ENTRIES.find(e => e.name === first)?.members;
  if (members) return [{ kind: 'words', words: Object.entries(members).map(([label, m]): Word => ({ label, kind: m.signature === undefined ? 'value' : 'function', ...(m.signature === undefined ? {} : { detail: `(${m.signature})` }), documentation: m.doc })) }];
  const out: Choice[] = [{ kind: 'entities', types: ['dbt.macro'], namespaces: [lookupNamespace('macro', project.scope, first)] }];
  const macros = first === 'dbt' ? Object.fromEntries([...builtInMacros()].filter(([, m]) => m.package === 'dbt').map(([name, m]) => [name, m.signature])) : (knownPackage(first)?.macros ?? {});
  out.push({ kind: 'words', words: Object.entries(macros).filter(([name]) => !/^_|__/.test(name)).map(([label, signature]): Word => ({ label, kind: 'function', detail: `(${signature})` })) });
  return out;
}

