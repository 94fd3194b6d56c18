import type { LineageGraph } from '../lineage/graph';
import { byGroup, type PictureNode, pictureOf, plain } from './picture';

const SHAPES: { readonly [shape in PictureNode['shape']]: string } = {
  table: 'shape=cylinder',
  view: 'shape=box',
  topic: 'shape=cds',
  file: 'shape=note',
  report: 'shape=box, style="rounded"',
  job: 'shape=hexagon',
};

/** The graph in the DOT language of Graphviz, grouped by schema. Likely edges are dashed, the order of jobs is dotted. */
export function dot(graph: LineageGraph): string {
  const picture = pictureOf(graph);
  const out = ['digraph lineage {', '  rankdir=LR;', '  node [fontname="Helvetica", fontsize=11];', '  edge [arrowsize=0.7];'];
  for (const [i, [group, nodes]] of byGroup(picture.nodes).entries()) {
    out.push(`  subgraph cluster_${i + 1} {`, `    label=${quote(group)}; color=gray; fontname="Helvetica"; fontsize=10;`);
    for (const node of nodes) out.push(`    ${quote(node.id)} [label=${quote(node.label)}, tooltip=${quote(`${node.id} (${node.caption})`)}, ${SHAPES[node.shape]}];`);
    out.push('  }');
  }
  for (const link of picture.links) {
    const style = link.kind === 'exact' ? '' : link.kind === 'likely' ? ' [style=dashed]' : ' [style=dotted]';
    out.push(`  ${quote(link.from)} -> ${quote(link.to)}${style};`);
  }
  out.push('}');
  return `${out.join('\n')}\n`;
}

/** A quoted string. A backslash is doubled, so that `\N` and the like are not read as escapes. */
function quote(text: string): string {
  return `"${plain(text).replace(/["\\]/g, c => `\\${c}`)}"`;
}
