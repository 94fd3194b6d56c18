let table: { readonly [english: string]: string } = {};

/** Takes over the words of another language: what is not in the table stays English. */
export function speak(words: { readonly [english: string]: string }): void {
  table = words;
}

/**
 * A text of the page in the reader's language. `{0}`, `{1}` stand for the values given. The English text is the key, and stands
 * as a literal where `t` is called, so that the list of all texts can be read from the sources.
 */
export function t(english: string, ...values: readonly (string | number)[]): string {
  const text = Object.hasOwn(table, english) ? table[english]! : english;
  return text.replace(/\{(\d)\}/g, (whole, n: string) => (values[Number(n)] === undefined ? whole : String(values[Number(n)])));
}

/** "1 dataset", "3 datasets", with thousands parted. Both texts hold `{0}`. */
export function counted(n: number, one: string, many: string): string {
  return t(n === 1 ? one : many, n.toLocaleString(document.documentElement.lang || 'en'));
}

/** The words that the page's own data holds, put there by whoever made the page. */
export function wordsOfPage(): { readonly [english: string]: string } {
  const text = document.getElementById('words')?.textContent;
  return text ? (JSON.parse(text) as { readonly [english: string]: string }) : {};
}
