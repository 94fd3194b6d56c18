import { branchNameFrom, branchNameProblem } from '../text/refName';

/**
 * Names for a new branch, made from what is being edited.
 *
 *   suggestBranchNames(input)   up to MAX_SUGGESTIONS sound names that are free, the best first
 *   freeName(name, existing)    the name, or one like it that git can keep beside the others
 *
 * `feature/etl-<pipeline>` for transformations and orchestration, `feature/streaming-<system>` for streaming,
 * `fix/data-quality-<issue>` where a finding is being fixed or a file of checks is edited.
 */
export interface NameInput {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly format?: string;
  /** What the file declares, the most telling first. */
  readonly entities?: readonly { readonly type: string; readonly name: string }[];
  /** Id of the rule whose finding is being fixed. */
  readonly problem?: string | null;
  /** `branch.template`: `{kind}` is feature or fix, `{name}` the rest; `{user}` and `{ticket}` as below. Without it: `{kind}/{name}`. */
  readonly template?: string | null;
  readonly user?: string | null;
  readonly ticket?: string | null;
  readonly existing?: Iterable<string>;
}

export const MAX_SUGGESTIONS = 3;
const MAX_NAME = 48;
/** A file that declares more is about none of them: its own name says more. */
const MAX_TELLING_ENTITIES = 3;

/** Words that tell a streaming system, the special before the general. */
const STREAMING: readonly (readonly [word: RegExp, system: string])[] = [
  [/debezium/, 'debezium'],
  [/flink/, 'flink'],
  [/ksql/, 'ksqldb'],
  [/pulsar/, 'pulsar'],
  [/kinesis|firehose/, 'kinesis'],
  [/event-?hub/, 'event-hubs'],
  [/pub-?sub/, 'pubsub'],
  [/redpanda/, 'redpanda'],
  [/kafka-?connect|(^|\W)connectors?(\W|$)/, 'kafka-connect'],
  [/kafka|strimzi|schema-?registry|(^|\W)(avro|avsc|protobuf|proto)(\W|$)/, 'kafka'],
  [/(^|\W)beam(\W|$)/, 'beam'],
  [/spark-?(structured-?)?streaming|(^|\W)stream(s|ing)?(\W|$)/, 'streams'],
];
const QUALITY = /great-?expectations|(^|\W)(gx|soda|sodacl|odcs|expectations?|checks?|data-?contracts?|contracts?|data-?quality)(\W|$)/;
/** Kinds of entity that are a pipeline by themselves. */
const PIPELINES = /(^|\.)(dag|flow|pipeline|job|connector|deployment|workflow|model|asset|topic)$/i;
/** File and folder names that say nothing of their own. */
const GENERIC = new Set(
  'checks expectations contract contracts connector connectors schema schemas source sources model models staging marts intermediate properties exposures metrics seeds snapshots tests test macros index init main dag dags pipeline pipelines flow flows job jobs config configs configuration docker-compose compose dbt-project packages profiles dependencies variables outputs providers versions src lib app sql data etl docs readme requirements pyproject pipewright'.split(' '),
);

export function suggestBranchNames(input: NameInput): string[] {
  const existing = [...(input.existing ?? [])];
  const out: string[] = [];
  for (const [kind, name] of candidates(input)) {
    if (out.length === MAX_SUGGESTIONS) break;
    const full = fill(input, kind, cut(name));
    const free = full === '' ? null : freeName(full, [...existing, ...out]);
    if (free !== null && !out.some(o => free.startsWith(`${o}-`) && /-\d+$/.test(free))) out.push(free);
  }
  return out;
}

