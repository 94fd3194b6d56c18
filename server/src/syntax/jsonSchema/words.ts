import type { Json } from '../../model/key';

const TYPES: { readonly [type: string]: string } = {
  string: 'text', integer: 'a whole number', number: 'a number', boolean: '`true` or `false`', array: 'a list', object: 'a mapping', null: 'empty',
};

/** The types a value may have, in words; null is left out, since an empty value is nothing to advise. */
export function typesInWords(type: string | readonly string[] | undefined): string {
  const types = (typeof type === 'string' ? [type] : [...(type ?? [])]).filter(t => t !== 'null');
  return either((types.length > 0 ? types : ['null']).map(t => TYPES[t] ?? t));
}

/** What a value is, in words: "the number 5", "a list", "the text `yes`". */
export function valueInWords(value: Json | undefined): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text ${code(value)}`;
  return typeof value === 'number' ? `the number ${value}` : `\`${value}\``;
}

/** Text as inline code; long text is cut, backticks and line breaks are taken out so that it stays one piece of code. */
export function code(text: string): string {
  const flat = text.replace(/[`\r\n]+/g, ' ');
  return `\`${flat.length > 60 ? `${flat.slice(0, 57)}…` : flat}\``;
}

/** "a, b or c". */
export function either(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}

/** "a model", "an exposure"; names of files have no article. */
export function withArticle(noun: string): string {
  if (noun === '') return 'this mapping';
  if (/\.ya?ml$/.test(noun)) return noun;
  return `${/^(?:[aeio]|un(?!i))/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
