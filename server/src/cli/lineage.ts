import { lineage, type LineageGraph } from '../features/lineage';
import path from 'node:path';
import { detailOf } from '../features/lineage/detail';
import { mapOf } from '../features/lineage/map';
import { dot } from '../features/render/dot';
import { html, type PageParts } from '../features/render/html';
import { jsonText } from '../features/render/json';
import { mermaid } from '../features/render/mermaid';
import { NO_TIME, openLineage } from '../features/render/openlineage';
import { svg } from '../features/render/svg';
import { lineageText } from '../features/render/text';
import { EXIT, UsageError } from './io';
import { type Context, only, open, scopeOf, shownRoot, writePieces } from './context';

/** `pipewright lineage`. */
export async function lineageCommand(context: Context): Promise<number> {
  const { io, values, args } = context;
  const format = only(values, 'format') ?? (io.stdout.terminal ? 'text' : 'json');
  const { root } = scopeOf(context, []);
  const opened = await open(context, root);
  const page = format === 'html' ? pageParts(context) : null;
  const columns = values.has('columns') || format === 'openlineage' || page !== null;
  const result = lineage(opened.workspace, args, { root: shownRoot(root), columns });
  if ('problems' in result) throw new UsageError(result.problems.join('\n'));
  if (page !== null) {
    const { workspace } = opened;
    const map = mapOf(workspace, result.graph, path.basename(root), file => opened.lint(file));
    await writePieces(io.stdout, [html(map, detailOf(workspace, result.graph), page)]);
    return EXIT.fine;
  }
  await writePieces(io.stdout, rendered(context, format, result.graph));
  return EXIT.fine;
}

function pageParts({ program }: Context): PageParts {
  const page = program.lineagePage?.() ?? null;
  if (page === null) throw new UsageError("this build has no lineage page: 'dist/webview' is missing");
  return page;
}

function rendered({ io, program, paint }: Context, format: string, graph: LineageGraph): Iterable<string> {
  switch (format) {
    case 'openlineage':
      return jsonText(openLineage(graph, { producer: `pkg:npm/pipewright@${program.version}`, eventTime: eventTime(io.env['SOURCE_DATE_EPOCH']) }));
    case 'mermaid':
      return [mermaid(graph)];
    case 'dot':
      return [dot(graph)];
    case 'svg':
      return [svg(graph)];
    case 'text':
      return [lineageText(graph, paint)];
    default:
      return jsonText(graph);
  }
}

/** The time of reproducible builds, in seconds since 1970, if the environment has one. */
function eventTime(epoch: string | undefined): string {
  return epoch !== undefined && /^\d{1,11}$/.test(epoch) ? new Date(Number(epoch) * 1000).toISOString() : NO_TIME;
}
