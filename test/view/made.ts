import type { Gap, GroupFindings, Health } from '../../server/src/features/health';
import type { DetailColumn, DetailLink, LineageDetail } from '../../server/src/features/lineage/detail';
import type { LineageMap, MapEdge, MapNode } from '../../server/src/features/lineage/map';

export const NO_MARKS = { errors: 0, warnings: 0, tests: 0, pii: false, freshness: null, freshnessState: null, lastRun: null };

export function node(id: string, more: Partial<MapNode> = {}): MapNode {
  return { id, label: id.slice(id.lastIndexOf('.') + 1), job: false, kind: 'table', system: 'dbt', schema: '', project: 'shop', external: false, tags: [], file: `models/${id}.sql`, line: 1, description: null, owner: null, schedule: null, names: [], marks: NO_MARKS, ...more };
}

export function edge(from: number, to: number, more: Partial<MapEdge> = {}): MapEdge {
  return { from, to, job: null, kind: 'exact', file: 'models/x.sql', line: 3, ...more };
}

/** Names that would be markup, script or trouble if anything but text were made of them. */
export const HOSTILE = ['<img src=x onerror=alert(1)>', '"><script>alert(2)</script>', '</script><svg onload=alert(3)>', "' onmouseover='alert(4)", '{{constructor.constructor("alert(5)")()}}', '\u202edesrever', '<!--', 'javascript:alert(6)', '&lt;b&gt;', '\u0000null', '__proto__', 'constructor', '   ', '名前の長い表'];

/** A graph shaped as real ones are: sources, staging, layers above; the same count gives the same graph. */
export function madeGraph(count: number, hostile = false): { map: LineageMap; detail: LineageDetail } {
  let seed = 7;
  const random = (): number => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed / 0x7fffffff;
  };
  const parts = [0.22, 0.24, 0.18, 0.12, 0.1, 0.07, 0.05, 0.02];
  const systems = ['snowflake', 'dbt', 'dbt', 'dbt', 'dbt', 'dbt', 'kafka', 'postgres'];
  const words = ['orders', 'customers', 'payments', 'sessions', 'refunds', 'shipments', 'products', 'campaigns'];
  const nodes: MapNode[] = [];
  const edges: MapEdge[] = [];
  const layers: number[][] = [];
  for (const [l, part] of parts.entries()) {
    const own: number[] = [];
    const size = Math.max(1, Math.round(count * part));
    for (let i = 0; i < size && nodes.length < count; i++) {
      const at = nodes.length;
      const name = hostile ? `${HOSTILE[at % HOSTILE.length]!}${at < HOSTILE.length ? '' : at}` : `${['raw', 'stg', 'int', 'dim', 'fct', 'fin', 'mkt', 'app'][l]}_${words[at % words.length]}_${at}`;
      nodes.push(node(`demo.${String(at).padStart(5, '0')}`, {
        label: name, system: systems[l]!, kind: l === 0 ? 'table' : l === 7 ? 'exposure' : random() < 0.4 ? 'view' : 'table', schema: hostile ? name : `layer_${l}`, external: l === 0, project: `project ${at % 3}`,
        tags: at % 9 === 0 ? ['daily'] : [], owner: hostile ? name : 'data@example.com', description: hostile ? name : `Rows of ${name}, one a day.`, file: `models/layer_${l}/${at}.sql`,
        marks: { errors: at % 31 === 3 ? 1 : 0, warnings: at % 17 === 2 ? 2 : 0, tests: at % 5, pii: at % 11 === 1, freshness: l === 0 && at % 2 === 0 ? 'warn after 12 hours' : null, freshnessState: null, lastRun: l > 0 && at % 7 === 1 ? { status: at % 2 === 0 ? 'success' : 'error', at: '2026-03-01T05:00:00Z', seconds: 12.25 } : null },
      }));
      own.push(at);
      if (l === 0) continue;
      const wanted = l === 1 ? 1 : 1 + Math.floor(random() * 3);
      for (let k = 0; k < wanted; k++) {
        const below = l === 1 || random() < 0.8 ? layers[l - 1]! : layers[1 + Math.floor(random() * (l - 1))]!;
        const from = below[Math.min(below.length - 1, Math.max(0, Math.floor((i / size + (random() - 0.5) * 0.12) * below.length)))]!;
        if (!edges.some(e => e.to === at && e.from === from)) edges.push(edge(from, at, { kind: random() < 0.08 ? 'likely' : 'exact' }));
      }
    }
    layers.push(own);
  }
  const columns = (at: number): DetailColumn[] =>
    ['id', 'customer_id', 'amount', 'status', 'created_at', 'country'].slice(0, 3 + (at % 4)).map((name, i) => ({ name: hostile && i === 2 ? `amount${HOSTILE[0]}` : name, type: ['bigint', 'bigint', 'numeric(18,2)', 'varchar', 'timestamp', 'varchar'][i]!, nullable: i > 0, description: null, tags: i === 1 ? ['pii'] : [], expression: i === 2 ? 'sum(amount) * 0.77' : null, tests: i === 0 ? ['unique', 'not_null'] : [] }));
  const links: DetailLink[] = edges.map(e => ({ from: nodes[e.from]!.id, to: nodes[e.to]!.id, indirect: [], columns: columns(e.to).flatMap((c, i) => (i < columns(e.from).length ? [{ from: columns(e.from)[i]!.name, to: c.name, kind: i === 2 ? ('aggregation' as const) : ('identity' as const) }] : [])) }));
  return { map: { version: 1, title: hostile ? HOSTILE[1]! : 'demo', nodes, edges }, detail: { nodes: nodes.map((n, at) => ({ id: n.id, columns: columns(at), complete: true })), links } };
}

