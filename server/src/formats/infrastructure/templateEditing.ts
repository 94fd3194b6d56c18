import type { Path } from '../../model/facts';
import type { Document, Expectation, Explanation, Word } from '../../model/format';
import { readJson } from '../../syntax/json';
import { jsonContextAt } from '../../syntax/typing';
import { at, contextAt, nodeAt, readYaml, textOf, type YamlDocument } from '../../syntax/yaml';
import { entry } from '../../text/entry';
import { explainKey, keyWordsAt, type KeyPages, textOfPage, valueWordsAt } from '../shared/pages';
import { cloudformationLink, cloudformationTypes } from './pages';

/** What our tables say about the property or type of a resource under the cursor. */
export function explainTemplate({ text }: Document, json: boolean, offset: number): Explanation | null {
  const tree = json ? readJson(text) : readYaml(text);
  const hit = nodeAt(tree, offset);
  if (!hit.scalar) return null;
  const known = typeAt(tree, hit.path);
  if (!known) return null;
  if (hit.part === 'value' && hit.path.length === 3 && hit.path[2] === 'Type') return explainKey(known.pages, '', hit.scalar.span, known.link);
  return hit.part === 'key' && hit.path[2] === 'Properties' && hit.path.length > 3 ? explainKey(known.pages, dots(hit.path.slice(3)), hit.scalar.span, known.link) : null;
}

/** Types, properties and their values. */
export function expectTemplate({ text }: Document, json: boolean, offset: number): Expectation | null {
  const yaml = json ? null : contextAt(text, offset);
  const context = yaml ?? jsonContextAt(text, offset);
  const { path, expects, replace, colon, siblings } = context;
  if (expects === 'none' || path[0] !== 'Resources') return null;
  const before = yaml?.before ?? '';
  const write = (word: string) => (json ? JSON.stringify(word) : before + word);
  const offer = (words: readonly Word[]): Expectation | null => (words.length === 0 ? null : { replace, choices: [{ kind: 'words', words }] });
  if (expects !== 'key' && path.length === 3 && path[2] === 'Type') return offer(Object.entries(cloudformationTypes).map(([type, pages]): Word => ({ label: type, kind: 'value', documentation: textOfPage(pages['']!), insert: write(type) })));
  const known = typeAt(json ? readJson(text) : readYaml(text), path);
  if (!known || path[2] !== 'Properties') return null;
  const inner = dots(path.slice(3));
  const keys = keyWordsAt(known.pages, inner, siblings, known.link, (name, nested) => write(name) + (colon ? '' : nested && !json ? ':\n  $0' : nested ? ': {$0}' : ': '));
  if (expects === 'key') return offer(keys);
  const values = valueWordsAt(entry(known.pages, inner), write);
  return offer(expects === 'either' ? [...values, ...keys] : values);
}

/** The resource that a path leads into, if its type is one we know. */
function typeAt(tree: YamlDocument, path: Path): { readonly pages: KeyPages; readonly link: string } | null {
  if (path[0] !== 'Resources' || path.length < 2) return null;
  const type = textOf(at(tree, ['Resources', path[1]!, 'Type'])?.value ?? null);
  const pages = type === null ? undefined : entry(cloudformationTypes, type);
  return type === null || pages === undefined ? null : { pages, link: cloudformationLink(type) };
}

/** A path with dots; items of lists are left out. */
function dots(path: Path): string {
  return path.filter(p => typeof p === 'string').join('.');
}
