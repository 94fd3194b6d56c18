import type { Json } from '../../../model/key';
import type { Block, Expr, JinjaTemplate, Parameter, Statement } from '../../../syntax/jinja';
import { rootsOf, visit } from '../../../syntax/jinja';
import { literalOf, pathOf } from './jinjaCalls';

/** What a call of a macro does beyond its text: the references it makes, in terms of its parameters. Plain JSON, kept with the macro. */
export type Effect = {
  readonly kind: 'ref' | 'source' | 'var' | 'call' | 'dispatch';
  /** Macro called, for `call`: `name` or `package.name`; macro and namespace for `dispatch`. */
  readonly name?: string;
  readonly namespace?: string | null;
  readonly args: readonly EffectArgument[];
};

/** An argument: a literal value, or the text of a parameter. Anything else is unknown. */
export type EffectArgument = { readonly name: string | null; readonly value?: Json; readonly parameter?: string };

/** How many effects of one macro are kept. */
const MAX_EFFECTS = 200;

/** The effects of a block's body: refs, sources and variables with literals or parameters, and calls of further macros. */
export function effectsOf(template: JinjaTemplate, block: Block, parameters: ReadonlySet<string>, isMacro: (path: readonly string[]) => boolean): Effect[] {
  const out: Effect[] = [];
  for (const branch of block.branches) {
    for (let i = branch.from; i < branch.to && out.length < MAX_EFFECTS; i++) {
      for (const root of rootsOf(template.segments[i]!)) {
        visit(root, expr => {
          const effect = expr.kind === 'call' ? effectOf(expr, parameters, isMacro) : null;
          if (effect && out.length < MAX_EFFECTS) out.push(effect);
        });
      }
    }
  }
  return out;
}

/** The effects of a text value with Jinja, as of a variable. */
export function effectsOfText(template: JinjaTemplate): Effect[] {
  const out: Effect[] = [];
  for (const segment of template.segments) {
    for (const root of rootsOf(segment)) {
      visit(root, expr => {
        const effect = expr.kind === 'call' ? effectOf(expr, new Set(), () => false) : null;
        if (effect && out.length < MAX_EFFECTS) out.push(effect);
      });
    }
  }
  return out;
}

function effectOf(expr: Expr & { kind: 'call' }, parameters: ReadonlySet<string>, isMacro: (path: readonly string[]) => boolean): Effect | null {
  const args = expr.args.flatMap((a): EffectArgument[] => (a.kind === 'splat' || a.kind === 'keywordSplat' ? [] : [argumentOf(a.name?.text ?? null, a.value, parameters)]));
  if (expr.callee.kind === 'call') {
    const dispatched = dispatchOf(expr.callee);
    return dispatched ? { kind: 'dispatch', ...dispatched, args } : null;
  }
  const path = pathOf(expr.callee)?.map(p => p.text);
  if (!path) return null;
  const name = path.length === 2 && path[0] === 'builtins' ? path[1]! : path.length === 1 ? path[0]! : null;
  if (name === 'ref' || name === 'source' || name === 'var') return args.length > 0 ? { kind: name, args } : null;
  return path.length <= 2 && isMacro(path) ? { kind: 'call', name: path.join('.'), args } : null;
}

/** `adapter.dispatch('name', 'namespace')`: what it looks for. */
export function dispatchOf(expr: Expr & { kind: 'call' }): { readonly name: string; readonly namespace: string | null } | null {
  const path = pathOf(expr.callee)?.map(p => p.text);
  if (path?.length !== 2 || path[0] !== 'adapter' || path[1] !== 'dispatch') return null;
  const positional = expr.args.filter(a => a.kind === 'positional');
  const named = (name: string): Expr | undefined => expr.args.find(a => a.name?.text === name)?.value;
  const macro = literalOfOptional(named('macro_name') ?? positional[0]?.value);
  const namespace = literalOfOptional(named('macro_namespace') ?? positional[1]?.value);
  if (typeof macro !== 'string') return null;
  return { name: macro, namespace: typeof namespace === 'string' ? namespace : null };
}

function literalOfOptional(expr: Expr | undefined): Json | undefined {
  return expr ? literalOf(expr) : undefined;
}

function argumentOf(name: string | null, value: Expr, parameters: ReadonlySet<string>): EffectArgument {
  const literal = literalOf(value);
  if (literal !== undefined) return { name, value: literal };
  if (value.kind === 'name' && parameters.has(value.name)) return { name, parameter: value.name };
  return { name };
}

export function parametersOf(statement: Statement): readonly Parameter[] {
  return statement.kind === 'macro' || statement.kind === 'test' ? statement.parameters : [];
}
