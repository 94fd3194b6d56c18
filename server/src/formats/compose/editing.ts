import type { Path } from '../../model/facts';
import type { Document, Expectation, Explanation, Word } from '../../model/format';
import { nameOf, namespaceOf } from '../../model/key';
import { at, contextAt, nodeAt, readYaml, textOf, type YamlDocument } from '../../syntax/yaml';
import { entry } from '../../text/entry';
import { explainKey, keyWordsAt, type KeyPages, valueWordsAt } from '../shared/pages';
import keyPages from './pages/keys.json';
import variablePages from './pages/variables.json';
import { systemOf } from './services';
import { serviceKey } from './names';

/** Keys by the place they stand in (`services.build`), where `*` is a name of the file's own. */
export const composeKeys: { readonly [place: string]: KeyPages } = keyPages;
/** Variables of containers by the system that their image runs. */
export const composeVariables: { readonly [system: string]: { readonly link: string; readonly variables: KeyPages } } = variablePages;

const SECTIONS: { readonly [section: string]: string } = { services: 'services', volumes: 'volumes', networks: 'networks', configs: 'configs', secrets: 'secrets' };

/** The part of the reference about a place. */
export function composeLink(place: string): string {
  const section = entry(SECTIONS, place.split('.')[0]!);
  return section === undefined ? 'https://docs.docker.com/reference/compose-file/' : `https://docs.docker.com/reference/compose-file/${section}/`;
}

/** What is said about the key, or the variable of a known image, under the cursor. */
export function explainCompose({ text }: Document, offset: number): Explanation | null {
  const tree = readYaml(text);
  const { path, part, scalar } = nodeAt(tree, offset);
  if (!scalar) return null;
  const variables = path[2] === 'environment' && path.length === 4 ? variablesOf(tree, path) : null;
  if (variables) {
    const name = part === 'key' ? scalar.text : scalar.text.split('=')[0]!;
    const written = scalar.content.end - scalar.content.start === scalar.text.length;
    if (part !== 'key' && written && offset > scalar.content.start + name.length) return null;
    return explainKey(flat(variables.variables), flatName(name), { start: scalar.content.start, end: written ? scalar.content.start + name.length : scalar.content.end }, variables.link);
  }
  if (part !== 'key') return null;
  const place = placeOf(path.slice(0, -1));
  const pages = entry(composeKeys, place);
  return pages === undefined ? null : explainKey(pages, scalar.text, scalar.span, composeLink(place === '' ? scalar.text : place));
}

/** Keys of services and of what they hold, values, and the variables that the image reads. */
export function expectCompose({ path: file, text }: Document, offset: number): Expectation | null {
  const context = contextAt(text, offset);
  const { path, expects, replace, siblings, colon, before } = context;
  if (expects === 'none') return null;
  const offer = (words: readonly Word[]): Expectation | null => (words.length === 0 ? null : { replace, choices: [{ kind: 'words', words }] });
  const tree = readYaml(text);
  if (path[2] === 'environment') {
    const found = variablesOf(tree, path);
    if (!found) return null;
    const { link } = found;
    const item = path.length === 4 && typeof path[3] === 'number';
    if (path.length === 3 || item) return offer(keyWordsAt(flat(found.variables), '', siblings.map(flatName), link, name => `${before}${plainName(name)}${item ? '=' : colon ? '' : ': '}`).map(w => ({ ...w, label: plainName(w.label) })));
    return offer(valueWordsAt(entry(found.variables, String(path[3])), v => before + quoted(v)));
  }
  if (path[0] === 'services' && path[2] === 'depends_on' && (path.length === 3 || (path.length === 4 && typeof path[3] === 'number'))) {
    const whole = serviceKey(folderOf(file), '');
    const colonAfter = path.length === 3 && expects === 'key' && !colon;
    return { replace, choices: [{ kind: 'entities', types: ['compose.service'], namespaces: [namespaceOf(whole)], prefix: nameOf(whole), wrap: `${before}$${colonAfter ? ':' : ''}` }] };
  }
  const [place, parent] = [placeOf(path), placeOf(path.slice(0, -1))];
  const pages = entry(composeKeys, place);
  const keys = pages && expects !== 'value' ? keyWordsAt(pages, '', siblings, composeLink(place), name => `${before}${name}${colon ? '' : ': '}`) : [];
  if (expects === 'key') return offer(keys);
  const last = path[path.length - 1];
  const values = typeof last === 'string' ? valueWordsAt(entry(entry(composeKeys, parent) ?? {}, last), v => before + quoted(v)) : [];
  return offer([...values, ...keys]);
}

function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
}

/** A word that YAML would take for something else is put in quotes. */
function quoted(value: string): string {
  return /^(no|yes|on|off|true|false|\d+|y|n)$/i.test(value) ? `"${value}"` : value;
}

/** Where a path leads in `composeKeys`: names of services, volumes and networks are left out, items of lists too. */
function placeOf(path: Path): string {
  const [section, , ...inner] = path;
  if (section === undefined) return '';
  if (typeof section !== 'string') return '-';
  if (path.length === 1) return '-';
  if (section !== 'services') return inner.length === 0 ? `${section}.*` : '-';
  const named = ['depends_on', 'networks'].includes(String(inner[0]));
  const steps = inner.filter(p => typeof p === 'string').map((p, i) => (named && i === 1 ? '*' : p));
  return ['services', ...steps].join('.');
}

/** The variables that the image of the service in a path reads. */
function variablesOf(tree: YamlDocument, path: Path): (typeof composeVariables)[string] | null {
  if (path[0] !== 'services' || path.length < 3) return null;
  const image = textOf(at(tree, ['services', path[1]!, 'image'])?.value ?? null);
  const system = image === null ? null : systemOf(image);
  return system === null ? null : (entry(composeVariables, system === 'redpanda' ? '' : system) ?? null);
}

const DOT = '\u2024';

/** Names of variables may hold dots, which are no levels here. */
function flat(variables: KeyPages): KeyPages {
  return Object.fromEntries(Object.entries(variables).map(([name, page]) => [flatName(name), page]));
}

function flatName(name: string): string {
  return name.replaceAll('.', DOT);
}

function plainName(name: string): string {
  return name.replaceAll(DOT, '.');
}
