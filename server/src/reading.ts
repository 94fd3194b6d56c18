import path from 'node:path';
import { listInside, readInside } from './host/files';
import { decode, isSampled, readSampleSync, readTextSync } from './host/read';
import type { Format, OtherFiles } from './model/format';
import { type Contexts, extractFacts, HEAD, type Recognised, recognise } from './workspace/extract';
import { openFacts, packFacts } from './workspace/packedFacts';
import { projectId } from './workspace/projects';
import type { FileEntry } from './workspace/store';
import type { KeptText } from './workspace/texts';

/** A file on disk that a format knows. */
export interface FoundText {
  readonly path: string;
  readonly recognised: Recognised;
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** Null if the file can't be read or no format knows it. */
export function findText(root: string, file: string, formats: readonly Format[], contexts: Contexts): FoundText | null {
  const full = path.join(root, file);
  let read: ReturnType<typeof readTextSync> | undefined;
  const sample = isSampled(file) ? readSampleSync(full) : null;
  if (sample !== null) read = { ok: true, text: sample, encoding: 'latin1', bytes: new Uint8Array(0), mtimeMs: 0 };
  const text = (): string => ((read ??= readTextSync(full)).ok ? read.text : '');
  const recognised = recognise(formats, file, () => text().slice(0, HEAD), contexts);
  if (!recognised) return null;
  read ??= readTextSync(full);
  return read.ok ? { path: file, recognised, text: read.text, bytes: read.bytes } : null;
}

/** What `extract` throws goes to `onFault`, and the file has no facts; without `onFault` it is thrown. */
export function entryHere(root: string, { path: file, recognised, text }: FoundText, onFault: ((path: string, error: unknown) => void) | null): FileEntry {
  const looked = new Set<string>();
  const facts = extractFacts(recognised, { path: file, text }, null, onFault, filesOn(root, file, looked));
  return { path: file, format: recognised.format.id, project: projectOf(recognised), facts, ...(looked.size > 0 ? { looked: [...looked] } : {}) };
}

/** The other files of a root as they are on disk; what is looked at goes to `looked`. Nothing outside of the root is read. */
function filesOn(root: string, file: string, looked: Set<string>): OtherFiles {
  return {
    text(other) {
      if (other === file) return null;
      looked.add(other);
      return readInside(root, other);
    },
    list(folder) {
      looked.add(`${folder}/`);
      return listInside(root, folder);
    },
  };
}

function projectOf({ project }: Recognised): string | null {
  return project ? projectId(project.format, project.root) : null;
}

/** A file as another thread has read it, or the cache has it: few objects, since each is copied. */
export interface SentFile {
  readonly format: string;
  readonly project: string | null;
  /** The two packs of facts, one after the other. */
  readonly facts: Uint8Array;
  /** Length of the first pack. */
  readonly always: number;
  /** The file itself, if it was wanted. */
  readonly file: Uint8Array | null;
  /** What `extract` threw. */
  readonly fault: string | null;
  /** Other files that were looked at. */
  readonly looked: readonly string[];
}

/** What a worker is asked to read. All items of a batch share one `contexts`. */
export interface ReadOrder {
  readonly path: string;
  readonly contexts: Contexts;
}

export function readToSend(root: string, { path: file, contexts }: ReadOrder, formats: readonly Format[], withText: boolean): SentFile | null {
  let fault: string | null = null;
  const found = findText(root, file, formats, contexts);
  if (!found) return null;
  const entry = entryHere(root, found, (_, error) => {
    fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
  });
  return { ...sentOf(entry), file: withText ? found.bytes : null, fault };
}

/** What is sent of an entry, without its text. */
export function sentOf({ format, project, facts, looked }: FileEntry): SentFile {
  const { always, onDemand } = packFacts(facts);
  const bytes = new Uint8Array(always.length + onDemand.length);
  bytes.set(always);
  bytes.set(onDemand, always.length);
  return { format, project, facts: bytes, always: always.length, file: null, fault: null, looked: looked ?? [] };
}

/** Throws `DamagedPack` if the bytes are no facts. */
export function entryOf(file: string, { format, project, facts, always, looked }: SentFile): FileEntry {
  return { path: file, format, project, ...(looked.length > 0 ? { looked } : {}), facts: openFacts({ always: facts.subarray(0, always), onDemand: facts.subarray(always) }) };
}

/** The file's text, if it was sent along. */
export function textOfSent({ file }: SentFile): KeptText | null {
  return file ? { length: file.length, text: () => decode(file)?.text ?? '' } : null;
}