/** The state of a shop for the overview page: every kind of thing it shows, hostile names among them. */
export function madeHealth(): Health {
  const gap = (id: string, label: string, more: Partial<Gap> = {}): Gap => ({ id, label, kind: 'dbt model', file: `models/${label}.sql`, feeds: 3, checks: 0, ...more });
  const group = (name: GroupFindings['group'], errors: number, warnings: number, hints: number, fixable = 0): GroupFindings => ({ group: name, errors, warnings, hints, fixable });
  return {
    version: 1,
    name: 'dbt-shop',
    overview: {
      version: 1, root: '/shop',
      projects: [{ format: 'dbt', name: 'shop', root: '', package: false, files: 76 }, { format: 'sqlmesh', name: HOSTILE[0]!, root: 'mesh', package: false, files: 12 }, { format: 'dbt', name: 'dbt_utils', root: 'dbt_packages/dbt_utils', package: true, files: 40 }],
      systems: [{ system: 'dbt', datasets: 62, jobs: 0, files: ['models/marts/core/core.yml', 'models/staging/erp.yml'] }, { system: 'airflow', datasets: 0, jobs: 14, files: ['dags/daily.py'] }, { system: 'kafka', datasets: 5, jobs: 0, files: [HOSTILE[2]!] }],
      files: { total: 128, formats: [{ format: 'dbt', files: 76 }] }, entities: [{ type: 'dbt.model', count: 48 }], counts: { datasets: 67, jobs: 14, edges: 131, checks: 212, unresolved: 3 },
    },
    findings: [group('references', 2, 1, 0), group('testing', 0, 7, 4, 2), group('documentation', 0, 0, 23, 7)],
    areas: [
      { area: 'documentation', done: 44, of: 48, gaps: [gap('a.one', 'int_orders_ranked'), gap('a.html', HOSTILE[0]!, { feeds: 0 })] },
      { area: 'columns', done: 12, of: 48, gaps: [gap('a.one', 'int_orders_ranked')] },
      { area: 'testing', done: 30, of: 48, gaps: [gap('a.two', 'dim_customers', { feeds: 9, checks: 2 }), gap('a.three', 'fct_orders')] },
      { area: 'freshness', done: 9, of: 9, gaps: [] },
      { area: 'ownership', done: 0, of: 48, gaps: [gap('a.one', 'int_orders_ranked')] },
    ],
  };
}
