// Our lineage JSON laid beside the manifest and the catalog that dbt writes.

const KINDS = ['model', 'seed', 'snapshot', 'source', 'exposure', 'metric', 'semantic_model', 'saved_query'];
const UNIQUE_ID = new RegExp(`^(${KINDS.join('|')})\\.`);
const CHECK_ID = /^(test|unit_test)\./;

/**
 * What dbt says: { nodes, edges, checks, columns } of a manifest. Ids are dbt's unique ids of enabled things;
 * edges are "parent > child" between nodes; columns maps an id to the documented names in lower case.
 */
export function graphOfManifest(manifest) {
  const all = { ...manifest.nodes, ...manifest.sources, ...manifest.exposures, ...manifest.metrics, ...manifest.semantic_models, ...manifest.saved_queries };
  const nodes = new Set(Object.keys(all).filter(id => UNIQUE_ID.test(id)));
  const edges = new Set();
  for (const child of nodes) {
    for (const parent of manifest.parent_map[child] ?? []) if (nodes.has(parent)) edges.add(`${parent} > ${child}`);
  }
  // A test of a disabled node stays in the manifest, switched off.
  const checks = new Set([...Object.entries(manifest.nodes), ...Object.entries(manifest.unit_tests ?? {})].flatMap(([id, node]) => (CHECK_ID.test(id) && node.config?.enabled !== false ? [id] : [])));
  const columns = new Map([...nodes].map(id => [id, Object.keys(all[id].columns ?? {}).map(c => c.toLowerCase())]));
  return { nodes, edges, checks, columns };
}

/**
 * What we say, from `lineage --format json --columns`. A dataset (or job) stands for every unique id among its `names`.
 * Edges are those of `edges`, and what a job with a unique id reads. `checks` are the unique ids in an optional list
 * `checks` ({ id, names }); it is null when the output has no such list.
 */
export function graphOfLineage(output) {
  const idsOf = new Map();
  const nodes = new Set();
  const columns = new Map();
  for (const thing of [...output.datasets, ...output.jobs]) {
    const ids = (thing.names ?? []).filter(n => UNIQUE_ID.test(n));
    idsOf.set(thing.id, ids);
    for (const id of ids) {
      nodes.add(id);
      if (thing.columns !== undefined) columns.set(id, { names: thing.columns.map(c => c.name.toLowerCase()), complete: thing.columnsComplete ?? thing.complete });
    }
  }
  const pairs = [
    ...output.edges.map(e => [e.from, e.to]),
    ...output.jobs.flatMap(j => (idsOf.get(j.id).length > 0 ? [...(j.reads ?? []).map(r => [r, j.id]), ...(j.writes ?? []).map(w => [j.id, w])] : [])),
  ];
  const edges = pairs.map(([from, to]) => ({ from: idsOf.get(from) ?? [], to: idsOf.get(to) ?? [] })).filter(e => e.from.length > 0 && e.to.length > 0);
  const checks = output.checks === undefined ? null : new Set(output.checks.flatMap(c => [c.id, ...(c.names ?? [])]).filter(n => CHECK_ID.test(n)));
  return { nodes, edges, checks, columns };
}

/** The differences between the two, each a stable line, and the number of things that agree. */
export function compareGraphs(theirs, ours) {
  const differences = [];
  let agreed = 0;
  const say = (ok, line) => {
    if (ok) agreed++;
    else differences.push(line);
  };
  for (const id of theirs.nodes) say(ours.nodes.has(id), `missing node ${id}`);
  for (const id of ours.nodes) if (!theirs.nodes.has(id)) differences.push(`extra node ${id}`);
  const covered = new Set(ours.edges.flatMap(e => e.from.flatMap(f => e.to.map(t => `${f} > ${t}`))));
  for (const edge of theirs.edges) say(covered.has(edge), `missing edge ${edge}`);
  for (const edge of ours.edges) {
    const known = edge.from.some(f => edge.to.some(t => theirs.edges.has(`${f} > ${t}`)));
    // A dataset that is two things for dbt (a seed that is also a source) may point at itself.
    if (!known && !edge.from.some(f => edge.to.includes(f))) differences.push(`extra edge ${edge.from[0]} > ${edge.to[0]}`);
  }
  for (const [id, names] of theirs.columns) {
    const mine = new Set(ours.columns.get(id)?.names ?? []);
    for (const name of names) say(mine.has(name), `missing column ${id} ${name}`);
  }
  if (ours.checks !== null) {
    for (const id of theirs.checks) say(ours.checks.has(id), `missing check ${id}`);
    for (const id of ours.checks) if (!theirs.checks.has(id)) differences.push(`extra check ${id}`);
  }
  return { agreed, differences, checksLeftOut: ours.checks === null ? theirs.checks.size : 0 };
}

/**
 * Our columns laid beside the engine's, for every relation in the catalog: `exact` (same names, same order), `partial`
 * (some lacking, none wrong), `none`, or a difference: a column that the engine does not have, another order, or a list
 * that claims to be complete and is not.
 */
export function compareColumns(catalog, ours) {
  const counts = { exact: 0, partial: 0, none: 0 };
  const differences = [];
  for (const [id, relation] of Object.entries({ ...catalog.nodes, ...catalog.sources })) {
    const real = Object.values(relation.columns).sort((a, b) => a.index - b.index).map(c => c.name.toLowerCase());
    const mine = ours.columns.get(id);
    if (mine === undefined || mine.names.length === 0) {
      if (mine?.complete === true) differences.push(`columns of ${id}: none, and said to be complete`);
      else counts.none++;
      continue;
    }
    const wrong = mine.names.filter(n => !real.includes(n));
    const order = real.filter(n => mine.names.includes(n));
    if (wrong.length > 0) differences.push(`columns of ${id}: the engine has no ${wrong.join(', ')}`);
    else if (order.join() !== mine.names.join()) differences.push(`columns of ${id}: order ${mine.names.join(', ')} where the engine has ${order.join(', ')}`);
    else if (mine.names.length === real.length) counts.exact++;
    else if (mine.complete === true) differences.push(`columns of ${id}: said to be complete, without ${real.filter(n => !mine.names.includes(n)).join(', ')}`);
    else counts.partial++;
  }
  return { counts, differences };
}
