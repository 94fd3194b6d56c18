import { parseDocument } from 'yaml';
import { COMPATIBILITY_LEVELS } from './model/compatibility';
import type { Settings } from './model/workspace';
import { DEFAULT_SETTINGS } from './model/workspace';

const LEVELS = ['error', 'warning', 'information', 'hint', 'off'] as const;
type Level = (typeof LEVELS)[number];

/**
 * Settings of a root: the editor's (the value of its section `pipewright`), then those of `pipewright.yml`, which win.
 * Both may write keys with dots (`sql.dialect`) or nested. Values of a wrong kind are left out: that they are wrong is a
 * finding of the file's own format.
 */
export function readSettings(editor: unknown, yaml: string | null): Settings {
  const fromEditor = apply(DEFAULT_SETTINGS, editor);
  return yaml === null ? fromEditor : apply(fromEditor, valuesOf(yaml));
}

/**
 * The values of a YAML text; of broken text what could be read, null where nothing could (aliases that multiply without end
 * count as nothing). Only values are wanted here, no places: findings about the file come from its format.
 */
function valuesOf(text: string): unknown {
  try {
    return parseDocument(text, { version: '1.1', uniqueKeys: false, logLevel: 'silent' }).toJS({ maxAliasCount: 100 });
  } catch {
    return null;
  }
}

function apply(base: Settings, source: unknown): Settings {
  if (!isObject(source)) return base;
  const get = (name: string): unknown => {
    if (name in source) return source[name];
    let at: unknown = source;
    for (const part of name.split('.')) at = isObject(at) ? at[part] : undefined;
    return at;
  };
  return {
    rules: { ...base.rules, ...levels(get('rules')) },
    filesExclude: strings(get('files.exclude')) ?? base.filesExclude,
    dialect: text(get('sql.dialect'), base.dialect),
    defaultDatabase: text(get('naming.defaultDatabase'), base.defaultDatabase),
    defaultSchema: text(get('naming.defaultSchema'), base.defaultSchema),
    aliases: { ...base.aliases, ...aliases(get('datasets.aliases')) },
    edges: edges(get('lineage.edges')) ?? base.edges,
    branch: {
      protected: strings(get('branch.protected')) ?? base.branch.protected,
      prompt: typeof get('branch.prompt') === 'boolean' ? (get('branch.prompt') as boolean) : base.branch.prompt,
      template: text(get('branch.template'), base.branch.template),
    },
    piiPatterns: strings(get('pii.patterns')) ?? base.piiPatterns,
    requiredTests: { ...base.requiredTests, ...aliases(get('quality.requiredTests')) },
    requiredMeta: { ...base.requiredMeta, ...aliases(get('quality.requiredMeta')) },
    profileMaxRows: positive(get('profile.maxRows')) ?? base.profileMaxRows,
    schemaCompatibility: COMPATIBILITY_LEVELS.find(l => l === get('schemas.compatibility')) ?? base.schemaCompatibility,
  };
}

/** One `ID=LEVEL` of the command line; null if the level is none. */
export function ruleLevel(level: string): Level | null {
  return LEVELS.find(l => l === level) ?? null;
}

function levels(value: unknown): { [id: string]: Level } {
  const out: { [id: string]: Level } = {};
  // YAML 1.1 reads an unquoted `off` as false.
  if (isObject(value)) for (const [id, level] of Object.entries(value)) for (const known of LEVELS) if (level === known || (known === 'off' && level === false)) out[id] = known;
  return out;
}

function aliases(value: unknown): { [dataset: string]: readonly string[] } {
  const out: { [dataset: string]: readonly string[] } = {};
  if (isObject(value)) for (const [name, list] of Object.entries(value)) out[name] = typeof list === 'string' ? [list] : (strings(list) ?? []);
  return out;
}

function edges(value: unknown): Settings['edges'] | null {
  if (!Array.isArray(value)) return null;
  return value.flatMap(e => (isObject(e) && typeof e['from'] === 'string' && typeof e['to'] === 'string' ? [{ from: e['from'], to: e['to'] }] : []));
}

function strings(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : null;
}

function text(value: unknown, otherwise: string | null): string | null {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 1 ? Math.floor(value) : null;
}

function isObject(value: unknown): value is { [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
