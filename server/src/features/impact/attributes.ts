import type { Attributes } from '../../model/facts';
import type { Json } from '../../model/key';
import { sameValue } from '../../model/same';
import type { Entity } from '../../model/workspace';
import { relationName } from '../words';
import type { Aspect, Change, Verdict } from './model';
import { fedBy, type Sides } from './reach';
import type { Side } from './sides';
import { names, standingOf } from './standing';

/** Keys of a configuration that decide which rows there are, or how long they stay: a change of them is looked at. */
const WEIGHTY = /^(on_schema_change|incremental_strategy|strategy|check_cols|updated_at|invalidate_hard_deletes|hard_deletes|full_refresh|partition_by|partitions?|num\.?partitions|replication[._]factor|retention(\.ms|\.bytes)?|cleanup\.policy|delete\.retention\.ms|lookback|batch_size|event_time|begin|sql_header|where|snapshot_meta_column_names|retries|depends_on_past|catchup|trigger_rule|max_active_runs)$/i;
/** Keys that have a comparison of their own, or say nothing of the data. */
const ELSEWHERE = new Set(['materialized', 'enabled', 'tags', 'meta', 'contract', 'access', 'group', 'unique_key', 'schema', 'database', 'alias', 'docs', 'description', 'freshness', 'severity']);

/** A tag that says that data is personal or secret. */
export function isPersonalTag(tag: string): boolean {
  return /\b(pii|personal|sensitive|confidential|gdpr|phi|secret|masked?)\b/i.test(tag.replace(/[_:./-]/g, ' '));
}

