const folders = new Map<string, string>();

/** The folder in memory that stands for a workspace folder of any scheme. The same URI has the same folder. */
export function folderOf(uri: string): string {
  const known = folders.get(uri);
  if (known !== undefined) return known;
  const made = `/${folders.size + 1}`;
  folders.set(uri, made);
  return made;
}
