const STRUCTURED = /^(?:struct|row|tuple|record|nested|object)\s*[<(]/;

/** Types whose fields have the type of the whole. */
const SHAPELESS = /^(?:json|jsonb|variant|super)$/;

/**
 * The type of a field of a structured type: `struct<id int, name string>` and `name` give `string`. `path` holds names, or
 * positions from 1 of a tuple. The type is written as facts have it: lower case, single blanks. Null where it is not known.
 */
export function fieldType(type: string | null, path: readonly string[]): string | null {
  let at = type;
  for (const name of path.slice(0, 50)) {
    if (at === null) return null;
    if (SHAPELESS.test(at)) return at;
    if (!STRUCTURED.test(at)) return null;
    const nested = at.startsWith('nested');
    const fields = fieldsOf(at);
    const found = fields.find(f => f.name === name.toLowerCase()) ?? (/^\d{1,3}$/.test(name) ? fields[Number(name) - 1] : undefined);
    at = found === undefined ? null : nested ? `array(${found.type})` : found.type;
  }
  return at;
}

/** The fields at the top level of a structured type; a field without name has the name ''. */
function fieldsOf(type: string): { readonly name: string; readonly type: string }[] {
  const open = type.search(/[<(]/);
  const fields: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (let i = open; i < type.length; i++) {
    const c = type[i];
    if (c === '<' || c === '(' || c === '[') depth++;
    else if (c === '>' || c === ')' || c === ']') {
      depth--;
      if (depth > 0) continue;
      fields.push(type.slice(from, i));
      break;
    } else if (c === ',' && depth === 1) {
      fields.push(type.slice(from, i));
      from = i + 1;
    }
  }
  return fields.map(f => {
    const text = f.trim();
    const match = /^(?:"([^"]*)"|`([^`]*)`|([\w$]+))\s*(?::|\s)\s*(\S.*)$/s.exec(text);
    if (!match) return { name: '', type: text };
    return { name: (match[1] ?? match[2] ?? match[3]!).toLowerCase(), type: match[4]!.replace(/ (?:not null|comment '.*|options\(.*)$/, '').trim() };
  });
}
