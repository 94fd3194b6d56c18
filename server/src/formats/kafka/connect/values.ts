import type { Json } from '../../../model/key';
import { readRegex } from '../../../text/regex';
import type { SettingFacts } from './catalog';

/** Why a text is no value of a setting, as the tool's own parser judges; null if it is one. */
export interface BadValue {
  readonly message: string;
  readonly allowed?: readonly string[];
}

/** Judges a value as `ConfigDef` does: blanks around it do not count, letters' case does not count in booleans and listed values. */
export function judge(facts: SettingFacts, value: string): BadValue | null {
  const text = value.trim();
  const { name, type } = facts;
  if (text === '') return null;
  switch (type) {
    case 'boolean':
      return /^(true|false)$/i.test(text) ? null : { message: `'${name}' is true or false, not '${short(text)}'`, allowed: ['true', 'false'] };
    case 'int':
    case 'long':
    case 'short':
      return wholeNumber(name, type, text);
    case 'double':
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?[dDfF]?$/i.test(text) ? null : { message: `'${name}' is a number, not '${short(text)}'` };
    default:
      break;
  }
  if (facts.values.length === 0) return null;
  const written = type === 'list' ? text.split(',').map(v => v.trim()).filter(v => v !== '') : [text];
  const wrong = written.find(v => !facts.values.some(a => a.toLowerCase() === v.toLowerCase()));
  return wrong === undefined ? null : { message: `'${short(wrong)}' is no ${name}: ${oneOf(facts.values)}`, allowed: facts.values };
}

function wholeNumber(name: string, type: 'int' | 'long' | 'short', text: string): BadValue | null {
  if (!/^[+-]?\d+$/.test(text)) return { message: `'${name}' is a whole number, not '${short(text)}'` };
  const limit = type === 'int' ? 2n ** 31n : type === 'long' ? 2n ** 63n : 2n ** 15n;
  if (text.length > 25) return { message: `'${name}' is larger than a number of ${type === 'long' ? 64 : type === 'int' ? 32 : 16} bits can be` };
  const number = BigInt(text.replace(/^\+/, ''));
  return number < limit && number >= -limit ? null : { message: `'${name}' is larger than a number of ${type === 'long' ? 64 : type === 'int' ? 32 : 16} bits can be` };
}

export function badRegex(name: string, value: string): BadValue | null {
  const regex = readRegex(value);
  return regex.kind === 'invalid' ? { message: `'${name}' is no regular expression: ${regex.message}` } : null;
}

export function oneOf(values: readonly string[]): string {
  const shown = values.slice(0, 12);
  return `it is one of ${shown.join(', ')}${values.length > 12 ? ', …' : ''}`;
}

export function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Data for a rule: texts and flags as JSON. */
export type Data = { readonly [name: string]: Json };

const SECRET = /(^|[._-])(password|passphrase|secret|secrets|token|private\.?key|api\.?key|apikey|access\.?key|secret\.?access\.?key|credentials\.json|jaas\.config|user\.info|sharedaccesskey)$/i;

/** Whether a setting's name says that its value is secret. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name) && !/(\.location|\.file|\.path|\.header|\.field|\.column|endpoint|\.class|access\.key\.id|token\.property|secret\.property)$/i.test(name);
}

/** A literal where a secret should be: no provider, template or variable, and no empty or masked text. */
export function isLiteralSecret(value: string): boolean {
  const text = value.trim();
  if (text === '' || /^[*xX•.]+$/.test(text) || /\$\{|\{\{|\$\(|\$[A-Z_]|^<.*>$|^%\w+%$|^\{cipher\}|^\[.*\]$/.test(text)) return false;
  if (/jaas/i.test(text) || /LoginModule/.test(text)) return /password\s*=\s*\\?["']?[^"'\s;$<{]+/i.test(text);
  return true;
}
