import type * as lsp from 'vscode-languageserver/browser';
import { formats } from '../formats';
import type { FileEntry, ListFolderParams, ListFolderResult, ReadFileParams, ReadFileResult } from '../lsp/protocol';
import type { RemoteFiles } from '../lsp/remoteFiles';
import { isCandidate } from '../workspace/extract';
import { entriesOf, putFile, putFolder, removePath } from './disk';

/** Folders that hold nothing of ours, or very much: not even asked for. */
const SKIPPED = new Set(['.git', '.hg', '.svn', 'node_modules', '.terraform', '__pycache__', 'site-packages', '.venv', 'venv', '.idea', '.vscode']);
/** Files that tell where not to look. */
const TELLING = /(^|\/)(\.gitignore|dbt_project\.yml|pyvenv\.cfg|pipewright\.ya?ml)$/;
/** A browser has less room than a machine. */
const MOST_FILES = 20_000;
const MOST_BYTES = 10 * 1024 * 1024;
/** So many requests are under way at once. */
const AT_ONCE = 24;

/** Files of a workspace that only the editor can read (github.dev, a virtual file system): asked for, and kept in memory. */
export function remoteFiles(connection: lsp.Connection): RemoteFiles {
  const list = (uri: string): Promise<ListFolderResult> => connection.sendRequest<ListFolderResult>('pipewright/listFolder', { uri } satisfies ListFolderParams).catch(() => null);
  const read = (uri: string): Promise<ReadFileResult> => connection.sendRequest<ReadFileResult>('pipewright/readFile', { uri, limit: MOST_BYTES } satisfies ReadFileParams).catch(() => null);
  const wanted = (path: string): boolean => TELLING.test(path) || isCandidate(formats, path);

  async function bring(root: string, folder: string, path: string): Promise<void> {
    const found = await read(below(root, path));
    if (found === null) removePath(`${folder}/${path}`);
    else putFile(`${folder}/${path}`, found.bytes instanceof Uint8Array ? found.bytes : new TextEncoder().encode(found.text ?? ''), found.mtime);
  }

  /** Lists a folder and what is in it, breadth first; gives the files that may be ours. */
  async function filesIn(root: string, start: string): Promise<string[]> {
    const files: string[] = [];
    let folders = [start];
    while (folders.length > 0 && files.length < MOST_FILES) {
      const inner: string[] = [];
      await inParallel(folders, async at => {
        for (const { name, kind } of (await list(at === '' ? root : below(root, at))) ?? []) {
          const path = at === '' ? name : `${at}/${name}`;
          if (kind === 'folder' && !SKIPPED.has(name)) inner.push(path);
          else if (kind === 'file' && wanted(path)) files.push(path);
        }
      });
      folders = inner.sort();
    }
    return files.sort().slice(0, MOST_FILES);
  }

  return {
    async load(root, folder, onProgress) {
      putFolder(folder);
      const files = await filesIn(root, '');
      let done = 0;
      await inParallel(files, async path => {
        await bring(root, folder, path);
        onProgress(++done, files.length);
      });
    },
    async refresh(root, folder, paths) {
      await inParallel([...paths], async path => {
        const parent = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
        const name = path.slice(path.lastIndexOf('/') + 1);
        const entry = (await list(parent === '' ? root : below(root, parent)))?.find((e: FileEntry) => e.name === name);
        if (entry?.kind === 'file') {
          if (wanted(path)) await bring(root, folder, path);
        } else if (entry?.kind === 'folder') {
          if (entriesOf(`${folder}/${path}`) === undefined) await inParallel(await filesIn(root, path), file => bring(root, folder, file));
        } else removePath(`${folder}/${path}`);
      });
    },
  };
}

function below(root: string, path: string): string {
  return `${root.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const run = async (): Promise<void> => {
    while (next < items.length) await work(items[next++]!);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, run));
}
