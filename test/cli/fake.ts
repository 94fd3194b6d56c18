import type { Attributes, ColumnDeclaration, Declaration, EntityKind, Facts, Reference } from '../../server/src/model/facts';
import { NO_FACTS } from '../../server/src/model/facts';
import type { Key } from '../../server/src/model/key';
import type { UseKind } from '../../server/src/model/query';
import type { Column, DocumentView, Entity, LineageEdge, Resolution, Workspace } from '../../server/src/model/workspace';
import { DEFAULT_SETTINGS } from '../../server/src/model/workspace';

/** What one entity of a hand-made workspace is. `at` is where it is declared: a file and a piece of its text. */
export interface FakeEntity {
  readonly id: Key;
  readonly kind?: EntityKind;
  readonly type: string;
  readonly name: string;
  readonly keys?: readonly Key[];
  readonly parent?: Key;
  readonly enabled?: boolean;
  readonly attributes?: Attributes;
  readonly at: readonly { readonly file: string; readonly text?: string; readonly role?: 'defines' | 'describes' }[];
  readonly columns?: readonly Partial<Column>[];
}

/** A reference: the piece of text `text` of `file`, from an entity to whatever answers to `to`. */
export interface FakeReference {
  readonly file: string;
  readonly text: string;
  readonly from: Key | null;
  readonly to: Key;
  readonly role?: Reference['role'];
  readonly certainty?: Reference['certainty'];
}

export interface FakeEdge {
  readonly from: Key;
  readonly to: Key;
  readonly job?: Key;
  readonly confidence?: 'exact' | 'likely';
  readonly file: string;
  /** `to <- from kind`, as in `amount_usd <- amount transformation`. */
  readonly columns?: readonly string[];
  /** `column kind`. */
  readonly indirect?: readonly string[];
}

export interface FakeSpec {
  readonly files: { readonly [path: string]: string };
  readonly entities: readonly FakeEntity[];
  readonly references?: readonly FakeReference[];
  readonly edges?: readonly FakeEdge[];
  readonly projects?: Workspace['projects'] extends () => infer P ? P : never;
  readonly formats?: { readonly [path: string]: string };
}

