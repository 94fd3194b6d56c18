/**
 * What a plain (unquoted) scalar means, as PyYAML's safe loader reads it: dbt, Airflow, Soda and most Python tools load
 * their files so. The rules are those of the YAML 1.1 type repository as PyYAML narrows them: `y` and `n` are strings,
 * a float needs a dot, an exponent needs a sign, `0o12` is a string and `012` is octal.
 * Dates stay strings here; `isTimestamp` tells them apart.
 */
export function plainValue(text: string): null | boolean | number | string {
  const length = text.length;
  if (length === 0) return null;
  const first = text.charCodeAt(0);
  // Digits, signs and the dot start numbers; only few letters start a word with a meaning; all else is a string.
  if ((first >= 48 && first <= 57) || first === 45 || first === 43 || first === 46) return numberOf(text) ?? text;
  if (length > 5) return text;
  return WORDS.has(text) ? WORDS.get(text)! : text;
}

const WORDS = new Map<string, null | boolean>();
for (const [words, value] of [['yes true on', true], ['no false off', false], ['null', null]] as const) {
  for (const word of words.split(' ')) {
    WORDS.set(word, value);
    WORDS.set(word.toUpperCase(), value);
    WORDS.set(word[0]!.toUpperCase() + word.slice(1), value);
  }
}
WORDS.set('~', null);

const INTEGER = /^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+)$/;
const FLOAT = /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/;
const SIXTIES = /^[-+]?(?:[1-9][0-9_]*(?::[0-5]?[0-9])+|[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*)$/;
const SPECIAL = /^(?:([-+]?)\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?$/;

/** The number that a plain scalar is, or null. Digits beyond what a double holds are lost, as in JSON. */
function numberOf(text: string): number | null {
  if (text.length > 400) return null;
  if (INTEGER.test(text)) return integerOf(text.replaceAll('_', ''));
  if (FLOAT.test(text)) return Number(text.replaceAll('_', ''));
  if (SIXTIES.test(text)) return sixtiesOf(text.replaceAll('_', ''));
  const special = SPECIAL.exec(text);
  if (!special) return null;
  if (special[1] === undefined) return Number.NaN;
  return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function integerOf(text: string): number | null {
  const sign = text[0] === '-' ? -1 : 1;
  const digits = text[0] === '-' || text[0] === '+' ? text.slice(1) : text;
  let value: number;
  if (digits.startsWith('0b')) value = digits.length > 2 ? Number(digits) : Number.NaN;
  else if (digits.startsWith('0x')) value = digits.length > 2 ? Number(digits) : Number.NaN;
  else if (digits.length > 1 && digits[0] === '0') value = Number(`0o${digits.slice(1)}`);
  else value = Number(digits);
  // `0b_` has the shape of a number without a digit: PyYAML fails on it, here it stays a string.
  if (Number.isNaN(value)) return null;
  return value === 0 ? 0 : sign * value;
}

/** Sexagesimal: `1:30` is 90, `1:30.5` is 90.5. */
function sixtiesOf(text: string): number {
  const sign = text[0] === '-' ? -1 : 1;
  let value = 0;
  for (const part of (text[0] === '-' || text[0] === '+' ? text.slice(1) : text).split(':')) value = value * 60 + Number(part);
  return value === 0 ? 0 : sign * value;
}

/** Whether PyYAML turns this plain scalar into a date or a date with time. */
export function isTimestamp(text: string): boolean {
  return text.length >= 8 && text.length < 64 && (DATE.test(text) || TIME.test(text));
}

/**
 * What a plain scalar means in YAML 1.2's core schema, for tools that read that (Go and JavaScript programs): only `true`,
 * `false` and `null` in three spellings are words, `0o12` is octal, an exponent needs no sign.
 */
export function coreValue(text: string): null | boolean | number | string {
  if (text === '') return null;
  if (CORE_NUMBER.test(text)) return text[1] === 'o' ? Number(text) : Number(text.replace(/^\+/, ''));
  const special = SPECIAL.exec(text);
  if (special) return special[1] === undefined ? Number.NaN : special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^(?:~|null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  return text;
}

const CORE_NUMBER = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/;
