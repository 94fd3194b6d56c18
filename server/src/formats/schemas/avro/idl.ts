import type { ColumnDeclaration } from '../../../model/facts';
import type { Span } from '../../../text/span';
import type { Draft } from '../../shared/draft';
import { recordKey } from '../../shared/names';
import { describeSubject } from '../subjects';

export interface IdlToken {
  readonly text: string;
  readonly span: Span;
  readonly kind: 'word' | 'string' | 'mark' | 'doc';
}

/**
 * Adds the records, enums and fixed of Avro's interface language with their fields and the types these name. Only declarations
 * are read; nothing is said about mistakes. Total and linear.
 */
export function extractIdl(draft: Draft, path: string, text: string): void {
  const tokens = idlTokens(text);
  let namespace = '';
  const records: { full: string; columns: ColumnDeclaration[]; span: Span }[] = [];
  let doc: string | null = null;
  for (let i = 0; i < tokens.length; i++) {
    const t = tokens[i]!;
    if (t.kind === 'doc') {
      doc = t.text;
      continue;
    }
    if (t.text === '@' && tokens[i + 1]?.text === 'namespace' && tokens[i + 3]?.kind === 'string') {
      namespace = tokens[i + 3]!.text;
      i += 4;
      continue;
    }
    if (t.text === 'namespace' && tokens[i + 1]?.kind === 'word' && tokens[i + 2]?.text === ';') namespace = tokens[i + 1]!.text;
    if (!['record', 'error', 'enum', 'fixed'].includes(t.text) || tokens[i + 1]?.kind !== 'word') continue;
    const name = tokens[i + 1]!;
    const full = namespace === '' ? name.text : `${namespace}.${name.text}`;
    const kind = t.text === 'error' ? 'record' : t.text;
    const body = tokens[i + 2]?.text === '{' ? i + 3 : null;
    const columns = kind === 'record' && body !== null ? fieldsOf(draft, tokens, body, namespace, full) : [];
    const end = body === null ? name.span.end : endOf(tokens, body);
    draft.declare({
      id: recordKey(full), kind: 'symbol', type: `avro.${kind}`, role: 'defines', name: name.text, keys: [], nameSpan: name.span, span: { start: t.span.start, end }, parent: null, path: null, columns, columnsComplete: kind === 'record',
      attributes: { ...(doc === null ? {} : { description: doc }), more: { fullName: full } },
    });
    doc = null;
    if (kind === 'record') records.push({ full, columns, span: name.span });
  }
  const last = records.at(-1);
  if (last) describeSubject(draft, path, recordKey(last.full), last.full, last.span, last.columns);
}

function endOf(tokens: readonly IdlToken[], from: number): number {
  let depth = 1;
  for (let i = from; i < tokens.length; i++) {
    if (tokens[i]!.text === '{' && tokens[i]!.kind === 'mark') depth++;
    if (tokens[i]!.text === '}' && tokens[i]!.kind === 'mark' && --depth === 0) return tokens[i]!.span.end;
  }
  return tokens.at(-1)!.span.end;
}

const BUILT_IN = new Set(['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string', 'array', 'map', 'union', 'decimal', 'date', 'time_ms', 'timestamp_ms', 'local_timestamp_ms', 'uuid', 'void']);

/** Fields up to the closing brace: `type name = default;`, with annotations before either. */
function fieldsOf(draft: Draft, tokens: readonly IdlToken[], from: number, namespace: string, record: string): ColumnDeclaration[] {
  const out: ColumnDeclaration[] = [];
  let start = from;
  let depth = 0;
  let doc: string | null = null;
  for (let i = from; i < tokens.length; i++) {
    const t = tokens[i]!;
    if (t.kind === 'doc') doc = t.text;
    else if (t.kind === 'mark' && '{<(['.includes(t.text)) depth++;
    else if (t.kind === 'mark' && '}>)]'.includes(t.text)) {
      if (t.text === '}' && depth === 0) break;
      depth--;
    } else if (t.text === ';' && depth === 0) {
      const all = tokens.slice(start, i).filter(x => x.kind !== 'doc');
      const equals = all.findIndex(x => x.text === '=' && x.kind === 'mark');
      const head = equals < 0 ? all : all.slice(0, equals);
      const name = head.findLast(x => x.kind === 'word');
      const type = head.filter(x => x !== name);
      if (name && type.length > 0) {
        const nullable = type.some(x => x.text === '?') || (type[0]!.text === 'union' && type.some(x => x.text === 'null'));
        out.push({ name: name.text, nameSpan: name.span, span: { start: head[0]!.span.start, end: t.span.end }, path: null, type: type.filter(x => x.kind === 'word' && x.text !== 'null').map(x => x.text).join(' '), nullable, ...(doc === null ? {} : { description: doc }) });
        for (const x of type) {
          if (x.kind !== 'word' || BUILT_IN.has(x.text) || /^\d/.test(x.text)) continue;
          const full = x.text.includes('.') || namespace === '' ? x.text : `${namespace}.${x.text}`;
          const span = { start: x.span.start + x.text.lastIndexOf('.') + 1, end: x.span.end };
          if (type[0]!.text === '@') continue;
          draft.refer({ targets: [...new Set([recordKey(full), recordKey(x.text)])], type: 'schema.type', name: full, span, fullSpan: x.span, from: recordKey(record), role: 'uses', certainty: 'likely' });
        }
      }
      doc = null;
      start = i + 1;
    }
  }
  return out;
}

export function idlTokens(text: string): IdlToken[] {
  const out: IdlToken[] = [];
  const pattern = /\/\*\*([\s\S]*?)\*\/|\/\*[\s\S]*?\*\/|\/\/[^\n]*|"((?:[^"\\\n]|\\.)*)"|`?([A-Za-z_][\w.-]*)`?|[^\s]/g;
  for (const m of text.matchAll(pattern)) {
    const span = { start: m.index, end: m.index + m[0].length };
    if (m[1] !== undefined) out.push({ kind: 'doc', text: m[1].replace(/^\s*\*?\s?/gm, '').trim(), span });
    else if (m[2] !== undefined) out.push({ kind: 'string', text: m[2], span });
    else if (m[3] !== undefined) out.push({ kind: 'word', text: m[3], span: m[0].startsWith('`') ? { start: span.start + 1, end: span.end - 1 } : span });
    else if (!m[0].startsWith('/')) out.push({ kind: 'mark', text: m[0], span });
  }
  return out;
}
