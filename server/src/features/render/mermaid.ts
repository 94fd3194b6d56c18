import type { LineageGraph } from '../lineage/graph';
import { byGroup, type PictureNode, pictureOf, plain } from './picture';

const SHAPES: { readonly [shape in PictureNode['shape']]: readonly [string, string] } = {
  table: ['[(', ')]'],
  view: ['[', ']'],
  topic: ['[[', ']]'],
  file: ['[/', '/]'],
  report: ['([', '])'],
  job: ['{{', '}}'],
};

/** The graph as a Mermaid flowchart from left to right, grouped by schema. Likely edges are dotted, as is the order of jobs. */
export function mermaid(graph: LineageGraph): string {
  const picture = pictureOf(graph);
  const short = new Map(picture.nodes.map((n, i) => [n.id, `n${i + 1}`]));
  const out = ['flowchart LR'];
  for (const [i, [group, nodes]] of byGroup(picture.nodes).entries()) {
    out.push(`  subgraph g${i + 1}["${escapeLabel(group)}"]`);
    for (const node of nodes) {
      const [open, close] = SHAPES[node.shape];
      out.push(`    ${short.get(node.id)!}${open}"${escapeLabel(node.label)}"${close}`);
    }
    out.push('  end');
  }
  for (const link of picture.links) {
    const arrow = link.kind === 'exact' ? '-->' : link.kind === 'likely' ? '-.->' : '-. then .->';
    out.push(`  ${short.get(link.from)!} ${arrow} ${short.get(link.to)!}`);
  }
  const external = picture.nodes.filter(n => n.external).map(n => short.get(n.id)!);
  if (external.length > 0) out.push('  classDef external stroke-dasharray: 4 3', `  class ${external.join(',')} external`);
  return `${out.join('\n')}\n`;
}

/** Mermaid reads `#name;` inside quotes; whatever else means something to it is written so. */
function escapeLabel(text: string): string {
  return plain(text).replace(/[#"<>&`%{}\\|;]/g, c => `#${c.charCodeAt(0)};`);
}
