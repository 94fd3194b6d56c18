// Random queries over a schema, from a seed, that DuckDB should accept: CTEs, joins, unions, stars, windows, subqueries.

export function generator(seed, schema) {
  let state = seed >>> 0;
  const random = n => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 374761393) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) % n;
  };
  const pick = list => list[random(list.length)];
  let fresh = 0;
  const name = prefix => `${prefix}${++fresh}`;

  function source(relations, depth) {
    if (depth > 0 && random(4) === 0) {
      const q = select(relations, depth - 1);
      return { sql: `(${q.sql})`, columns: q.columns, alias: name('d') };
    }
    const relation = pick(relations);
    return { sql: relation.name, columns: relation.columns, alias: random(2) ? name('t') : relation.name };
  }

  function select(relations, depth) {
    const sources = [source(relations, depth)];
    let from = `${sources[0].sql} ${sources[0].alias === sources[0].sql ? '' : `as ${sources[0].alias}`}`;
    for (let k = random(3); k > 0; k--) {
      const next = source(relations, depth);
      if (sources.some(s => s.alias === next.alias)) continue;
      const left = pick(sources);
      from += `${pick([' join ', ' left join ', ' inner join ', ' full join '])}${next.sql} ${next.alias === next.sql ? '' : `as ${next.alias}`} on ${left.alias}.${pick(left.columns)}::varchar = ${next.alias}.${pick(next.columns)}::varchar`;
      sources.push(next);
    }
    const column = () => {
      const s = pick(sources);
      return `${s.alias}.${pick(s.columns)}`;
    };
    const items = [];
    const columns = [];
    const grouped = random(4) === 0;
    const groups = [];
    if (!grouped && random(3) === 0 && sources.length === 1) {
      const s = sources[0];
      const gone = s.columns.length > 2 && random(2) ? [pick(s.columns)] : [];
      items.push(`${random(2) ? `${s.alias}.` : ''}*${gone.length ? ` exclude (${gone})` : ''}`);
      columns.push(...s.columns.filter(c => !gone.includes(c)));
    }
    for (let k = 1 + random(4); k > 0; k--) {
      const alias = name('c');
      const bare = column();
      if (grouped && random(2)) {
        groups.push(bare);
        items.push(`${bare} as ${alias}`);
      } else if (grouped) items.push(`${pick(['max', 'min', 'any_value'])}(${bare}) ${alias}`);
      else {
        items.push(
          `${pick([
            () => bare, () => bare, () => `cast(${bare} as varchar)`, () => `${bare}::varchar || ${column()}::varchar`, () => `coalesce(${bare}::varchar, ${column()}::varchar)`,
            () => `case when ${column()} is null then ${bare}::varchar else 'x' end`, () => `max(${bare}) over (partition by ${column()} order by ${column()})`,
            () => `(select max(z.${pick(relations[0].columns)}) from ${relations[0].name} z)`,
          ])()} as ${alias}`,
        );
      }
      columns.push(alias);
    }
    let sql = `select ${items.join(', ')} from ${from}`;
    if (random(2)) sql += ` where ${column()} is not null and ${column()}::varchar not in ('a', 'b')`;
    if (groups.length) sql += ` group by ${groups.join(', ')}`;
    return { sql, columns };
  }

  return () => {
    fresh = 0;
    const relations = Object.entries(schema).map(([n, columns]) => ({ name: n, columns }));
    const ctes = [];
    for (let k = random(4); k > 0; k--) {
      let q = select(relations, 2);
      if (new Set(q.columns).size !== q.columns.length) continue;
      if (random(4) === 0) {
        const count = q.columns.length;
        const t = relations[0];
        q = { sql: `${q.sql} union all select ${Array.from({ length: count }, (_, i) => `${t.columns[i % t.columns.length]}::varchar`).join(', ')} from ${t.name}`, columns: q.columns };
      }
      const cte = { name: name('q'), columns: q.columns };
      ctes.push(`${cte.name} as (${q.sql})`);
      relations.unshift(cte);
    }
    return `${ctes.length ? `with ${ctes.join(', ')} ` : ''}${select(relations, 2).sql}`;
  };
}