/** A workspace made by hand: it joins nothing, so a test states what the real one would have found out. */
export function fakeWorkspace(spec: FakeSpec): Workspace {
  const spanOf = (file: string, piece: string | undefined): { start: number; end: number } => {
    const start = piece === undefined ? 0 : Math.max(0, (spec.files[file] ?? '').indexOf(piece));
    return { start, end: start + (piece ?? '').length };
  };
  const declarations = new Map<Key, { file: string; declaration: Declaration }[]>();
  const facts = new Map<string, { declarations: Declaration[]; references: Reference[] }>();
  for (const file of Object.keys(spec.files)) facts.set(file, { declarations: [], references: [] });
  for (const e of spec.entities) {
    for (const at of e.at) {
      const span = spanOf(at.file, at.text);
      const columns: ColumnDeclaration[] = [];
      const declaration: Declaration = {
        id: e.id, kind: e.kind ?? 'dataset', type: e.type, role: at.role ?? 'defines', name: e.name, keys: e.keys ?? [], nameSpan: null, span,
        parent: e.parent ?? null, path: null, attributes: e.attributes ?? {}, columns, columnsComplete: false,
      };
      facts.get(at.file)?.declarations.push(declaration);
      declarations.set(e.id, [...(declarations.get(e.id) ?? []), { file: at.file, declaration }]);
    }
  }
  for (const r of spec.references ?? []) {
    const span = spanOf(r.file, r.text);
    facts.get(r.file)?.references.push({ targets: [r.to], type: 'fake', name: r.text, span, fullSpan: span, from: r.from, role: r.role ?? 'reads', certainty: r.certainty ?? 'certain' });
  }
  const entities = new Map<Key, Entity>(
    spec.entities.map(e => [
      e.id,
      {
        id: e.id, kind: e.kind ?? 'dataset', type: e.type, name: e.name, enabled: e.enabled ?? true, parent: e.parent ?? null, attributes: e.attributes ?? {},
        keys: [e.id, ...(e.keys ?? [])], definitions: e.at.filter(a => (a.role ?? 'defines') === 'defines').length, descriptions: e.at.filter(a => a.role === 'describes').length,
        roles: e.at.map(a => ({ role: a.role ?? ('defines' as const), file: a.file, type: e.type, path: null, enabled: e.enabled ?? true })),
      },
    ]),
  );
  const sources = new Map(spec.entities.map(e => [e.id, e.columns ?? []]));
  const answering = (k: Key): Entity[] => [...entities.values()].filter(e => e.enabled && e.keys.includes(k)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const resolve = (reference: Reference): Resolution => {
    for (const k of reference.targets) {
      const hits = answering(k);
      if (hits.length === 1) return { kind: 'one', entity: hits[0]! };
      if (hits.length > 1) return { kind: 'many', entities: hits };
    }
    return { kind: 'none', disabled: [], open: false };
  };
  const edges: LineageEdge[] = (spec.edges ?? []).map(e => {
    const columns = new Map<string, { column: string; kind: UseKind }[]>();
    for (const text of e.columns ?? []) {
      const [to, , column, kind] = text.split(' ') as [string, string, string, UseKind];
      columns.set(to, [...(columns.get(to) ?? []), { column, kind }]);
    }
    return {
      from: e.from, to: e.to, job: e.job ?? null, confidence: e.confidence ?? 'exact', file: e.file,
      columns: [...columns].map(([to, from]) => ({ to, from })),
      indirect: (e.indirect ?? []).map(text => ({ column: text.split(' ')[0]!, kind: text.split(' ')[1] as UseKind })),
    };
  });
  const columnsOf = (id: Key): Column[] =>
    (sources.get(id) ?? []).map(c => ({ name: '', type: null, nullable: null, description: null, tags: [], meta: null, origin: 'declared', from: [], ...c }));
  const view = (path: string): DocumentView | undefined => {
    const text = spec.files[path];
    const own = facts.get(path);
    if (text === undefined || own === undefined) return undefined;
    const all: Facts = { ...NO_FACTS, ...own };
    return { path, text, formats: [spec.formats?.[path] ?? 'dbt'], format: spec.formats?.[path] ?? 'dbt', facts: all, project: null };
  };
  const allReferences = (): { file: string; reference: Reference }[] => [...facts].flatMap(([file, f]) => f.references.map(reference => ({ file, reference })));
  const leadsTo = (reference: Reference, id: Key): boolean => {
    const resolution = resolve(reference);
    return resolution.kind === 'one' && resolution.entity.id === id;
  };
  return {
    settings: DEFAULT_SETTINGS,
    document: view,
    paths: () => Object.keys(spec.files),
    entity: id => entities.get(id),
    answering,
    resolve,
    entitiesOf: type => [...entities.values()].filter(e => e.type === type),
    types: () => [...new Set([...entities.values()].map(e => e.type))],
    spelled: () => new Map(),
    referrers: id => allReferences().filter(r => leadsTo(r.reference, id)).map(r => ({ file: r.file, from: r.reference.from, role: r.reference.role, type: r.reference.type, column: null, data: null })),
    checks: () => [],
    columns: id => ({ columns: columnsOf(id), complete: true, reason: null }),
    column: (id, name) => columnsOf(id).find(c => c.name.toLowerCase() === name.toLowerCase()),
    table: () => null,
    resolveUse: () => ({ kind: 'open' }),
    scopeColumns: () => ({ columns: [], complete: false }),
    inputColumns: () => ({ columns: [], complete: false }),
    upstream: id => edges.filter(e => e.to === id),
    downstream: id => edges.filter(e => e.from === id),
    inputs: id => edges.filter(e => e.to === id).map(({ from, job, confidence, file }) => ({ from, job, confidence, file })),
    outputs: id => edges.filter(e => e.from === id).map(({ to, job }) => ({ to, job })),
    cycle: () => [],
    reader: () => undefined,
    names: () => [],
    project: () => null,
    projects: () => spec.projects ?? [],
    places: id => declarations.get(id) ?? [],
    referencePlaces: id => allReferences().filter(r => leadsTo(r.reference, id)),
    notes: () => [],
    scanning: false,
  };
}

const dbt = (uniqueId: string): Key => `dbt:|${uniqueId}`;

/** A small shop: a source, two staging models, a mart with an exposure, an Airflow DAG that loads the source from a topic. */
export function shop(): FakeSpec {
  const files = {
    'dags/load.py': 'dag = DAG("daily_orders")\nextract = ExtractOperator()\nload = LoadOperator()\nextract >> load\n',
    'models/customers.sql': "select id, email\nfrom {{ ref('stg_customers') }}\n",
    'models/exposures.yml': 'exposures:\n  - name: weekly\n    depends_on: [ref(\'orders\')]\n',
    'models/orders.sql': "select o.id, o.amount * 2 as amount_usd\nfrom {{ ref('stg_orders') }} o\nwhere o.status = 'paid'\n",
    'models/sources.yml': 'sources:\n  - name: raw\n    tables:\n      - name: orders\n',
    'models/stg_orders.sql': "select id, amount, status\nfrom {{ source('raw', 'orders') }}\njoin missing\n",
    'seeds/stg_customers.csv': 'id,email\n',
    'topics.yml': 'topic: orders\n',
  };
  return {
    files,
    formats: { 'dags/load.py': 'airflow', 'topics.yml': 'kafka' },
    entities: [
      { id: dbt('source.shop.raw.orders'), type: 'dbt.source', name: 'orders', keys: ['snowflake://acme|analytics.raw.orders', 'table|raw.orders', 'table|orders'], at: [{ file: 'models/sources.yml', text: '- name: orders', role: 'describes' }], attributes: { tags: ['nightly'], owner: 'data' }, columns: [{ name: 'id', type: 'int', nullable: false }, { name: 'amount', type: 'number' }, { name: 'status', type: 'varchar', tags: ['state'] }] },
      { id: dbt('model.shop.stg_orders'), type: 'dbt.model', name: 'stg_orders', keys: ['dbt.ref:|stg_orders'], at: [{ file: 'models/stg_orders.sql' }], attributes: { materialized: 'view' }, columns: [{ name: 'id' }, { name: 'amount' }, { name: 'status' }] },
      { id: dbt('seed.shop.stg_customers'), type: 'dbt.seed', name: 'stg_customers', keys: ['dbt.ref:|stg_customers'], at: [{ file: 'seeds/stg_customers.csv' }], columns: [{ name: 'id' }, { name: 'email', tags: ['pii'] }] },
      { id: dbt('model.shop.customers'), type: 'dbt.model', name: 'customers', keys: ['dbt.ref:|customers'], at: [{ file: 'models/customers.sql' }], columns: [{ name: 'id' }, { name: 'email', description: 'Where to write to' }] },
      { id: dbt('model.shop.orders'), type: 'dbt.model', name: 'orders', keys: ['dbt.ref:|orders'], at: [{ file: 'models/orders.sql' }], attributes: { materialized: 'incremental', description: 'Paid orders', tags: ['mart'] }, columns: [{ name: 'id' }, { name: 'amount_usd', type: 'number' }] },
      { id: dbt('exposure.shop.weekly'), kind: 'symbol', type: 'dbt.exposure', name: 'weekly', at: [{ file: 'models/exposures.yml', text: '- name: weekly' }] },
      { id: 'kafka://broker:9092|orders', type: 'kafka.topic', name: 'orders_topic', at: [{ file: 'topics.yml' }] },
      { id: 'airflow|daily_orders', kind: 'job', type: 'airflow.dag', name: 'daily_orders', at: [{ file: 'dags/load.py', text: 'dag' }], attributes: { schedule: '@daily' } },
      { id: 'airflow|daily_orders.extract', kind: 'job', type: 'airflow.task', name: 'extract', parent: 'airflow|daily_orders', at: [{ file: 'dags/load.py', text: 'extract' }] },
      { id: 'airflow|daily_orders.load', kind: 'job', type: 'airflow.task', name: 'load', parent: 'airflow|daily_orders', at: [{ file: 'dags/load.py', text: 'load =' }] },
    ],
    references: [
      { file: 'models/stg_orders.sql', text: "source('raw', 'orders')", from: dbt('model.shop.stg_orders'), to: dbt('source.shop.raw.orders') },
      { file: 'models/stg_orders.sql', text: 'missing', from: dbt('model.shop.stg_orders'), to: 'table|missing' },
      { file: 'models/orders.sql', text: "ref('stg_orders')", from: dbt('model.shop.orders'), to: 'dbt.ref:|stg_orders' },
      { file: 'models/customers.sql', text: "ref('stg_customers')", from: dbt('model.shop.customers'), to: 'dbt.ref:|stg_customers' },
      { file: 'models/exposures.yml', text: "ref('orders')", from: dbt('exposure.shop.weekly'), to: 'dbt.ref:|orders', role: 'uses' },
      { file: 'dags/load.py', text: 'extract >>', from: 'airflow|daily_orders.load', to: 'airflow|daily_orders.extract', role: 'uses' },
      { file: 'dags/load.py', text: 'ExtractOperator', from: 'airflow|daily_orders.extract', to: 'kafka://broker:9092|orders' },
      { file: 'dags/load.py', text: 'LoadOperator', from: 'airflow|daily_orders.load', to: 'kafka://broker:9092|orders' },
      { file: 'dags/load.py', text: 'LoadOperator', from: 'airflow|daily_orders.load', to: 'table|raw.orders', role: 'writes' },
    ],
    edges: [
      { from: 'kafka://broker:9092|orders', to: dbt('source.shop.raw.orders'), job: 'airflow|daily_orders.load', confidence: 'likely', file: 'dags/load.py' },
      { from: dbt('source.shop.raw.orders'), to: dbt('model.shop.stg_orders'), file: 'models/stg_orders.sql', columns: ['id <- id identity', 'amount <- amount identity', 'status <- status identity'] },
      { from: dbt('model.shop.stg_orders'), to: dbt('model.shop.orders'), file: 'models/orders.sql', columns: ['id <- id identity', 'amount_usd <- amount transformation', 'amount_usd <- status conditional'], indirect: ['status filter'] },
      { from: dbt('seed.shop.stg_customers'), to: dbt('model.shop.customers'), file: 'models/customers.sql', columns: ['id <- id identity', 'email <- email identity'] },
    ],
  };
}
