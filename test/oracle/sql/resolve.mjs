// Resolves the scopes of a query against a schema: names of the result's columns and the table columns each value comes from.

/**
 * [{ name, from: Set('table.column'), every: the same with conditions and windows }] of a scope; `schema` is { table: [columns] }.
 * A scope met inside itself (a recursive CTE) has no columns of its own there.
 */
export function columnsOf(query, schema, index = query.root, busy = new Set()) {
  if (busy.has(index)) return [];
  const inner = new Set(busy).add(index);
  const s = query.scopes[index];
  if (s.kind === 'set') return united(s, s.branches.map(b => columnsOf(query, schema, b, inner)));
  const inputs = s.inputs.map(i => inputColumns(query, schema, i, inner));
  const find = use => {
    const name = use.column.toLowerCase();
    for (let at = index; at !== null; at = query.scopes[at].parent) {
      const here = query.scopes[at];
      const lists = at === index ? inputs : here.inputs.map(i => inputColumns(query, schema, i, inner));
      for (let k = 0; k < here.inputs.length; k++) {
        if (use.qualifier.length > 0 && here.inputs[k].name?.toLowerCase() !== use.qualifier.at(-1).toLowerCase()) continue;
        const hit = lists[k].find(c => c.name?.toLowerCase() === name);
        if (hit) return hit;
      }
      // A lateral alias.
      if (use.qualifier.length === 0) {
        const alias = here.outputs.find(o => o.aliased && o.name.toLowerCase() === name && !o.uses.includes(use));
        if (alias) return both(alias, find);
      }
    }
    return { from: new Set(), every: new Set() };
  };
  const out = [];
  for (const o of s.outputs) {
    if (o.star) out.push(...starred(o, s, inputs, find));
    else {
      const { from, every } = both(o, find);
      for (const sub of o.subqueries) {
        for (const c of columnsOf(query, schema, sub, inner)) {
          for (const f of c.from) from.add(f);
          for (const f of c.every) every.add(f);
        }
        for (const use of query.scopes[sub].indirect) for (const f of find(use).every) every.add(f);
      }
      out.push({ name: o.name, from, every });
    }
  }
  return out;
}

function both(o, find) {
  const from = new Set();
  const every = new Set();
  for (const use of o.uses) {
    const found = find(use);
    for (const f of found.every) every.add(f);
    if (['identity', 'transformation', 'aggregation'].includes(use.kind)) for (const f of found.from) from.add(f);
  }
  return { from, every };
}

function starred(o, s, inputs, find) {
  const { qualifier, except, replace, rename } = o.star;
  const gone = new Set(except.map(e => e.name.toLowerCase()));
  const merged = new Set();
  const out = [];
  s.inputs.forEach((input, k) => {
    if (qualifier && input.name?.toLowerCase() !== qualifier.at(-1).toLowerCase()) return;
    if (['semi', 'anti'].includes(input.join)) return;
    const shared = input.natural ? inputs[k].filter(c => inputs.slice(0, k).some(l => l.some(x => x.name?.toLowerCase() === c.name?.toLowerCase()))).map(c => c.name) : input.using.map(u => u.name);
    if (!qualifier) for (const name of shared) merged.add(`${k}.${name.toLowerCase()}`);
    for (const c of inputs[k]) {
      if (c.name && (gone.has(c.name.toLowerCase()) || merged.has(`${k}.${c.name.toLowerCase()}`))) continue;
      const other = replace.find(r => r.name?.toLowerCase() === c.name?.toLowerCase());
      const renamed = rename.find(r => r.from.toLowerCase() === c.name?.toLowerCase());
      out.push({ name: renamed ? renamed.to : c.name, ...(other ? both(other, find) : { from: c.from, every: c.every }) });
    }
  });
  return out;
}

function united(s, branches) {
  const first = branches[0].map(c => ({ name: c.name, from: new Set(c.from), every: new Set(c.every) }));
  for (const branch of branches.slice(1)) {
    branch.forEach((c, k) => {
      const same = s.byName ? first.find(f => f.name?.toLowerCase() === c.name?.toLowerCase()) : first[k];
      if (same) {
        for (const f of c.from) same.from.add(f);
        for (const f of c.every) same.every.add(f);
      } else if (s.byName) first.push({ name: c.name, from: new Set(c.from), every: new Set(c.every) });
    });
  }
  return first;
}

function inputColumns(query, schema, input, busy) {
  const list = sourceColumns(query, schema, input.source, busy);
  return input.columnAliases ? list.map((c, k) => ({ ...c, name: input.columnAliases[k] ?? c.name })) : list;
}

function sourceColumns(query, schema, source, busy) {
  switch (source.kind) {
    case 'table': {
      const table = source.table.parts.at(-1).name.toLowerCase();
      return (schema[table] ?? []).map(name => ({ name, from: new Set([`${table}.${name}`]), every: new Set([`${table}.${name}`]) }));
    }
    case 'scope':
      return columnsOf(query, schema, source.scope, busy);
    case 'function':
      return (source.columns ?? []).map(c => ({ name: c.name, from: new Set(), every: new Set() }));
    default: {
      const over = inputColumns(query, schema, source.over, busy);
      const kept = source.keeps === 'all' ? over : source.keeps === 'none' ? [] : over.filter(c => !source.keeps.except.some(e => e.toLowerCase() === c.name?.toLowerCase()));
      const find = use => over.find(c => c.name?.toLowerCase() === use.column.toLowerCase()) ?? { from: new Set(), every: new Set() };
      return [...kept, ...(source.columns ?? []).map(o => ({ name: o.name, ...both(o, find) }))];
    }
  }
}
