import type { Path } from '../../model/facts';
import type { EditOperation } from '../../model/format';
import type { Json } from '../../model/key';
import { applyEdits, type TextEdit } from '../../text/span';
import { Pieces } from '../../text/pieces';
import type { YamlPair } from '../yaml/tree';
import { readProperties } from './read';

/**
 * Turns structural edits into text edits that touch nothing else. A path is one key (or its parts, which dots join). New
 * keys go behind the last line whose key begins alike, else to the end. What is done already gives none.
 */
export function propertiesEdits(text: string, operations: readonly EditOperation[]): readonly TextEdit[] {
  const pieces = new Pieces(text);
  for (const operation of operations) {
    if (operation.op === 'text') {
      const span = pieces.locate(operation.span.start, operation.span.end);
      if (span) pieces.apply([{ span, text: operation.text }]);
      continue;
    }
    const edit = editOf(pieces.text, operation);
    if (edit && applyEdits(pieces.text, [edit]) !== pieces.text) pieces.apply([edit]);
  }
  return pieces.edits();
}

function editOf(text: string, operation: Exclude<EditOperation, { op: 'text' }>): TextEdit | null {
  const key = keyOf(operation.path);
  const pair = find(text, key);
  switch (operation.op) {
    case 'set':
      return pair ? { span: pair.value!.span, text: written(operation.value) } : insertion(text, key, operation.value);
    case 'add':
      return pair ? null : insertion(text, key, operation.value);
    case 'append': {
      if (!pair) return insertion(text, key, operation.value);
      const old = pair.value?.kind === 'scalar' ? pair.value.text : '';
      if (old.split(',').some(v => v.trim() === written(operation.value))) return null;
      return { span: { start: pair.span.end, end: pair.span.end }, text: old.trim() === '' ? written(operation.value) : `,${written(operation.value)}` };
    }
    case 'remove':
      return pair ? { span: wholeLine(text, pair), text: '' } : null;
    case 'rename':
      return pair && !find(text, operation.to) ? { span: pair.key.span, text: operation.to } : null;
    case 'move': {
      const to = keyOf([...operation.into, operation.as ?? operation.path.at(-1)!]);
      return pair && !find(text, to) ? { span: pair.key.span, text: to } : null;
    }
  }
}

function keyOf(path: Path): string {
  return path.join('.');
}

function find(text: string, key: string): YamlPair | null {
  const root = readProperties(text).root;
  return root?.kind === 'map' ? (root.pairs.findLast(p => p.key.text === key) ?? null) : null;
}

function written(value: Json): string {
  if (Array.isArray(value)) return value.map(written).join(',');
  return typeof value === 'string' ? value.replace(/\\/g, '\\\\').replace(/\n/g, '\\n') : String(value);
}

function insertion(text: string, key: string, value: Json): TextEdit {
  const root = readProperties(text).root;
  const pairs = root?.kind === 'map' ? root.pairs : [];
  const prefix = key.slice(0, key.lastIndexOf('.') + 1);
  const after = (prefix !== '' ? pairs.findLast(p => p.key.text.startsWith(prefix)) : undefined) ?? pairs.at(-1);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const separator = after && /^\s+=/.test(text.slice(after.key.span.end, after.key.span.end + 2)) ? ' = ' : '=';
  const at = after?.span.end ?? text.length;
  const line = `${key}${separator}${written(value)}`;
  return { span: { start: at, end: at }, text: after || (text !== '' && !text.endsWith('\n')) ? `${eol}${line}` : line };
}

function wholeLine(text: string, pair: YamlPair): { start: number; end: number } {
  const start = text.lastIndexOf('\n', pair.span.start - 1) + 1;
  const stop = text.indexOf('\n', pair.span.end);
  return { start, end: stop < 0 ? text.length : stop + 1 };
}
