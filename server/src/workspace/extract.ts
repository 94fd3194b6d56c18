import type { Facts } from '../model/facts';
import { NO_FACTS } from '../model/facts';
import type { Document, Format, ProjectContext } from '../model/format';
import { innermost } from './projects';

/** A file is at most this long (UTF-16 units) to be read; a longer one has no facts. */
export const MAX_TEXT = 10_000_000;
/** How much of a file `recognises` may look at. */
export const HEAD = 4_096;

export interface Recognised {
  readonly format: Format;
  readonly project: ProjectContext | null;
}

/** Contexts by format id. */
export type Contexts = ReadonlyMap<string, readonly ProjectContext[]>;

/** The first format that knows the file; null if none does. `head` is called only where a name does not tell. */
export function recognise(formats: readonly Format[], path: string, head: () => string, contexts: Contexts): Recognised | null {
  const extension = extensionOf(path);
  for (const format of formats) {
    if (!format.extensions.includes(extension)) continue;
    const project = innermost(path, contexts.get(format.id) ?? []);
    if (format.recognises(path, head, project)) return { format, project };
  }
  return null;
}

/** Whether any format could know a file of this name, or makes its projects' contexts of it: decides what the walk lists. */
export function isCandidate(formats: readonly Format[], path: string): boolean {
  const extension = extensionOf(path);
  return formats.some(f => f.extensions.includes(extension) || isCompanion(f, path));
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

/** The one guard around `extract`: a fault gives `old` facts (or none) and is reported. Without `onFault` it is thrown, as in tests. */
export function extractFacts(recognised: Recognised, document: Document, old: Facts | null, onFault: ((path: string, error: unknown) => void) | null): Facts {
  if (document.text.length > MAX_TEXT) return NO_FACTS;
  if (!onFault) return recognised.format.extract(document, recognised.project);
  try {
    return recognised.format.extract(document, recognised.project);
  } catch (error) {
    onFault(document.path, error);
    return old ?? NO_FACTS;
  }
}
