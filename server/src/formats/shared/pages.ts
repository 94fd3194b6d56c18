import type { Explanation, Word } from '../../model/format';
import { entry } from '../../text/entry';
import type { Span } from '../../text/span';

/** What is said of a key: its text, and the values it takes if they are few. */
export type KeyPage = string | readonly string[];

/** Keys by their path with dots (`rule.filter.prefix`); '' is the thing itself. */
export interface KeyPages {
  readonly [path: string]: KeyPage;
}

export function textOfPage(page: KeyPage): string {
  return typeof page === 'string' ? page : (page[0] ?? '');
}

export function valuesOfPage(page: KeyPage | undefined): readonly string[] {
  return page === undefined || typeof page === 'string' ? [] : page.slice(1);
}

/** Hover text of a key: its name, what it does, the values it takes, where more is said. */
export function markdownOf(name: string, page: KeyPage, link: string): string {
  const values = valuesOfPage(page);
  return [`**${name}**`, textOfPage(page), ...(values.length > 0 ? [`One of ${values.map(v => `\`${v}\``).join(', ')}`] : []), `[Documentation](${link})`].join('\n\n');
}

export function explainKey(pages: KeyPages, path: string, span: Span, link: string): Explanation | null {
  const page = entry(pages, path);
  return page === undefined ? null : { span, markdown: markdownOf(path === '' ? 'About' : path.slice(path.lastIndexOf('.') + 1), page, link) };
}

/** Whether other keys stand below this one. */
export function hasInner(pages: KeyPages, path: string): boolean {
  return Object.keys(pages).some(k => k.startsWith(`${path}.`));
}

/** The keys right below a path that are not there yet; `write` says what is typed for each. */
export function keyWordsAt(pages: KeyPages, path: string, present: readonly string[], link: string, write: (name: string, inner: boolean) => string): readonly Word[] {
  const prefix = path === '' ? '' : `${path}.`;
  return Object.entries(pages).flatMap(([key, page]): Word[] => {
    if (key === '' || !key.startsWith(prefix)) return [];
    const name = key.slice(prefix.length);
    // A name in Elasticsearch's settings may hold dots, but has nothing below.
    if (name.includes('.') && Object.hasOwn(pages, key.slice(0, key.lastIndexOf('.')))) return [];
    if (present.includes(name)) return [];
    return [{ label: name, kind: 'key', documentation: markdownOf(name, page, link), insert: write(name, hasInner(pages, key)) }];
  });
}

export function valueWordsAt(page: KeyPage | undefined, write: (value: string) => string = v => v): readonly Word[] {
  return valuesOfPage(page).map(v => ({ label: v, kind: 'value', insert: write(v) }));
}
