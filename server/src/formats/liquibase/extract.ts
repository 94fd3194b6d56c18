import type { Facts, Moment } from '../../model/facts';
import type { Key } from '../../model/key';
import type { Document, OtherFiles, ProjectContext } from '../../model/format';
import { readSuppressions } from '../../model/suppression';
import type { Dialect } from '../../syntax/sql';
import { isConditional, placeOf, position } from '../shared/changelog/place';
import { type Changelog, type Item, readChangelog, valueIn } from '../shared/changelog/tree';
import { Draft } from '../shared/draft';
import { dialectNamed } from '../shared/sqlDialect';
import { migrationKey, type NameDefaults } from '../shared/sqlNames';
import { change } from './changes';
import { changelogKey } from './names';

/** What the changes of a changelog are read with. */
export interface Context {
  readonly draft: Draft;
  readonly path: string;
  /** The file with the texts of SQL in it as the database gets them; as long as the file. */
  readonly text: string;
  readonly job: Key;
  readonly defaults: NameDefaults;
  /** Parameters of the changelog that have one value. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Set where a change moves data. */
  moves: boolean;
}

/** One change with its place in the history of the schema. */
export interface Change {
  readonly item: Item;
  readonly set: Item;
  readonly sequence: string;
  readonly order: string;
  /** Number of the next statement of the change. */
  index: number;
  readonly dialect: Dialect | null;
  /** Whether it does nothing where what it makes is there. */
  readonly ifNotExists: boolean;
  /** Why it may not run; null if it surely does. */
  readonly why: string | null;
}

/** The moment of the next statement of a change. */
export function nextMoment(change: Change): Moment {
  return { sequence: change.sequence, order: change.order, index: change.index++ };
}

/** The tables that a changelog makes and changes, in the order in which Liquibase runs it. */
export function extract(document: Document, project: ProjectContext | null, files?: OtherFiles): Facts {
  const draft = new Draft();
  const { path, text } = document;
  const changelog = readChangelog(path, text);
  draft.problems.push(...changelog.problems);
  draft.suppressions = text.includes('pipewright:') ? readSuppressions(text, changelog.comments) : [];
  const { root } = changelog;
  if (!root) return draft.facts();
  const settings = settingsOf(project);
  const place = placeOf(path, files);
  const job = changelogKey(path);
  const c: Context = { draft, path, text: withSql(text, changelog), job, defaults: settings, parameters: parametersOf(root), moves: false };
  const seen = new Set<string>();
  root.items.forEach((item, i) => {
    if (item.name !== 'changeSet') return;
    declareSet(c, item, seen);
    const dbms = databases(valueIn(item, 'dbms')?.text);
    const spoken = dbms.length === 1 ? dialectNamed(dbms[0]!) : null;
    if (dbms.length > 0 && settings.dialect !== null && !dbms.some(d => dialectNamed(d) === settings.dialect)) return;
    const guard = guardOf(item);
    const why = place?.conditional || isConditional(item) && !(settings.dialect !== null && onlyDatabases(item)) ? 'a context or database decides whether it is changed' : guard === 'conditional' ? 'a precondition decides whether it is changed' : null;
    item.items.forEach((part, k) => {
      const order = `v${[...(place ? [place.order] : []), position(i, k)].join('/')}`;
      change(c, { item: part, set: item, sequence: `liquibase:${place?.root ?? path}`, order, index: 0, dialect: settings.dialect ?? spoken, ifNotExists: guard === 'exists', why });
    });
  });
  if (c.moves) draft.declare({ id: job, kind: 'job', type: 'liquibase.changelog', role: 'describes', name: path.slice(path.lastIndexOf('/') + 1), keys: [], nameSpan: null, span: root.span, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false });
  return draft.facts();
}

function settingsOf(project: ProjectContext | null): NameDefaults {
  const data = typeof project?.data === 'object' && project.data !== null && !Array.isArray(project.data) ? (project.data as { readonly [name: string]: unknown }) : {};
  const text = (name: string): string | null => (typeof data[name] === 'string' ? (data[name] as string) : null);
  const schema = text('schema');
  return { dialect: dialectNamed(text('dialect')), database: text('database'), schema: schema !== null && /^(?:public|dbo|main|default)$/i.test(schema) ? null : schema };
}

