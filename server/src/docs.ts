import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The page of a rule as a file that comes with the package: it opens without a network. */
export function docsUrl(rule: string): string {
  return pathToFileURL(path.join(__dirname, '..', 'docs', 'rules', `${rule}.md`)).toString();
}
