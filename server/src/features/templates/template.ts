import type { Key } from '../../model/key';
import type { Workspace } from '../../model/workspace';

/** What a template is made into: new files, paths relative to the root. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

export interface TemplateInput {
  /** Name of the pipeline, already fit for the template (`accepts`). */
  readonly name: string;
  /** Folder relative to the root, without a slash at its end; '' for the root. */
  readonly folder: string;
  /** The dataset that the user looks at, which a pipeline may start from. */
  readonly from: Key | null;
  /** The present year. */
  readonly year: number;
}

/** A new pipeline with its retries, dead letters, checks and documentation in place. */
export interface Template {
  readonly id: string;
  readonly title: string;
  /** One line on what is in it. */
  readonly detail: string;
  /** Example of a name. */
  readonly example: string;
  /** Null if the name will do, else why not. */
  accepts(name: string): string | null;
  /** Where it goes by the custom of the workspace; null if the workspace has no place for it. */
  folder(ws: Workspace): string | null;
  files(input: TemplateInput, ws: Workspace): readonly NewFile[];
}

/** Names that every tool takes: lower-case words with underscores. */
export function snakeName(name: string): string | null {
  return /^[a-z][a-z0-9_]{0,62}$/.test(name) ? null : 'Use lower-case letters, digits and underscores, a letter first.';
}

/** Names of connectors, contracts and their like may have hyphens and dots too. */
export function dashedName(name: string): string | null {
  return /^[a-z][a-z0-9._-]{0,62}$/.test(name) ? null : 'Use lower-case letters, digits, hyphens, dots and underscores, a letter first.';
}

/** The folder that most files of a type lie in; `otherwise` if there are none. */
export function usualFolder(ws: Workspace, types: readonly string[], otherwise: string): string {
  const folders = new Map<string, number>();
  for (const type of types)
    for (const e of ws.entitiesOf(type)) {
      const role = e.roles.find(r => r.role === 'defines');
      if (!role) continue;
      const folder = role.file.includes('/') ? role.file.slice(0, role.file.lastIndexOf('/')) : '';
      folders.set(folder, (folders.get(folder) ?? 0) + 1);
    }
  const best = [...folders].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0];
  return best ? best[0] : otherwise;
}

export function joined(folder: string, file: string): string {
  return folder === '' ? file : `${folder}/${file}`;
}

/** A word as a value of YAML: quoted unless it is plain. */
export function yamlWord(text: string): string {
  return /^[A-Za-z][\w-]*$/.test(text) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(text) ? text : JSON.stringify(text);
}

/** `daily orders` from `daily_orders`. */
export function words(name: string): string {
  return name.replace(/[_.-]+/g, ' ').trim();
}
