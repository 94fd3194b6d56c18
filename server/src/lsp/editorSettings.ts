import type { Settings } from '../model/workspace';
import { readSettings } from '../settings';

/** Settings that only an editor has; those that `pipewright.yml` may set too are `Settings`. */
export interface EditorSettings {
  readonly inlayTypes: boolean;
  readonly inlayStars: boolean;
  /** Patterns of VS Code's own `git.branchProtection`. */
  readonly branchProtection: readonly string[];
}

export const NO_EDITOR_SETTINGS: EditorSettings = { inlayTypes: false, inlayStars: false, branchProtection: [] };

/** `section` is the editor's value of `pipewright`, `protection` that of `git.branchProtection`; both may be anything. */
export function readEditorSettings(section: unknown, protection: unknown, yaml: string | null): { readonly editor: EditorSettings; readonly settings: Settings } {
  const hints = get(section, 'inlayHints');
  return {
    settings: readSettings(section ?? {}, yaml),
    editor: {
      inlayTypes: get(hints, 'columnTypes') === true || get(section, 'inlayHints.columnTypes') === true,
      inlayStars: get(hints, 'stars') === true || get(section, 'inlayHints.stars') === true,
      branchProtection: Array.isArray(protection) ? protection.filter((p): p is string => typeof p === 'string') : [],
    },
  };
}

function get(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as { readonly [name: string]: unknown })[name] : undefined;
}
