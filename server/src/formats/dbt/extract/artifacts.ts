import type { ColumnDeclaration, Declaration } from '../../../model/facts';
import type { Json } from '../../../model/key';
import { parse, type ParseError } from 'jsonc-parser';
import { nodeId } from '../names';
import { asList, asMap, asText, type JsonMap } from '../project/data';
import type { Source } from './draft';

/** Larger artifacts are left alone: reading them would cost more than they tell. */
export const MAX_ARTIFACT = 30_000_000;

const NOWHERE = { start: 0, end: 0 };

/** Files that dbt wrote: what the warehouse and the last run said about nodes, as descriptions without places. */
export function extractArtifact(source: Source): void {
  if (source.text.length > MAX_ARTIFACT) return;
  const errors: ParseError[] = [];
  const file = asMap(parse(source.text, errors, { allowTrailingComma: true }) as Json);
  if (source.role.stem === 'catalog') extractCatalog(source, file);
  else if (source.role.stem === 'run_results') extractRunResults(source, file);
  else if (source.role.stem === 'sources') extractFreshness(source, file);
}

/** Types dbt gives the parts of its unique ids. */
function typeOf(uniqueId: string): string {
  return `dbt.${uniqueId.split('.')[0]}`;
}

function describe(source: Source, uniqueId: string, more: { [name: string]: Json }, columns: readonly ColumnDeclaration[]): void {
  const declaration: Declaration = {
    id: nodeId(source.project.scope, uniqueId), kind: 'dataset', type: typeOf(uniqueId), role: 'describes', name: uniqueId.split('.').at(-1)!, keys: [], nameSpan: null, span: NOWHERE, parent: null, path: null,
    attributes: { more: { ...more, place: 'artifact' } }, columns, columnsComplete: false,
  };
  source.draft.declare(declaration);
}

function extractCatalog(source: Source, file: JsonMap): void {
  for (const section of ['nodes', 'sources']) {
    for (const [uniqueId, node] of Object.entries(asMap(file[section]))) {
      const columns = Object.values(asMap(asMap(node)['columns']))
        .map(asMap)
        .sort((a, b) => Number(a['index'] ?? 0) - Number(b['index'] ?? 0))
        .flatMap((c): ColumnDeclaration[] => {
          const name = asText(c['name']);
          return name === null ? [] : [{ name, nameSpan: NOWHERE, span: NOWHERE, path: null, type: asText(c['type'])?.toLowerCase() ?? null }];
        });
      describe(source, uniqueId, { catalog: true, rows: rowCount(asMap(asMap(node)['stats'])) }, columns);
    }
  }
}

function rowCount(stats: JsonMap): Json {
  return asMap(stats['row_count'] ?? stats['num_rows'])['value'] ?? null;
}

function extractRunResults(source: Source, file: JsonMap): void {
  const at = asText(asMap(file['metadata'])['generated_at']);
  for (const result of asList(file['results']).map(asMap)) {
    const uniqueId = asText(result['unique_id']);
    if (uniqueId === null || !/^(model|seed|snapshot)\./.test(uniqueId)) continue;
    describe(source, uniqueId, { lastRun: { status: asText(result['status']), at, seconds: typeof result['execution_time'] === 'number' ? result['execution_time'] : null, message: asText(result['message']) } }, []);
  }
}

function extractFreshness(source: Source, file: JsonMap): void {
  for (const result of asList(file['results']).map(asMap)) {
    const uniqueId = asText(result['unique_id']);
    if (uniqueId === null || !uniqueId.startsWith('source.')) continue;
    describe(source, uniqueId, { freshnessState: { status: asText(result['status']), maxLoadedAt: asText(result['max_loaded_at']), snapshottedAt: asText(result['snapshotted_at']) } }, []);
  }
}
