import type { Facts } from '../../model/facts';
import type { Document, OtherFiles, ProjectContext } from '../../model/format';
import { readSuppressions } from '../../model/suppression';
import { classify, type Dialect, readSql } from '../../syntax/sql';
import { type Place, placeOf } from '../shared/changelog/place';
import { Draft } from '../shared/draft';
import { sqlFileKey } from '../shared/names';
import { migrationKey } from '../shared/sqlNames';
import { extractStatements, type Script } from '../shared/statements';
import { checkStatements } from '../shared/checks';
import { dialectNamed, dialectOfPath, dialectOfText } from '../shared/sqlDialect';
import { type Masked, maskSql } from './mask';
import { type Migration, migrationOf } from './migrations';
import { projectOf } from './project';

/** Statements of a file at most; generated dumps have more. */
const MOST_TEXT = 3_000_000;

/** Where files lie that a changelog of Liquibase may run. */
const CHANGED = /(?:^|[/_.-])(?:liquibase|change-?(?:logs?|sets?)|migrations?|db)(?:[/_.-])/i;
const LIQUIBASE = /^[ \t]*--[ \t]*liquibase[ \t]+formatted[ \t]+sql/im;

/** A file that a changelog in another language includes or runs. */
function inChangelog({ root, order }: Place, text: string): Migration {
  return { tool: 'liquibase', sequence: `liquibase:${root}`, version: null, order: `v${order}`, direction: 'up', up: [{ start: 0, end: text.length }], down: [] };
}

/** How a file is read: by its setting, else its folder's name, else its own words. */
export function dialectFor(document: Document, context: ProjectContext | null): { readonly dialect: Dialect | null; readonly sure: boolean } {
  const set = projectOf(context).dialect;
  if (set !== null) return { dialect: dialectNamed(set), sure: true };
  const byPath = dialectOfPath(document.path);
  const byText = dialectOfText(document.text);
  return { dialect: byText ?? byPath, sure: false };
}

/** The facts of a plain SQL file. */
export function extract(document: Document, context: ProjectContext | null, files?: OtherFiles): Facts {
  const draft = new Draft();
  const { path, text } = document;
  if (text.length > MOST_TEXT) return draft.facts();
  const project = projectOf(context);
  const { dialect, sure } = dialectFor(document, context);
  const masked = maskSql(text);
  const place = CHANGED.test(path) || LIQUIBASE.test(text.slice(0, 500)) ? placeOf(path, files) : null;
  const migration = place ? inChangelog(place, text) : migrationOf(path, text, project.plan);
  const job = sqlFileKey(path);
  const sequence = migration === null ? { sequence: path, order: '' } : { sequence: migration.sequence, order: migration.order };
  const defaults = { dialect, database: project.database, schema: project.schema !== null && /^(?:public|dbo|main|default)$/i.test(project.schema) ? null : project.schema };
  let moves = false;
  let first = 0;
  for (const range of migration?.up ?? [{ start: 0, end: text.length }]) {
    const script: Script = { path, text: masked.text, range, dialect, holes: masked.holes, doubtful: masked.templated || masked.foreign || place?.conditional === true, job, sequence, defaults, first };
    const read = extractStatements(draft, script);
    first += read.file.statements.length;
    moves ||= read.moves;
    problems(draft, masked, range, dialect, sure, read.file.problems);
    if (!masked.foreign) checkStatements(draft, read.file, { text: masked.text, dialect, tool: migration?.tool ?? null });
  }
  for (const range of migration?.down ?? []) problems(draft, masked, range, dialect, sure, readSql(masked.text, range.start, range.end, { dialect, holes: masked.holes }).problems);
  if (migration) declareMigration(draft, document, migration, masked.text);
  if (moves) draft.declare({ id: job, kind: 'job', type: 'sql.script', role: 'describes', name: path.slice(path.lastIndexOf('/') + 1), keys: [], nameSpan: null, span: { start: 0, end: text.length }, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false });
  draft.suppressions = text.includes('pipewright:') ? readSuppressions(text, comments(text, dialect)) : [];
  return draft.facts();
}

/** What no dialect in play accepts: where the file's own words chose the dialect, every dialect is in play. */
function problems(draft: Draft, masked: Masked, range: { readonly start: number; readonly end: number }, dialect: Dialect | null, sure: boolean, found: ReturnType<typeof readSql>['problems']): void {
  if (masked.foreign || found.length === 0) return;
  const all = sure || dialect === null ? found : readSql(masked.text, range.start, range.end, { dialect: null, holes: masked.holes }).problems;
  if (all.length === 0) return;
  for (const p of sure ? found : all) draft.problem(p.rule, p.span, p.message, { expected: p.expected });
}

function declareMigration(draft: Draft, document: Document, migration: Migration, text: string): void {
  const { sequence, version, direction, tool } = migration;
  if (version === null || direction === 'down') return;
  const at = text.search(/\S/);
  const span = { start: Math.max(0, at), end: Math.max(0, at) };
  const id = migrationKey(sequence, tool === 'flyway' || tool === 'golang-migrate' ? version : document.path);
  draft.declare({ id, kind: 'symbol', type: 'sql.migration', role: 'defines', name: version, keys: [], nameSpan: null, span, parent: null, path: null, attributes: { more: { tool, sequence } }, columns: [], columnsComplete: false });
}

function comments(text: string, dialect: Dialect | null): { start: number; end: number }[] {
  return classify(text, 0, text.length, dialect).filter(t => t.kind === 'comment').map(t => t.span);
}
