import type { Facts } from '../model/facts';
import { NO_FACTS } from '../model/facts';
import type { Document, Format, OtherFiles, ProjectContext } from '../model/format';
import { innermost } from './projects';
import { several } from './several';

/** A file is at most this long (UTF-16 units) to be read; a longer one has no facts. */
export const MAX_TEXT = 10_000_000;
/** How much of a file `recognises` may look at. */
export const HEAD = 4_096;

export interface Recognised {
  /** The format that reads the file, or one made of all that do. */
  readonly format: Format;
  readonly project: ProjectContext | null;
}

/** Contexts by format id. */
export type Contexts = ReadonlyMap<string, readonly ProjectContext[]>;

/**
 * What reads the file: the first format that knows it, with those `beside` it that know it too; null if none does.
 * `head` is called only where a name does not tell.
 */
export function recognise(formats: readonly Format[], path: string, head: () => string, contexts: Contexts): Recognised | null {
  const extension = extensionOf(path);
  const found: Format[] = [];
  let own: ProjectContext | null = null;
  let owned = false;
  for (const format of formats) {
    if (!couldRead(format, path, extension) || (owned && !format.beside)) continue;
    const project = innermost(path, contexts.get(format.id) ?? []);
    if (!format.recognises(path, head, project)) continue;
    if (format.beside) found.push(format);
    else {
      found.unshift(format);
      own = project;
      owned = true;
    }
  }
  return found.length === 0 ? null : { format: readerOf(found), project: own };
}

const readers = new Map<string, Format>();

/** The one reader of these formats; always the same object for the same formats. */
function readerOf(formats: readonly Format[]): Format {
  if (formats.length === 1) return formats[0]!;
  const id = formats.map(f => f.id).join('+');
  const known = readers.get(id);
  if (known && formats.every((f, i) => parts.get(known)?.[i] === f)) return known;
  const made = several(formats);
  readers.set(id, made);
  parts.set(made, formats);
  return made;
}

const parts = new WeakMap<Format, readonly Format[]>();

/** The reader with an id that `recognise` gave: of one format, or of several (`airflow+spark`). */
export function readerWithId(formats: ReadonlyMap<string, Format>, id: string): Format | undefined {
  const one = formats.get(id);
  if (one || !id.includes('+')) return one;
  const all = id.split('+').flatMap(part => formats.get(part) ?? []);
  return all.length === 0 ? undefined : readerOf(all);
}

/** Whether any format could know a file of this name, or makes its projects' contexts of it: decides what the walk lists. */
export function isCandidate(formats: readonly Format[], path: string): boolean {
  const extension = extensionOf(path);
  return formats.some(f => couldRead(f, path, extension) || isCompanion(f, path));
}

function couldRead(format: Format, path: string, extension: string): boolean {
  return format.extensions.includes(extension) || (format.names?.includes(path.slice(path.lastIndexOf('/') + 1)) ?? false);
}

function isCompanion(format: Format, path: string): boolean {
  const { project } = format;
  if (!project) return false;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return project.markers.includes(name) || project.companions.some(c => path === c || path.endsWith(`/${c}`));
}

export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

/** The text that facts were read from, and what read it. */
export interface ReadText extends Recognised {
  readonly text: string;
  readonly facts: Facts;
}

/**
 * The one guard around `extract`: a fault gives `old` facts (or none) and is reported. Without `onFault` it is thrown, as in tests.
 * `before` is an earlier text of the file: where the same reads it, it may take over what has not changed.
 */
export function extractFacts(recognised: Recognised, document: Document, old: Facts | null, onFault: ((path: string, error: unknown) => void) | null, files?: OtherFiles, before?: ReadText): Facts {
  const { format, project } = recognised;
  if (document.text.length > MAX_TEXT) return NO_FACTS;
  const read = () => (before && before.format === format && before.project === project ? format.reread?.(document, project, before) : null) ?? format.extract(document, project, files);
  if (!onFault) return read();
  try {
    return read();
  } catch (error) {
    onFault(document.path, error);
    return old ?? NO_FACTS;
  }
}
