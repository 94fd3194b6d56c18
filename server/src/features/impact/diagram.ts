import { byText } from '../lineage/graph';
import { type Impact, type Reached, type Verdict, VERDICTS } from './model';

/** A picture with more is no help. */
const MOST_NODES = 40;

/** The affected part as a Mermaid flowchart; null if nothing that matters reaches anything. */
export function impactDiagram(impact: Impact): string | null {
  const nodes = new Map<string, { readonly label: string; readonly style: Verdict | 'reached' }>();
  for (const c of impact.changes) {
    if (c.verdict === 'safe' || nodes.size >= MOST_NODES || c.reach.every(r => r.effect === 'adapted' || r.kind === 'check')) continue;
    const old = nodes.get(c.subject.id);
    if (!old || VERDICTS.indexOf(c.verdict) < VERDICTS.indexOf(old.style as Verdict)) nodes.set(c.subject.id, { label: c.subject.name, style: c.verdict });
  }
  for (const r of [...impact.reach].sort((a, b) => a.distance - b.distance || byText(a.id, b.id))) {
    if (nodes.size >= MOST_NODES || nodes.has(r.id) || r.effect === 'adapted' || r.kind === 'check') continue;
    nodes.set(r.id, { label: r.columns.length > 0 && r.columns.length <= 3 ? `${r.name}.${r.columns.join(', ')}` : r.name, style: styleOf(r) });
  }
  const links = impact.links.filter(l => nodes.has(l.from) && nodes.has(l.to));
  if (links.length === 0) return null;
  const linked = new Set(links.flatMap(l => [l.from, l.to]));
  const names = new Map([...nodes.keys()].filter(id => linked.has(id)).map((id, i) => [id, `n${i + 1}`]));
  const effects = new Map(impact.reach.map(r => [r.id, r.effect]));
  const classes = new Map<string, string[]>();
  for (const [id, name] of names) classes.set(nodes.get(id)!.style, [...(classes.get(nodes.get(id)!.style) ?? []), name]);
  return `${[
    'flowchart LR',
    ...[...names].map(([id, name]) => `  ${name}["${escapeLabel(nodes.get(id)!.label)}"]`),
    ...links.map(l => `  ${names.get(l.from)!} ${effects.get(l.to) === 'breaks' || effects.get(l.to) === 'may break' ? `-- ${effects.get(l.to)} -->` : '-->'} ${names.get(l.to)!}`),
    '  classDef breaking stroke:#cf222e,stroke-width:2px',
    '  classDef risky stroke:#bf8700,stroke-width:2px',
    '  classDef reached stroke-dasharray:4 3',
    ...[...classes].filter(([style]) => style !== 'safe').map(([style, ids]) => `  class ${ids.join(',')} ${style}`),
  ].join('\n')}\n`;
}

function styleOf(r: Reached): Verdict | 'reached' {
  if (r.effect === 'breaks') return 'breaking';
  return r.effect === 'may break' || r.effect === 'loses' ? 'risky' : 'reached';
}

/** Mermaid reads `#code;` inside quotes; whatever means something to it is written so. */
function escapeLabel(text: string): string {
  return text.slice(0, 80).replace(/[\u0000-\u001f\u007f]/g, ' ').replace(/[#"<>&`%{}\\|;[\]()]/g, c => `#${c.charCodeAt(0)};`);
}
