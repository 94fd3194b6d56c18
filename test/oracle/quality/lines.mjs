const SOUND = [
  'row_count > 0', 'row_count between 1 and 9', 'row_count not between [1 and 9)', 'missing_count(id) = 0', 'missing_percent(id) < 5 %', 'missing_percent(id) < 5%', 'duplicate_count(a, b) = 0', 'avg(size) between -1.5 and +2', 'min(size) >= 0', 'max(size) <> 3', 'max(size) != 3', 'max(size) <= .5',
  'freshness(created_at) < 1d', 'freshness(created_at) < 1d6h', 'freshness(created_at, NOW) < 90m', 'freshness using created_at < 1d', 'freshness using created_at with NOW < 2h', 'row_count same as other', 'row_count same as other in warehouse', 'row_count same as other [daily]',
  'values in (a) must exist in other (b)', 'values in (a, b) must exist in other (c, d)', 'values in a must not exist in other b', 'change for row_count > 5', 'change avg last 7 for row_count < 50', 'change percent for row_count < 50', 'change same day last week for row_count > 3', 'change same day last week percent for row_count > 3',
  'anomaly score for row_count < default', 'anomaly detection for row_count', 'anomaly detection for avg(size)', 'percentile(size, 0.95) > 3', 'invalid_count("my col") = 0', 'invalid_count(`my col`) = 0', 'invalid_count([my col]) = 0', 'my_metric > ${LIMIT}', 'missing_count(x.y) = 0', 'row_count', 'min(min) > 0', 'sum(3d_size) > 1', 'avg_length(name) > 3', 'distribution_difference(size, ref) >= 0.05',
];

/** A small generator of numbers, so that every run has the same lines. */
function numbers(seed) {
  let state = seed;
  return n => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % n;
  };
}

/** Sound lines, and over a thousand with a piece taken out, doubled, exchanged or put in. */
export function lines() {
  const next = numbers(7);
  const pieces = [' ', '(', ')', ',', ', ', '<', '>', '=', '<=', 'between', 'and', 'not', '1', '0.5', '%', '1d', 'for', 'percent', 'must', 'in', 'id', '[', ']', '+', '-', 'last', 'avg', 'd', '"a b"', 'default', '.', 'warn', '$x', '  '];
  const out = new Set(SOUND);
  for (let i = 0; i < 1600; i++) {
    const line = SOUND[next(SOUND.length)];
    const parts = line.match(/[\w$.{}]+|"[^"]*"|`[^`]*`|./g);
    const at = next(parts.length);
    const changed = [...parts];
    switch (next(4)) {
      case 0: changed.splice(at, 1); break;
      case 1: changed.splice(at, 0, parts[at]); break;
      case 2: changed[at] = pieces[next(pieces.length)]; break;
      default: changed.splice(at, 0, pieces[next(pieces.length)]);
    }
    const text = changed.join('');
    // Blanks at the ends are taken away by YAML's readers or ours, and templates are filled in first.
    if (text === text.trim() && text !== '' && !text.startsWith('$')) out.add(text);
  }
  return [...out];
}
