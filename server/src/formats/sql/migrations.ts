import type { Span } from '../../text/span';

/** A file as one step of a migration tool. */
export interface Migration {
  readonly tool: 'flyway' | 'liquibase' | 'golang-migrate' | 'dbmate' | 'goose' | 'sqitch' | 'prisma' | 'diesel' | 'numbered' | 'initdb';
  /** The migrations that run together: the tool and the folder. */
  readonly sequence: string;
  /** As written; null for what runs again whenever it changes. */
  readonly version: string | null;
  /** Sorts as the tool does. */
  readonly order: string;
  /** `down`: undoes it and is not run otherwise. */
  readonly direction: 'up' | 'down';
  /** What is run, and what undoes it, where both stand in one file; else the whole file. */
  readonly up: readonly Span[];
  readonly down: readonly Span[];
}

const MARKERS: readonly { readonly tool: Migration['tool']; readonly up: RegExp; readonly down: RegExp }[] = [
  { tool: 'dbmate', up: /^--[ \t]*migrate:up\b[^\n]*/im, down: /^--[ \t]*migrate:down\b[^\n]*/im },
  { tool: 'goose', up: /^--[ \t]*\+(?:goose|migrate)[ \t]+Up\b[^\n]*/im, down: /^--[ \t]*\+(?:goose|migrate)[ \t]+Down\b[^\n]*/im },
];

/** A folder whose numbered files are migrations. */
const FOLDER = /(^|\/)(?:migrations?|migrate|changelogs?|changesets?|db\/versions|schema[_-]?migrations|ddl[_-]?migrations)(\/|$)/i;

/**
 * What a file is to a migration tool, by its name and, for tools that mark the directions in the file, its text. Null for
 * files that no tool runs in an order. `plan` are the changes of sqitch in their order.
 */
export function migrationOf(path: string, text: string, plan: readonly string[] | null): Migration | null {
  const slash = path.lastIndexOf('/');
  const folder = slash < 0 ? '' : path.slice(0, slash);
  const name = path.slice(slash + 1);
  const whole = [{ start: 0, end: text.length }];
  const make = (tool: Migration['tool'], at: string, version: string | null, order: string, direction: Migration['direction'] = 'up'): Migration =>
    ({ tool, sequence: `${tool}:${at}`, version, order, direction, up: direction === 'up' ? whole : [], down: direction === 'down' ? whole : [] });

  const flyway = /^([VBUR])([\d._]*)__(.*)\.sql$/.exec(name);
  if (flyway) {
    const [, prefix, version, description] = flyway;
    const plain = version!.replace(/_/g, '.').replace(/\.+$/, '');
    if (prefix === 'R') return plain === '' ? make('flyway', folder, null, `~${description}`) : null;
    if (!/^\d+(\.\d+)*$/.test(plain)) return null;
    const trimmed = plain.replace(/(\.0+)+$/, '');
    return make('flyway', folder, trimmed, `v${natural(trimmed)}${prefix === 'B' ? ' ' : '!'}`, prefix === 'U' ? 'down' : 'up');
  }
  const pair = /^(.+)\.(up|down)\.sql$/i.exec(name);
  if (pair) return make('golang-migrate', folder, /^\d+/.exec(pair[1]!)?.[0] ?? pair[1]!, `v${natural(pair[1]!)}`, pair[2]!.toLowerCase() as Migration['direction']);
  const nested = /^(up|down|migration)\.sql$/i.exec(name);
  const parent = folder.slice(folder.lastIndexOf('/') + 1);
  if (nested && /^\d/.test(parent)) {
    const tool = nested[1]!.toLowerCase() === 'migration' ? 'prisma' : 'diesel';
    return make(tool, folder.slice(0, Math.max(0, folder.lastIndexOf('/'))), /^[\d-]+/.exec(parent)![0], `v${natural(parent)}`, nested[1]!.toLowerCase() === 'down' ? 'down' : 'up');
  }
  for (const { tool, up, down } of MARKERS) {
    const first = up.exec(text);
    if (!first) continue;
    const second = down.exec(text);
    const from = first.index + first[0].length;
    const undo = second ? second.index : text.length;
    const ranges = undo > from ? { up: [{ start: from, end: undo }], down: second ? [{ start: undo + second[0].length, end: text.length }] : [] } : { up: [{ start: from, end: text.length }], down: [{ start: undo + (second?.[0].length ?? 0), end: first.index }] };
    return { ...make(tool, folder, /^\d+/.exec(name)?.[0] ?? name, `v${natural(name)}`), ...ranges };
  }
  if (plan) {
    const change = /^(?:(.*)\/)?(deploy|revert|verify)\/(.+)\.sql$/.exec(path);
    if (change) {
      const at = plan.indexOf(change[3]!);
      if (change[2] !== 'deploy') return make('sqitch', change[1] ?? '', change[3]!, '', 'down');
      return at < 0 ? null : make('sqitch', change[1] ?? '', change[3]!, `v${String(at).padStart(8, '0')}`);
    }
  }
  if (/^[ \t]*--[ \t]*liquibase[ \t]+formatted[ \t]+sql/im.test(text.slice(0, 500))) return make('liquibase', folder, null, `v${natural(name)}`);
  if (/(^|\/)docker-entrypoint-initdb\.d$/.test(folder)) return make('initdb', folder, null, `v${name}`);
  if (FOLDER.test(folder) && /^\d/.test(name)) return /(^|[._-])(down|rollback|undo|revert)([._-]|$)/i.test(name) ? make('numbered', folder, null, '', 'down') : make('numbered', folder, /^\d+/.exec(name)![0], `v${natural(name)}`);
  return null;
}

/** A text that sorts by the numbers in it. */
export function natural(text: string): string {
  return text.toLowerCase().replace(/\d+/g, digits => digits.replace(/^0+(?=\d)/, '').padStart(20, '0'));
}
