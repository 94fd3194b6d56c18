import type { Draft } from '../../shared/draft';
import { pairOf, type YamlNode } from '../../../syntax/yaml';
import { entry } from '../../../text/entry';
import type { Avro, AvroField, AvroFile, AvroNamed } from './read';

type Named = ReadonlyMap<string, AvroNamed>;

/** What is wrong with defaults and logical types; defaults of types that other files define pass. */
export function defaultProblems(draft: Draft, file: AvroFile): void {
  const named: Named = new Map(file.named.map(n => [n.name.full, n]));
  for (const type of file.named) if (type.kind === 'record') for (const field of type.fields) {
    if (field.hasDefault && field.type) defaultOf(draft, field, field.type, named);
    if (field.type) logical(draft, field, field.type, 0);
  }
}

function defaultOf(draft: Draft, field: AvroField, type: Avro, named: Named): void {
  const span = field.defaultSpan!;
  const value = field.fallback;
  if (type.kind === 'union') {
    const fits = type.branches.map(b => matches(b, value, named, 0));
    if (fits[0] === false && fits.some(f => f !== false)) {
      const isNull = value?.kind === 'scalar' && value.value === null;
      draft.problems.push({ rule: 'avro-default-order', span, message: `${isNull ? "A null default that isn't the union's first type" : "A default that isn't of the union's first type"} is refused by Avro up to 1.11 and some registries`, path: field.path, data: { index: fits.findIndex(f => f !== false), typePath: [...field.path, 'type'] } });
    } else if (fits.length > 0 && fits.every(f => f === false)) draft.problem('avro-invalid', span, `The default of '${field.name}' fits none of its types`);
    return;
  }
  if (matches(type, value, named, 0) === false) draft.problem('avro-invalid', span, `The default of '${field.name}' is not of type ${wordFor(type)}`);
}

function wordFor(type: Avro): string {
  return type.kind === 'primitive' || type.kind === 'reference' ? type.name : type.kind;
}

/** Whether a default is of a type; null where it can't be told. */
function matches(type: Avro, value: YamlNode | null, named: Named, depth: number): boolean | null {
  if (depth > 30) return null;
  const plain = value?.kind === 'scalar' ? value.value : undefined;
  switch (type.kind) {
    case 'reference': {
      const found = named.get(type.name);
      return found ? matches(found, value, named, depth + 1) : null;
    }
    case 'primitive':
      return primitive(type.name, value, plain);
    case 'enum':
    case 'fixed':
      return typeof plain === 'string';
    case 'array':
      return value?.kind === 'seq' && (type.items === null || value.items.every(i => matches(type.items!, i.value, named, depth + 1) !== false));
    case 'map':
      return value?.kind === 'map' && (type.items === null || value.pairs.every(p => matches(type.items!, p.value, named, depth + 1) !== false));
    case 'record':
      if (value?.kind !== 'map') return false;
      return type.fields.every(f => {
        const pair = pairOf(value, f.name);
        return pair ? f.type === null || matches(f.type, pair.value, named, depth + 1) !== false : f.hasDefault;
      });
    case 'union':
      return type.branches.length === 0 || type.branches.some(b => matches(b, value, named, depth + 1) !== false);
  }
}

function primitive(name: string, value: YamlNode | null, plain: unknown): boolean {
  switch (name) {
    case 'null': return value === null || (value.kind === 'scalar' && plain === null);
    case 'boolean': return typeof plain === 'boolean';
    case 'int': return typeof plain === 'number' && Number.isInteger(plain) && plain >= -(2 ** 31) && plain < 2 ** 31;
    case 'long': return typeof plain === 'number' && Number.isInteger(plain);
    case 'float':
    case 'double': return typeof plain === 'number';
    default: return typeof plain === 'string';
  }
}

/** Logical types by the types they stand on. */
const LOGICAL: { readonly [name: string]: readonly string[] } = {
  decimal: ['bytes', 'fixed'], 'big-decimal': ['bytes'], uuid: ['string', 'fixed'], date: ['int'], 'time-millis': ['int'], 'time-micros': ['long'],
  'timestamp-millis': ['long'], 'timestamp-micros': ['long'], 'timestamp-nanos': ['long'], 'local-timestamp-millis': ['long'], 'local-timestamp-micros': ['long'], 'local-timestamp-nanos': ['long'], duration: ['fixed'],
};

function logical(draft: Draft, field: AvroField, type: Avro, depth: number): void {
  if (depth > 20) return;
  if (type.kind === 'union') for (const b of type.branches) logical(draft, field, b, depth + 1);
  if ((type.kind === 'array' || type.kind === 'map') && type.items) logical(draft, field, type.items, depth + 1);
  if (type.kind !== 'primitive' && type.kind !== 'fixed') return;
  const { node } = type;
  if (node.kind !== 'map') return;
  const at = pairOf(node, 'logicalType')?.value;
  if (at?.kind !== 'scalar') return;
  const base = type.kind === 'fixed' ? 'fixed' : type.name;
  const allowed = entry(LOGICAL, at.text);
  if (allowed && !allowed.includes(base)) draft.problem('avro-logical-type', at.content, `'${at.text}' stands on ${allowed.join(' or ')}, not on ${base}: it is ignored`);
  if (at.text !== 'decimal' || !allowed?.includes(base)) return;
  const [precision, scale] = ['precision', 'scale'].map(k => pairOf(node, k)?.value).map(v => (v?.kind === 'scalar' && typeof v.value === 'number' ? v.value : null));
  if (precision === null || precision === undefined || precision < 1) draft.problem('avro-logical-type', at.content, "A decimal needs a 'precision' from 1: without it the logical type is ignored, and the data is bytes");
  else if (scale !== null && scale !== undefined && (scale < 0 || scale > precision)) draft.problem('avro-logical-type', at.content, `A decimal's scale (${scale}) is at most its precision (${precision}): else the logical type is ignored`);
}
