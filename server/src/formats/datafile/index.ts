import { type ColumnDeclaration, type Facts, NO_FACTS } from '../../model/facts';
import type { Document, Format } from '../../model/format';
import { dataFileKey } from '../shared/names';
import { readAvro } from './avro';
import { readCsv } from './csv';
import { readJsonRows } from './json';
import { readParquet } from './parquet';

/** What is known of the columns of a data file. Positions are those of the text where the names stand in it. */
export interface DataSchema {
  readonly columns: readonly { readonly name: string; readonly type: string | null; readonly nullable?: boolean; readonly span: { readonly start: number; readonly end: number } | null }[];
  readonly complete: boolean;
  readonly rows: number | null;
}

const KINDS: { readonly [extension: string]: string } = { csv: 'CSV', tsv: 'TSV', jsonl: 'JSON lines', ndjson: 'JSON lines', json: 'JSON', parquet: 'Parquet', avro: 'Avro' };

/** Files of the workspace that hold data: datasets whose columns stand in the file itself. */
export const datafile: Format = {
  id: 'datafile',
  version: 1,
  extensions: ['csv', 'tsv', 'jsonl', 'ndjson', 'json', 'parquet', 'avro'],
  recognises(path, head) {
    if (!/\.json$/i.test(path)) return true;
    return /(^|\/)(data|raw|input|samples?|datasets?)\//i.test(path) && /^\s*(\[\s*\{|\{[^\n]*\}\s*\n\s*\{)/.test(head());
  },
  extract: document => extract(document),
};

function extract(document: Document): Facts {
  const extension = document.path.slice(document.path.lastIndexOf('.') + 1).toLowerCase();
  const schema = schemaOf(extension, document.text);
  if (!schema) return NO_FACTS;
  const start = { start: 0, end: 0 };
  const columns = schema.columns.map((c): ColumnDeclaration => ({ name: c.name, nameSpan: c.span ?? start, span: c.span ?? start, path: null, type: c.type, ...(c.nullable === undefined ? {} : { nullable: c.nullable }) }));
  const facts = [KINDS[extension] ?? extension, ...(schema.rows === null ? [] : [`${schema.rows} ${schema.rows === 1 ? 'row' : 'rows'}`])];
  return {
    ...NO_FACTS,
    declarations: [{
      id: dataFileKey(document.path), kind: 'dataset', type: `file.${extension}`, role: 'defines', name: document.path, keys: [], nameSpan: null, span: start, parent: null, path: null, attributes: { more: { facts } }, columns, columnsComplete: schema.complete,
    }],
  };
}

function schemaOf(extension: string, text: string): DataSchema | null {
  switch (extension) {
    case 'csv': return readCsv(text, null);
    case 'tsv': return readCsv(text, '\t');
    case 'parquet': return readParquet(text);
    case 'avro': return readAvro(text);
    default: return readJsonRows(text);
  }
}
