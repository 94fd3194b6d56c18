import type { Json, Key } from '../../../model/key';
import type { Span } from '../../../text/span';
import { callsIn, type Expr, type JinjaCall, type JinjaTemplate, visit } from '../../../syntax/jinja';
import { evaluate } from '../values';
import { checkConfigName } from './configNames';
import { checkConfigValue } from './configValues';
import type { Source } from './draft';
import { literalOf, templateCalls } from './jinjaCalls';
import { referMacro } from './macroCalls';
import { referCall } from './refer';
import { referGroupName, referMaterialization } from './nodeReferences';

/** The in-file configuration of a node. */
export interface FileConfig {
  readonly values: { readonly [name: string]: Json };
  /** Names whose value only a run can tell. */
  readonly dynamic: readonly string[];
  /** Place of each name and of its value, for findings. */
  readonly spans: { readonly [name: string]: Span };
  /** True if `enabled` is false only by the default of a variable that no file sets. */
  readonly conditional?: boolean;
}

/**
 * Reads the `config(…)` calls of one block of a template (`block` -1: the file's top level; conditions and loops count to where they
 * stand). Later calls win, `tags`, `meta` and hooks add up as in dbt. Faulty calls are reported.
 */
export function readConfig(source: Source, template: JinjaTemplate, block: number, type: string, from: Key | null): FileConfig {
  const values: { [name: string]: Json } = Object.create(null);
  const spans: { [name: string]: Span } = Object.create(null);
  const dynamic: string[] = [];
  let conditional = false;
  for (const call of callsIn(template)) {
    if (call.callee !== 'config' || ownerBlock(template, call) !== block) continue;
    const items = itemsOf(source, call);
    const metaItem = items.find(([name]) => name === 'meta')?.[2];
    for (const [name, nameSpan, expr] of items) {
      const key = name.replace(/-/g, '_');
      const keyword = call.args.find(a => a.kind === 'keyword' && a.name === name);
      const literal = literalOf(expr);
      const value = literal !== undefined ? literal : evaluate(expr, source.project);
      spans[key] = nameSpan;
      checkConfigName(source, type, key, nameSpan, keyword ? { argument: [nameSpan.start, expr.span.end], value: [expr.span.start, expr.span.end], meta: metaItem?.kind === 'dict' ? metaItem.span.start + 1 : null } : {});
      if (key === 'pre_hook' || key === 'post_hook') referHookTexts(source, expr, from);
      if (name.includes('-') && key in values) source.draft.problem('config-malformed', nameSpan, `'${name}' and '${key}' are one config; dbt refuses both`);
      if (value === undefined) {
        dynamic.push(key);
        continue;
      }
      if (key === 'enabled') conditional = value === false && literal === undefined && evaluate(expr, { ...source.project, strict: true }) !== false;
      values[key] = merged(key, values[key], value);
      checkConfigValue(source, type, key, value, expr.span);
      if (key === 'materialized' && typeof value === 'string' && expr.kind === 'string') referMaterialization(source, value, expr.parts[0]?.content ?? expr.span, expr.span, from);
      if (key === 'group' && typeof value === 'string' && expr.kind === 'string') referGroupName(source, value, expr.parts[0]?.content ?? expr.span, expr.span, from);
    }
  }
  return { values, dynamic, spans, conditional };
}

/** Hooks are templates of their own: their refs are dependencies of the node. */
function referHookTexts(source: Source, expr: Expr, from: Key | null): void {
  visit(expr, e => {
    if (e.kind !== 'string' || !e.value.includes('{{')) return;
    for (const part of e.parts) {
      for (const call of templateCalls(source.text, part.content.start, part.content.end)) {
        const place = { from, place: 'hook', role: 'reads' as const };
        if (referCall(source, call, place) === null) referMacro(source, call, place);
      }
    }
  });
}

/** Several `config` calls in one file: lists of tags and hooks add up, the rest is replaced. */
function merged(name: string, before: Json | undefined, value: Json): Json {
  if (before === undefined || !['tags', 'pre_hook', 'post_hook', 'packages'].includes(name)) return value;
  const list = (v: Json): readonly Json[] => (Array.isArray(v) ? v : v === null ? [] : [v]);
  return [...list(before), ...list(value)];
}

/** Names and values of a `config` call: keywords, or one dictionary. */
function itemsOf(source: Source, call: JinjaCall): [string, Span, Expr][] {
  const out: [string, Span, Expr][] = [];
  const positional = call.args.filter(a => a.kind === 'positional');
  for (const arg of call.args) {
    if (arg.kind === 'keyword' && arg.name !== null) out.push([arg.name, arg.nameSpan ?? arg.span, arg.expr]);
    else if (arg.kind === 'positional' && arg.expr.kind === 'dict') {
      for (const entry of arg.expr.entries) if (entry.key.kind === 'string') out.push([entry.key.value, entry.key.parts[0]?.content ?? entry.key.span, entry.value]);
    }
  }
  const wrong = positional.find(a => a.expr.kind !== 'dict' && a.expr.kind !== 'name' && a.expr.kind !== 'call' && a.expr.kind !== 'missing');
  const mixed = positional.length > 1 || (positional.length === 1 && call.args.some(a => a.kind === 'keyword'));
  if (wrong || mixed) source.draft.problem('config-malformed', call.span, "config takes names with values, as in config(materialized='table'), or one dictionary");
  return out;
}

/** The definition (macro, test, snapshot, materialization) a call belongs to: its block's index, -1 at the file's top level. */
export function ownerBlock(template: JinjaTemplate, call: JinjaCall): number {
  for (let i = call.blocks.length - 1; i >= 0; i--) if (isOwner(template.blocks[call.blocks[i]!]!.kind)) return call.blocks[i]!;
  return -1;
}

export function isOwner(kind: string): boolean {
  return kind === 'macro' || kind === 'test' || kind === 'data_test' || kind === 'materialization' || kind === 'snapshot' || kind === 'docs';
}
