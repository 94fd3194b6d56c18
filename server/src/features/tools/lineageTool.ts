import { columnTrace, lineage } from '../lineage';
import type { LineageGraph } from '../lineage/graph';
import { graphReader } from '../lineage/reader';
import { nameFinder, parseSelector } from '../lineage/selectors';
import { fullName } from '../impact/sides';
import { numberOf, textOf, type Tool, type ToolAnswer, type ToolContext, type ToolInput } from './tool';

const MOST_LINES = 250;

export const lineageTool: Tool = {
  name: 'lineage',
  title: 'Lineage',
  summary: 'Tells what feeds a dataset or column, and what it feeds.',
  icon: '$(type-hierarchy)',
  description:
    'Follows a dataset, job or column through the workspace, across tools: what it is made of (upstream) and what is made of it (downstream), with the file of each step. Give a column to follow that column alone. Ask this before you change, rename or remove something, or to find where a value comes from.',
  input: {
    type: 'object',
    properties: {
      name: { type: 'string', description: 'A dataset or job, as find_datasets gives it.' },
      column: { type: 'string', description: 'A column of the dataset, to follow only what is made of it.' },
      direction: { type: 'string', enum: ['upstream', 'downstream', 'both'], description: 'Which way to go; both if absent.' },
      depth: { type: 'integer', description: 'How many steps; all if absent.', minimum: 1, maximum: 100 },
    },
    required: ['name'],
    additionalProperties: false,
  },
  run: (context, input) => (textOf(input, 'column') === null ? ofDataset(context, input) : ofColumn(context, input)),
};

function ofDataset({ workspace: ws, root }: ToolContext, input: ToolInput): ToolAnswer {
  const depth = typeof input['depth'] === 'number' ? String(input['depth']) : '';
  const direction = textOf(input, 'direction') ?? 'both';
  const name = parseSelector(textOf(input, 'name')!).value;
  const selector = `${direction === 'downstream' ? '' : `${depth}+`}${name}${direction === 'upstream' ? '' : `+${depth}`}`;
  const result = lineage(ws, [selector], { root, columns: false });
  if ('problems' in result) return { problem: `${result.problems.join('\n')}.` };
  const { graph } = result;
  const names = namesOf(graph);
  const lines = [
    ...graph.edges.map(e => `- ${names.get(e.from) ?? e.from} -> ${names.get(e.to) ?? e.to}${e.job === null ? '' : ` by ${e.job}`}${e.confidence === 'likely' ? ' (likely)' : ''} ${e.file}:${e.line}`),
    ...graph.jobs.flatMap(j => (j.reads.length + j.writes.length === 0 ? [] : [`- job ${j.id}${j.reads.length > 0 ? ` reads ${j.reads.map(r => names.get(r) ?? r).join(', ')}` : ''}${j.writes.length > 0 ? ` writes ${j.writes.map(r => names.get(r) ?? r).join(', ')}` : ''}${j.file === null ? '' : ` ${j.file}:${j.line}`}`])),
  ];
  const head = `${graph.datasets.length} datasets, ${graph.jobs.length} jobs, ${graph.edges.length} edges around ${name} (${direction}${depth === '' ? '' : `, ${depth} steps`}):`;
  return {
    text: [head, ...cut(lines, 'ask with a smaller depth or for one direction')].join('\n'),
    data: { datasets: graph.datasets.map(({ id, label, kind, system, external, owner, declared }) => ({ id, name: label, kind, system, external, owner, declared })), jobs: graph.jobs, edges: graph.edges, unresolved: graph.unresolved },
  };
}

function ofColumn({ workspace: ws }: ToolContext, input: ToolInput): ToolAnswer {
  const reader = graphReader(ws, true);
  const named = nameFinder(ws, reader)({ text: '', method: 'column', value: `${parseSelector(textOf(input, 'name')!).value}.${textOf(input, 'column')}`, up: 0, down: 0 });
  if ('problem' in named || named.seeds[0] === undefined || named.column === null) return { problem: 'problem' in named ? `${named.problem}.` : 'No such column is known.' };
  const direction = textOf(input, 'direction') ?? 'both';
  const depth = numberOf(input, 'depth', Number.POSITIVE_INFINITY);
  const show = (c: { readonly dataset: string; readonly column: string }) => {
    const entity = ws.entity(c.dataset);
    return `${entity ? fullName(ws, entity) : c.dataset}.${c.column}`;
  };
  const out: string[] = [];
  const data: { [name: string]: unknown } = {};
  for (const [way, word] of [['up', 'upstream'], ['down', 'downstream']] as const) {
    if (direction !== 'both' && direction !== word) continue;
    const trace = columnTrace(ws, named.seeds[0], named.column, way, depth);
    out.push(`${word}: ${trace.steps.length === 0 ? 'nothing that is known here' : ''}`.trim(), ...cut(trace.steps.map(s => `- ${show(s.from)} -> ${show(s.to)} (${s.kind}) ${s.edge.file}`), 'ask with a smaller depth'));
    data[word] = trace.steps.map(s => ({ from: show(s.from), to: show(s.to), kind: s.kind, file: s.edge.file }));
  }
  // Filters and joins make no column, but what they use can't go either.
  const deciding = ws.downstream(named.seeds[0]).flatMap(e => e.indirect.filter(i => i.column.toLowerCase() === named.column!.toLowerCase()).map(i => ({ by: show({ dataset: e.to, column: '' }).replace(/\.$/, ''), kind: i.kind, file: e.file })));
  if (direction !== 'upstream' && deciding.length > 0) {
    out.push('decides which rows there are in:', ...cut([...new Set(deciding.map(d => `- ${d.by} (${d.kind}) ${d.file}`))], 'ask for one of them'));
    data['decides'] = deciding;
  }
  return { text: [`Lineage of ${show({ dataset: named.seeds[0], column: named.column })}`, ...out].join('\n'), data };
}

function cut(lines: readonly string[], hint: string): string[] {
  return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), `and ${lines.length - MOST_LINES} more: ${hint}.`] : [...lines];
}

function namesOf(graph: LineageGraph): ReadonlyMap<string, string> {
  const times = new Map<string, number>();
  for (const d of graph.datasets) times.set(d.label, (times.get(d.label) ?? 0) + 1);
  return new Map(graph.datasets.map(d => [d.id, times.get(d.label) === 1 ? d.label : d.name]));
}