function candidates(input: NameInput): [kind: 'feature' | 'fix', name: string][] {
  const entities = input.entities ?? [];
  const entity = entities.length <= MAX_TELLING_ENTITIES ? (entities.find(e => PIPELINES.test(e.type)) ?? entities[0]) : undefined;
  const place = placeName(input.path);
  const pipeline = words(entity?.name ?? '') || place;
  const about = hyphenated([input.format ?? '', ...entities.map(e => e.type)].join(' '));
  const where = hyphenated(input.path);
  const system = STREAMING.find(([word]) => word.test(about))?.[1] ?? (isTransformation(about) ? undefined : STREAMING.find(([word]) => word.test(where))?.[1]);
  const list: [('feature' | 'fix'), string][] = [];
  if (input.problem) list.push(['fix', `data-quality-${words(input.problem)}`], ['fix', `data-quality-${words(input.problem)}-${pipeline}`]);
  else if (QUALITY.test(about) || (QUALITY.test(where) && !isTransformation(about))) list.push(['fix', `data-quality-${pipeline}`]);
  if (system !== undefined) {
    const detail = pipeline === system || pipeline.startsWith(`${system}-`) ? pipeline.slice(system.length + 1) : pipeline;
    list.push(['feature', `streaming-${system}`], ...(detail === '' ? [] : [['feature', `streaming-${system}-${detail}`] as ['feature', string]]));
  }
  list.push(['feature', `etl-${pipeline}`], ['feature', `etl-${place}`]);
  return list;
}

/** A dbt model named `stg_kafka_events` is no streaming work: for these only the kind of file counts. */
function isTransformation(about: string): boolean {
  return /(^|\W)(dbt|sql|airflow|dagster|prefect|dataform|sqlmesh)(\W|$)/.test(about);
}

/** The file's name, or the nearest folder's that says something. */
function placeName(path: string): string {
  const parts = path.split('/').filter(p => p !== '');
  const file = parts.pop() ?? '';
  const dot = file.indexOf('.', 1);
  const stem = words((dot > 0 ? file.slice(0, dot) : file).replace(/__(models|sources|seeds|docs|macros|properties)$/, ''));
  for (const candidate of [stem, ...parts.reverse().map(words)]) if (candidate !== '' && !GENERIC.has(candidate.replace(/_/g, '-'))) return candidate;
  return stem === '' ? 'pipeline' : stem;
}

/** A name as one part of a branch name: lower case, no slashes or dots, no `_` or `-` at its ends. */
function words(name: string): string {
  return branchNameFrom(name.replace(/[/.]+/g, '-').replace(/^_+/, '')).toLowerCase().replace(/_+(-|$)/g, '$1');
}

/** `kafkaConnect source_table` -> `kafka-connect source-table`, for the tests above. */
function hyphenated(text: string): string {
  return text.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/_/g, '-').toLowerCase();
}

function cut(name: string): string {
  const characters = Array.from(name);
  return characters.length <= MAX_NAME ? name : branchNameFrom(characters.slice(0, MAX_NAME).join(''));
}

function fill(input: NameInput, kind: string, name: string): string {
  const values: { readonly [token: string]: string } = { kind, name, user: words(input.user ?? ''), ticket: branchNameFrom((input.ticket ?? '').replace(/\//g, '-')) };
  const template = input.template?.includes('{name}') ? input.template : `${input.template ? `${input.template}/` : '{kind}/'}{name}`;
  return branchNameFrom(template.replace(/\{(\w+)\}/g, (whole, token: string) => values[token] ?? whole));
}

/** Null only if no sound name can be found. Names count as taken whatever their case, since some disks can't tell them apart. */
export function freeName(name: string, existing: readonly string[]): string | null {
  const lower = existing.map(e => e.toLowerCase());
  const taken = (n: string) => lower.some(e => e === n.toLowerCase() || e.startsWith(`${n.toLowerCase()}/`));
  // A branch named like one of our folders leaves no room below it: its slash becomes a hyphen.
  let base = name;
  for (let at = base.indexOf('/'); at >= 0; at = base.indexOf('/', at + 1)) if (lower.includes(base.slice(0, at).toLowerCase())) base = `${base.slice(0, at)}-${base.slice(at + 1)}`;
  for (let n = 1; n <= existing.length + 1; n++) {
    const candidate = n === 1 ? base : `${base}-${n}`;
    if (!taken(candidate)) return branchNameProblem(candidate) === null ? candidate : null;
  }
  return null;
}
