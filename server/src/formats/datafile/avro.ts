import type { DataSchema } from './index';
import { decoded } from './parquet';

/** The schema in the header of an Avro object container file, given as one character a byte; null if it has none that can be read. */
export function readAvro(text: string): DataSchema | null {
  if (!text.startsWith('Obj\x01')) return null;
  let at = 4;
  const long = (): number => {
    let value = 0;
    let scale = 1;
    for (let n = 0; n < 10 && at < text.length; n++) {
      const b = text.charCodeAt(at++) & 0xff;
      value += (b & 0x7f) * scale;
      if ((b & 0x80) === 0) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      scale *= 128;
    }
    return 0;
  };
  const bytes = (): string => {
    const length = long();
    const part = length < 0 ? '' : text.slice(at, at + length);
    at += part.length;
    return part;
  };
  for (let blocks = 0; blocks < 100; blocks++) {
    let count = long();
    if (count === 0) return null;
    if (count < 0) {
      count = -count;
      long();
    }
    for (let n = 0; n < count && at < text.length; n++) {
      const name = bytes();
      const value = bytes();
      if (name === 'avro.schema') return schemaOf(decoded(value));
    }
  }
  return null;
}

function schemaOf(json: string): DataSchema | null {
  let schema: unknown;
  try {
    schema = JSON.parse(json);
  } catch {
    return null;
  }
  const fields = (schema as { fields?: unknown } | null)?.fields;
  if (!Array.isArray(fields)) return null;
  const columns = fields.flatMap((f: { name?: unknown; type?: unknown }) => (typeof f.name === 'string' ? [{ name: f.name, ...typeOf(f.type), span: null }] : []));
  return { columns, complete: true, rows: null };
}

const NAMES: { readonly [type: string]: string } = { long: 'bigint', bytes: 'binary', record: 'struct', fixed: 'binary', enum: 'string' };

function typeOf(type: unknown): { readonly type: string | null; readonly nullable: boolean } {
  if (Array.isArray(type)) {
    const others = type.filter(t => t !== 'null');
    return { type: others.length === 1 ? typeOf(others[0]).type : 'union', nullable: others.length < type.length };
  }
  if (typeof type === 'string') return { type: NAMES[type] ?? type, nullable: false };
  const { logicalType, type: inner, precision, scale } = (type ?? {}) as { logicalType?: unknown; type?: unknown; precision?: unknown; scale?: unknown };
  if (logicalType === 'decimal') return { type: `decimal(${Number(precision ?? 0)},${Number(scale ?? 0)})`, nullable: false };
  if (typeof logicalType === 'string') return { type: logicalType.replace(/^(local-)?timestamp-.*$/, 'timestamp').replace(/-.*$/, ''), nullable: false };
  return inner === undefined ? { type: null, nullable: false } : typeOf(inner);
}