/** What of an entity changed besides its columns, checks and query. */
export function attributeChanges(sides: Sides, before: Entity, after: Entity): readonly Change[] {
  const { base, head } = sides;
  const [a, b] = [before.attributes, after.attributes];
  const standing = standingOf(base, before);
  const out: Change[] = [];
  const subject = head.subject(after);
  const place = head.place(after.id);
  const add = (aspect: Aspect, title: string, verdict: Verdict, reason: string, from: string | null, to: string | null, reach: Change['reach'] = []): void => {
    out.push({ kind: 'changed', aspect, subject, column: null, from, to, title, verdict, reason, place, reach });
  };
  const feeds = () => fedBy(head, [after.id]);

  if (a.contract === true && b.contract !== true) add('contract', 'contract no longer enforced', 'breaking', 'columns and types may change from now on without anybody being told', 'enforced', 'off');
  if (a.contract !== true && b.contract === true) add('contract', 'contract enforced', 'safe', 'a build fails from now on if columns or types differ from it', 'off', 'enforced');
  if (a.contract === true && b.contract === true) {
    const kept = new Set(promised(head, after.id));
    // A column that the table no longer has is told by itself.
    for (const column of promised(base, before.id)) if (!kept.has(column) && head.ws.column(after.id, column)) add('contract', `contract no longer promises \`${column}\``, 'breaking', 'others were promised the column, and a build fails where contract and query differ', column, null);
  }
  if (a.access !== b.access && (a.access || b.access)) {
    const rank = ['private', 'protected', 'public'];
    const narrower = rank.indexOf(b.access ?? 'protected') < rank.indexOf(a.access ?? 'protected');
    add('access', `access changed from \`${a.access}\` to \`${b.access}\``, narrower && a.access === 'public' ? 'breaking' : narrower ? 'risky' : 'safe', narrower ? (a.access === 'public' ? 'other projects can no longer refer to it' : 'only its own group can refer to it') : 'more may refer to it than before', a.access ?? null, b.access ?? null);
  }
  if ((a.materialized ?? null) !== (b.materialized ?? null) && a.materialized && b.materialized) {
    const [verdict, reason] = materialization(a.materialized, b.materialized);
    add('materialization', `materialized as \`${b.materialized}\` in place of \`${a.materialized}\``, verdict, reason, a.materialized, b.materialized);
  }
  const [was, is] = [relationName(before), relationName(after)];
  if (was !== null && is !== null && was !== is && before.id === after.id) {
    const readers = feeds();
    if (standing.external) add('location', `read from \`${is}\` in place of \`${was}\``, 'risky', readers.length > 0 ? `${names(readers)} now ${readers.length === 1 ? 'reads' : 'read'} another table` : 'it is another table now', was, is, readers);
    else add('location', `written to \`${is}\` in place of \`${was}\``, standing.open ? 'breaking' : 'risky', 'who reads the table by its name has to follow, and the old table stays as it is', was, is);
  }
  if (!sameValue(a.uniqueKey ?? null, b.uniqueKey ?? null) && (a.materialized === b.materialized || !a.materialized)) {
    const text = (k: readonly string[] | undefined) => (k && k.length > 0 ? k.join(', ') : null);
    add('key', text(b.uniqueKey) === null ? 'unique key removed' : text(a.uniqueKey) === null ? `unique key set to \`${text(b.uniqueKey)}\`` : `unique key changed from \`${text(a.uniqueKey)}\` to \`${text(b.uniqueKey)}\``, 'risky', text(b.uniqueKey) === null ? 'rows that come again are no longer replaced: there may be duplicates' : 'rows are matched otherwise from now on; those in the table were matched by the old key', text(a.uniqueKey), text(b.uniqueKey), feeds());
  }
  if (!sameValue(freshness(a), freshness(b)) && after.kind === 'dataset') {
    const gone = freshness(b) === null;
    add('freshness', gone ? 'freshness is no longer watched' : freshness(a) === null ? 'freshness is watched' : 'freshness limits changed', gone ? 'risky' : 'safe', gone ? 'nobody is told if the data stops coming' : freshness(a) === null ? 'a late load is noticed from now on' : 'a late load is noticed by another limit', words(freshness(a)), words(freshness(b)));
  }
  if (!a.deprecationDate && b.deprecationDate) {
    const readers = standing.readers;
    add('deprecation', `deprecated from ${b.deprecationDate}`, readers.length > 0 ? 'risky' : 'safe', readers.length > 0 ? `${names(readers)} ${readers.length === 1 ? 'has' : 'have'} to move to something else by then` : 'nothing here reads it', null, b.deprecationDate);
  }
  if (a.latestVersion && b.latestVersion && a.latestVersion !== b.latestVersion) add('version', `latest version is ${b.latestVersion} in place of ${a.latestVersion}`, 'risky', 'who refers to it without a version gets the new one', a.latestVersion, b.latestVersion, feeds());
  const [from, to] = [base.subject(before).owner, subject.owner];
  if (from !== to && after.kind !== 'symbol') add('owner', to === null ? `owner \`${from}\` removed` : from === null ? `owner set to \`${to}\`` : `owner changed from \`${from}\` to \`${to}\``, to === null ? 'risky' : 'safe', to === null ? 'nobody is named who answers for it' : 'only who answers for it changed', from, to);
  const lost = (a.tags ?? []).filter(t => !(b.tags ?? []).includes(t));
  if (lost.some(isPersonalTag)) add('tags', `no longer tagged ${lost.filter(isPersonalTag).map(t => `\`${t}\``).join(', ')}`, 'risky', 'masking and access rules that go by the tag no longer hold', lost.join(', '), null);
  for (const name of [...new Set([...Object.keys(a.config ?? {}), ...Object.keys(b.config ?? {})])].sort()) {
    if (ELSEWHERE.has(name) || !WEIGHTY.test(name) || before.id !== after.id) continue;
    const [x, y] = [a.config?.[name], b.config?.[name]];
    if (sameValue(x ?? null, y ?? null) || isUnknown(a, name) || isUnknown(b, name)) continue;
    add('config', `\`${name}\` ${y === undefined ? `removed (was \`${words(x ?? null)}\`)` : x === undefined ? `set to \`${words(y)}\`` : `changed from \`${words(x)}\` to \`${words(y)}\``}`, 'risky', 'it decides which rows there are, or how they come in', words(x ?? null), words(y ?? null));
  }
  return out;
}

/** Columns that files declare, in lower case. */
function promised(side: Side, id: string): readonly string[] {
  return [...new Set(side.ws.places(id).flatMap(p => p.declaration.columns.map(c => c.name.toLowerCase())))];
}

function materialization(from: string, to: string): [Verdict, string] {
  if (to === 'ephemeral') return ['risky', 'no table or view is made any more: whoever reads it outside finds the old one, or none'];
  if (from === 'ephemeral') return ['safe', 'there is a table or view of it now'];
  if (to === 'incremental') return ['risky', 'rows are added to what is there: only a full refresh makes old ones anew'];
  if (from === 'incremental') return ['safe', 'it is made anew with every run: that takes longer, and old rows that can no longer be made are gone'];
  return ['safe', 'it holds the same; it costs and lasts otherwise'];
}

function freshness(a: Attributes): Json {
  const value = a.more?.['freshness'] ?? a.config?.['freshness'] ?? null;
  return value !== null && typeof value === 'object' && !Array.isArray(value) && Object.values(value).every(v => v === null) ? null : value;
}

/** Jinja made it: what it comes to is not known. */
function isUnknown(a: Attributes, name: string): boolean {
  const dynamic = a.more?.['dynamic'];
  return Array.isArray(dynamic) && dynamic.includes(name);
}

function words(value: Json): string | null {
  if (value === null) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
