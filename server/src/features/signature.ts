import type { CallAt } from '../model/format';
import type { Entity, Workspace } from '../model/workspace';
import { prose } from '../text/markdown';

export interface Signature {
  /** `to_euros(column, digits=2)`. */
  readonly label: string;
  /** Where each parameter stands in the label. */
  readonly parameters: readonly { readonly start: number; readonly end: number; readonly documentation: string | null }[];
  /** Index of the parameter the cursor is in; null if there is none for it. */
  readonly active: number | null;
  /** Untrusted Markdown. */
  readonly documentation: string | null;
}

/** The signature of the call whose brackets hold the cursor. Null outside of calls, and for calls of unknown things. */
export function signature(ws: Workspace, path: string, offset: number): Signature | null {
  const document = ws.document(path);
  const call = document ? ws.reader(path)?.callAt?.({ path, text: document.text }, document.project, offset) : null;
  if (!call) return null;
  for (const target of call.targets) {
    const [entity, other] = ws.answering(target);
    if (entity && !other) return ofEntity(call, entity);
  }
  return call.known ? made(call, splitParameters(call.known.parameters).map(text => ({ text, documentation: null })), call.known.documentation) : null;
}

function ofEntity(call: CallAt, entity: Entity): Signature | null {
  const { more, description } = entity.attributes;
  const written = typeof more?.['signature'] === 'string' ? /\((.*)\)$/s.exec(more['signature'])?.[1] : undefined;
  if (written === undefined) return null;
  const docs = described(more?.['documentedArguments']);
  const parameters = splitParameters(written).map(text => ({ text, documentation: docs.get(nameOf(text)) ?? null }));
  const own = typeof more?.['docs'] === 'string' ? more['docs'] : null;
  const text = description ?? own;
  return made(call, parameters, text ? prose(text) : null);
}

function made(call: CallAt, parameters: readonly { readonly text: string; readonly documentation: string | null }[], documentation: string | null): Signature {
  let label = `${call.name}(`;
  const places = parameters.map(({ text, documentation: doc }, i) => {
    const start = label.length + (i > 0 ? 2 : 0);
    label += (i > 0 ? ', ' : '') + text;
    return { start, end: start + text.length, documentation: doc };
  });
  return { label: `${label})`, parameters: places, active: activeParameter(call, parameters.map(p => p.text)), documentation };
}

/** By name, else by place; an argument beyond the last parameter belongs to one that takes any number. */
function activeParameter(call: CallAt, parameters: readonly string[]): number | null {
  if (call.keyword !== null) {
    const named = parameters.findIndex(p => nameOf(p) === call.keyword);
    return named >= 0 ? named : orNull(parameters.findIndex(p => p.startsWith('**')));
  }
  if (call.argument < parameters.length && !parameters[call.argument]!.startsWith('**')) return call.argument;
  return orNull(parameters.findIndex(p => p.startsWith('*') && !p.startsWith('**')));
}

function orNull(index: number): number | null {
  return index < 0 ? null : index;
}

function nameOf(parameter: string): string {
  return /[A-Za-z_]\w*/.exec(parameter)?.[0] ?? '';
}

/** `a, b=[1, 2], c="x, y"` at its outer commas. */
function splitParameters(text: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let quote = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quote) {
      if (c === quote) quote = '';
    } else if (c === '"' || c === "'") quote = c;
    else if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    else if (c === ',' && depth <= 0) {
      out.push(text.slice(from, i));
      from = i + 1;
    }
  }
  out.push(text.slice(from));
  return out.map(p => p.replace(/\s+/g, ' ').trim()).filter(p => p !== '');
}

/** Documentation of arguments by name, as a properties file has it. */
function described(value: unknown): Map<string, string> {
  const out = new Map<string, string>();
  for (const item of Array.isArray(value) ? value : []) {
    const { name, type, description } = (item ?? {}) as { readonly name?: unknown; readonly type?: unknown; readonly description?: unknown };
    const text = [typeof type === 'string' ? type : '', typeof description === 'string' ? description : ''].filter(t => t !== '').join(': ');
    if (typeof name === 'string' && text !== '') out.set(name, prose(text));
  }
  return out;
}
