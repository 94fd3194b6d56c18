import path from 'node:path';
import { pathToFileURL } from 'node:url';

let base: string | null = null;

/** Where the pages lie, if not beside the program: the URI of their folder. */
export function setDocs(uri: string): void {
  base = uri.replace(/\/+$/, '');
}

/** The page of a rule as a file that comes with the package: it opens without a network. */
export function docsUrl(rule: string): string {
  if (base !== null) return `${base}/${rule}.md`;
  return pathToFileURL(path.join(__dirname, '..', 'docs', 'rules', `${rule}.md`)).toString();
}
