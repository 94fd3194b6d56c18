import type { Declaration } from '../../../model/facts';
import type { Json, Key } from '../../../model/key';
import type { Block, JinjaTemplate, Parameter } from '../../../syntax/jinja';
import { lookupKeys, resourceId } from '../names';
import type { Source } from './draft';
import { macroOf } from './macroCalls';
import { effectsOf } from './macros';
import { locals } from './locals';
import { rawText } from './rawText';

/** Declares the macros, generic tests and materializations of a template. Gives the entity of each block by the block's index. */
export function declareMacros(source: Source, template: JinjaTemplate): Map<number, Key> {
  const out = new Map<number, Key>();
  for (const block of template.blocks) {
    const s = block.statement;
    if (s.kind === 'materialization') {
      const id = declareMaterialization(source, block);
      if (id) out.set(block.index, id);
      continue;
    }
    if ((s.kind !== 'macro' && s.kind !== 'test') || !s.name || s.name.text === '') continue;
    const isTest = s.kind === 'test';
    const id = declareMacro(source, template, block, isTest ? `test_${s.name.text}` : s.name.text, isTest, s.parameters, s.name.span);
    out.set(block.index, id);
  }
  return out;
}

function declareMacro(source: Source, template: JinjaTemplate, block: Block, name: string, isTest: boolean, parameters: readonly Parameter[], nameSpan: { start: number; end: number }): Key {
  const { scope, name: pkg } = source.project;
  const id = resourceId(scope, 'macro', pkg, name);
  const body = rawText(template, block);
  const names = new Set(parameters.map(p => p.name.text));
  const own = locals(template);
  const macro: Declaration = {
    id, kind: 'symbol', type: 'dbt.macro', role: 'defines', name: isTest ? name.replace(/^test_/, '') : name, keys: isMacroFile(source) ? lookupKeys('macro', scope, pkg, name) : [], nameSpan, span: block.span, parent: null, path: null,
    attributes: {
      more: {
        package: pkg,
        // A parameter may hold a macro's name; a call through it means nothing here.
        effects: effectsOf(template, block, names, path => macroOf({ path, pathSpans: [], span: block.span, args: [] }, own) !== null) as unknown as Json,
        parameters: parameters.map(p => ({ name: p.name.text, default: p.default ? source.text.slice(p.default.span.start, p.default.span.end) : null, value: p.default ? (literal(p) ?? null) : null })),
        signature: `${name}(${parameters.map(p => source.text.slice(p.span.start, p.span.end)).join(', ')})`,
        isTest: isTest || name.startsWith('test_'), takesAny: /\b(?:kwargs|varargs)\b/.test(body), docs: commentBefore(source, template, block),
      },
    },
    columns: [], columnsComplete: false,
  };
  source.draft.declare(macro);
  return id;
}

/** dbt reads macros of macro and generic test files only; one in a model is known nowhere, not even there. */
function isMacroFile(source: Source): boolean {
  return source.role.kind === 'macro' || source.role.kind === 'genericTest';
}

function literal(parameter: Parameter): Json | undefined {
  const d = parameter.default;
  if (!d) return undefined;
  return d.kind === 'string' || d.kind === 'number' || d.kind === 'bool' ? d.value : undefined;
}

function declareMaterialization(source: Source, block: Block): Key | null {
  const s = block.statement;
  if (s.kind !== 'materialization' || !s.name) return null;
  const { scope, name: pkg } = source.project;
  const name = `materialization_${s.name.text}_${s.adapter ?? 'default'}`;
  const id = resourceId(scope, 'macro', pkg, name);
  source.draft.declare({
    id, kind: 'symbol', type: 'dbt.materialization', role: 'defines', name: s.name.text, keys: lookupKeys('macro', scope, pkg, name), nameSpan: s.name.span, span: block.span, parent: null, path: null,
    attributes: { more: { package: pkg, adapter: s.adapter, materialization: s.name.text } }, columns: [], columnsComplete: false,
  });
  return id;
}

/** The text of a Jinja comment that stands right before a block: people document macros there. */
function commentBefore(source: Source, template: JinjaTemplate, block: Block): string | null {
  const at = template.segments.findIndex(s => s.span.start === block.open.start);
  for (let i = at - 1; i >= 0; i--) {
    const segment = template.segments[i]!;
    const text = source.text.slice(segment.span.start, segment.span.end);
    if (segment.kind === 'text' && text.trim() === '') continue;
    if (segment.kind !== 'comment') return null;
    return text.replace(/^\{#-?|-?#\}$/g, '').trim() || null;
  }
  return null;
}
