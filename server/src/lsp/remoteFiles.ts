/** Files that are not on a disk the server can reach: they are fetched before they are looked at. `folder` is where they are put. */
export interface RemoteFiles {
  /** All files of a folder that may be ours. */
  load(root: string, folder: string, onProgress: (done: number, all: number) => void): Promise<void>;
  /** These paths (relative, files or folders) may be new, changed or gone. */
  refresh(root: string, folder: string, paths: readonly string[]): Promise<void>;
}
