import { createHash } from 'node:crypto';
import type { Json } from '../../../model/key';

/**
 * The name and the alias that dbt gives to a generic test: `[namespace_][source_]test_target_args`, the values of the arguments in the
 * order of their names joined by `__`; from 64 characters the alias is the first 30 of `test_target`, `_` and a hash.
 */
export function testNames(kind: string, target: string, args: { readonly [name: string]: Json }): { readonly name: string; readonly alias: string } {
  const flat: string[] = [];
  for (const name of Object.keys(args).sort(byCodePoint)) {
    if (name === 'model') continue;
    const value = args[name]!;
    const parts = Array.isArray(value) ? value : value !== null && typeof value === 'object' ? Object.values(value) : [value];
    for (const part of parts) flat.push(pythonText(part as Json).replace(/[^0-9a-zA-Z_]+/g, '_'));
  }
  const head = `${kind}_${target}`;
  const name = `${head}_${flat.join('__')}`;
  return { name, alias: name.length >= 64 ? `${head.slice(0, 30)}_${md5(name)}` : name };
}

/** The ten characters that close a generic test's unique id: a hash of its name, package, arguments and model. */
export function testHash(name: string, test: string, namespace: string | null, kwargs: { readonly [name: string]: Json }): string {
  const text = pythonRepr({ kwargs, name: test, namespace: namespace ?? 'None' });
  return md5(`${name}${text}`).slice(-10);
}

function md5(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex');
}

/** A value as Python's `str` writes it. */
export function pythonText(value: Json): string {
  return typeof value === 'string' ? value : pythonRepr(value, false);
}

/** `repr` of nested containers with sorted keys; `leavesAsText` turns every leaf into its text first, as dbt does before hashing. */
function pythonRepr(value: Json, leavesAsText = true): string {
  if (Array.isArray(value)) return `[${value.map(v => pythonRepr(v, leavesAsText)).join(', ')}]`;
  if (value !== null && typeof value === 'object') {
    const keys = leavesAsText ? Object.keys(value).sort(byCodePoint) : Object.keys(value);
    return `{${keys.map(k => `${quoted(k)}: ${pythonRepr((value as { [k: string]: Json })[k]!, leavesAsText)}`).join(', ')}}`;
  }
  if (typeof value === 'string') return quoted(value);
  const text = value === null ? 'None' : value === true ? 'True' : value === false ? 'False' : String(value);
  return leavesAsText ? quoted(text) : text;
}

/** What is not written as it stands. */
const SPECIAL = /[\0-\x1f\x7f\\']/;

/** A string literal as Python prints it: single quotes, unless only those occur inside. */
function quoted(text: string): string {
  if (!SPECIAL.test(text)) return `'${text}'`;
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = mark;
  for (const c of text) {
    const code = c.codePointAt(0)!;
    if (c === '\\' || c === mark) out += `\\${c}`;
    else if (c === '\n') out += '\\n';
    else if (c === '\r') out += '\\r';
    else if (c === '\t') out += '\\t';
    else if (code < 32 || code === 127) out += `\\x${code.toString(16).padStart(2, '0')}`;
    else out += c;
  }
  return out + mark;
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
