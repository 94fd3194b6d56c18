import type { Json } from '../../model/key';

/** Plain JSON as YAML of a new file: two blanks a level, lists indented, texts in double quotes where they need any. Ends with a line break. */
export function yamlText(value: Json): string {
  return `${lines(value, 0).join('\n')}\n`;
}

function lines(value: Json, indent: number): string[] {
  const pad = ' '.repeat(indent);
  if (Array.isArray(value)) {
    return value.flatMap((item: Json) => {
      if (isNested(item)) {
        const inner = lines(item, indent + 2);
        return [`${pad}- ${inner[0]!.slice(indent + 2)}`, ...inner.slice(1)];
      }
      return [`${pad}- ${scalar(item)}`];
    });
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value as { readonly [name: string]: Json }).flatMap(([name, inner]) => {
      if (!isNested(inner)) return [`${pad}${key(name)}: ${scalar(inner)}`];
      if (Array.isArray(inner) && indent > 0 && inner.every(i => typeof i !== 'object' || i === null) && flow(inner).length < 80) return [`${pad}${key(name)}: ${flow(inner)}`];
      return [`${pad}${key(name)}:`, ...lines(inner, indent + 2)];
    });
  }
  return [pad + scalar(value)];
}

function isNested(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function flow(items: readonly Json[]): string {
  return `[${items.map(i => (typeof i === 'string' && /[,[\]{}]/.test(i) ? JSON.stringify(i) : scalar(i))).join(', ')}]`;
}

function key(name: string): string {
  return isPlain(name) ? name : JSON.stringify(name);
}

function scalar(value: Json): string {
  if (typeof value === 'string') return isPlain(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return '[]';
  // YAML 1.1 takes an exponent for one only behind a point.
  return typeof value === 'object' && value !== null ? '{}' : String(value).replace(/^(-?\d+)e/, '$1.0e');
}

/** Whether every reader of YAML takes the text for a text as it stands. */
function isPlain(text: string): boolean {
  if (text === '' || text !== text.trim() || /[\n\r\t]/.test(text)) return false;
  if (/^[-?:,[\]{}#&*!|>'"%@`]/.test(text) || /: |:$| #/.test(text)) return false;
  return !/^(true|false|yes|no|on|off|null|~|y|n)$/i.test(text) && !/^[-+]?[\d.][\d_.,:eE+-]*$/.test(text) && !/^\d{4}-\d{2}-\d{2}/.test(text) && !/^0[xob]/i.test(text);
}
