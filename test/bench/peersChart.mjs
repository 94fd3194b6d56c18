// The bars of `npm run bench -- --peers` as SVG, legible on light and on dark ground.

const [WIDTH, LABEL, ROW, TOP] = [760, 170, 22, 34];
const escape = text => text.replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

/** `results` as `besidePeers` makes them. Lengths are processor seconds on a logarithmic scale. */
export function chart({ projects }) {
  const seconds = projects.flatMap(p => p.rows.flatMap(r => (r.cold ? [Math.max(r.cold.cpu, 0.01)] : [])));
  const [low, high] = [Math.floor(Math.log10(Math.min(1, ...seconds))), Math.ceil(Math.log10(Math.max(10, ...seconds)))];
  const room = WIDTH - LABEL - 90;
  const x = value => LABEL + ((Math.log10(Math.max(value, 10 ** low)) - low) / (high - low)) * room;
  const out = [];
  let y = TOP;
  for (const { name, rows } of projects) {
    out.push(`<text class="head" x="8" y="${y + 14}">${escape(name)}</text>`);
    y += 24;
    for (const r of rows) {
      out.push(`<text class="label" x="${LABEL - 8}" y="${y + 15}" text-anchor="end">${escape(r.name)}</text>`);
      if (r.cold) {
        const end = x(r.cold.cpu);
        out.push(`<rect class="${r.name.startsWith('Pipewright') ? 'ours' : 'bar'}" x="${LABEL}" y="${y + 3}" width="${Math.max(2, end - LABEL).toFixed(1)}" height="${ROW - 6}" rx="2"/>`);
        out.push(`<text class="value" x="${(Math.max(LABEL + 2, end) + 6).toFixed(1)}" y="${y + 15}">${r.cold.cpu >= 10 ? r.cold.cpu.toFixed(0) : r.cold.cpu.toFixed(2)} s</text>`);
      } else out.push(`<text class="none" x="${LABEL + 6}" y="${y + 15}">not measured</text>`);
      y += ROW;
    }
    y += 12;
  }
  const grid = [];
  for (let e = low; e <= high; e++) grid.push(`<path class="grid" d="M${x(10 ** e).toFixed(1)} ${TOP - 6}V${y - 8}"/><text class="none" x="${x(10 ** e).toFixed(1)}" y="${TOP - 12}" text-anchor="middle">${10 ** e} s</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img" aria-label="Processor seconds of each tool">
<style>
text{font:12px system-ui,sans-serif;fill:#24292f}.head{font-weight:600}.none{fill:#57606a}.grid{stroke:#d0d7de;fill:none}.bar{fill:#8c959f}.ours{fill:#0a7d8c}
@media (prefers-color-scheme:dark){text{fill:#e6edf3}.none{fill:#9da7b3}.grid{stroke:#3d444d}.bar{fill:#6e7681}.ours{fill:#2fb8c9}}
</style>
${[...grid, ...out].join('\n')}
</svg>
`;
}
