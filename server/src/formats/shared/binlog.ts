import type { Span } from '../../text/span';
import type { Draft } from './draft';

/** A setting of a MySQL or MariaDB server, its name with dashes. */
export interface ServerSetting {
  readonly name: string;
  /** Null for a flag. */
  readonly value: string | null;
  readonly span: Span;
}

/** The server a file configures, as far as it tells. */
export interface Server {
  readonly settings: readonly ServerSetting[];
  /** Whether other files may add settings. */
  readonly more: boolean;
  /** By its image: MariaDB and MySQL 5 write no binlog unless they are told to. Null if nothing tells. */
  readonly kind: 'mysql5' | 'mysql' | 'mariadb' | null;
  /** Where what is missing is shown. */
  readonly at: Span;
}

/**
 * What keeps changes of a MySQL or MariaDB server from being captured (Debezium, "Setting up MySQL": `binlog_format` ROW,
 * `binlog_row_image` FULL, a binlog at all, a server id). Told under `mysql-binlog-unfit`; whether somebody captures is the rule's to ask.
 */
export function checkBinlog(draft: Draft, server: Server): void {
  const of = (...names: string[]): ServerSetting | undefined => server.settings.findLast(s => names.includes(s.name));
  const say = (span: Span, message: string): void => draft.problem('mysql-binlog-unfit', span, message);
  const off = of('skip-log-bin', 'disable-log-bin');
  if (off) {
    say(off.span, 'The server writes no binlog: there is nothing to capture');
    return;
  }
  const format = of('binlog-format');
  if (format && /^(statement|mixed)$/i.test(format.value ?? '')) say(format.span, `The binlog has ${/^mixed$/i.test(format.value!) ? 'statements for some changes' : 'statements'} in place of rows: change capture needs ROW`);
  const image = of('binlog-row-image');
  if (image && /^(minimal|noblob)$/i.test(image.value ?? '')) say(image.span, `Events lack columns that were not changed: change capture needs binlog_row_image FULL, not ${image.value!.toUpperCase()}`);
  const id = of('server-id');
  if (id?.value === '0') say(id.span, 'A server with id 0 refuses those who read its binlog');
  const log = of('log-bin');
  if (server.more || log || server.kind === null || server.kind === 'mysql') return;
  say(server.at, `${server.kind === 'mariadb' ? 'MariaDB' : 'MySQL 5'} writes no binlog unless it is told to: set log-bin${id ? '' : ', server-id'}${format || server.kind === 'mysql5' ? '' : ' and binlog-format=ROW'}`);
}

/** The settings among the words of a command: `--binlog-format=ROW`, `--server_id 1`. */
export function settingsInCommand(command: string, at: (start: number, end: number) => Span): readonly ServerSetting[] {
  return [...command.matchAll(/(?:^|\s)--([a-z][\w-]*)(?:=(\S*)|\s+(?!-)(\S+))?/gi)].map(m => {
    const start = m.index + m[0].search(/--/);
    return { name: m[1]!.toLowerCase().replace(/_/g, '-'), value: m[2] ?? m[3] ?? null, span: at(start, m.index + m[0].length) };
  });
}