/** The file with the words of every SQL text in place of what the language of the file writes. */
function withSql(text: string, { root }: Changelog): string {
  const words: { readonly start: number; readonly text: string }[] = [];
  const stack = root ? [root] : [];
  while (stack.length > 0) {
    const item = stack.pop()!;
    if (item.text && TEXTS.has(item.name)) words.push({ start: item.text.span.start, text: item.text.text });
    else stack.push(...item.items);
  }
  let out = '';
  for (const w of words.sort((a, b) => a.start - b.start)) {
    if (w.start < out.length) continue;
    out += text.slice(out.length, w.start) + w.text;
  }
  return out + text.slice(out.length);
}

const TEXTS: ReadonlySet<string> = new Set(['sql', 'createView', 'selectQuery', 'createProcedure', 'procedureText']);

/** `<property name="schema" value="shop"/>`; one that is given twice depends on the database. */
function parametersOf(root: Item): ReadonlyMap<string, string> {
  const found = new Map<string, string | null>();
  for (const item of root.items) {
    const name = item.name === 'property' ? valueIn(item, 'name')?.text : undefined;
    if (name === undefined) continue;
    const value = valueIn(item, 'value')?.text ?? null;
    found.set(name, found.has(name) || isConditional(item) ? null : value);
  }
  return new Map([...found].flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));
}

function databases(dbms: string | undefined): string[] {
  const names = (dbms ?? '').split(',').map(d => d.trim().toLowerCase()).filter(d => d !== '');
  return names.some(d => d.startsWith('!') || d === 'all' || d === 'none') ? [] : names;
}

/** Whether the database alone decides if a change set runs. */
function onlyDatabases(item: Item): boolean {
  return databases(valueIn(item, 'dbms')?.text).length > 0 && ['context', 'contextFilter', 'labels'].every(name => valueIn(item, name) === null);
}

const OBJECTS: ReadonlySet<string> = new Set(['tableExists', 'viewExists', 'columnExists', 'indexExists', 'foreignKeyConstraintExists', 'primaryKeyExists', 'sequenceExists', 'uniqueConstraintExists', 'tableIsEmpty']);
const JOINS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'preConditions']);

/** What preconditions mean: they only ask whether the thing is there (`exists`), or something that is not known. Null if all runs or the run stops. */
function guardOf(set: Item): 'exists' | 'conditional' | null {
  const conditions = set.items.find(i => i.name === 'preConditions');
  if (!conditions || !/^(?:MARK_RAN|CONTINUE)$/i.test(valueIn(conditions, 'onFail')?.text ?? '')) return null;
  const stack = [conditions];
  while (stack.length > 0) {
    const item = stack.pop()!;
    if (JOINS.has(item.name)) stack.push(...item.items.filter(i => !/^on(?:Fail|Error|SqlOutput|FailMessage|ErrorMessage)$/.test(i.name)));
    else if (!OBJECTS.has(item.name)) return 'conditional';
  }
  return 'exists';
}

/** A change set is known by id, author and file; Liquibase refuses two alike. */
function declareSet(c: Context, set: Item, seen: Set<string>): void {
  const id = valueIn(set, 'id');
  const author = valueIn(set, 'author');
  if (!id || !author) return;
  const name = `${id.text}::${author.text}`;
  if (!isConditional(set)) {
    if (seen.has(name)) c.draft.problem('migration-version-duplicate', id.span, `Another change set of this file has the id '${id.text}' and the author '${author.text}' too: Liquibase refuses to run`);
    seen.add(name);
  }
  c.draft.declare({ id: migrationKey(`liquibase:${c.path}`, `${name}${seen.has(name) ? '' : '*'}`), kind: 'symbol', type: 'sql.migration', role: 'describes', name: id.text, keys: [], nameSpan: id.span, span: set.span, parent: null, path: null, attributes: { more: { tool: 'liquibase', sequence: `liquibase:${c.path}` } }, columns: [], columnsComplete: false });
}
