import type { Document, Expectation } from '../../model/format';

/** Calls whose first text names a thing, by the namespaces of its names. The text before the cursor is looked at, on its line only. */
const PLACES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(?:table|saveAsTable|insertInto|toTable|writeTo|forName|read_sql_table|to_gbq|save_as_table|list_rows|to_sql)\(\s*["']([\w.$-]*)$/, ['table']],
  [/\boption\(\s*["'](?:subscribe|topic)["']\s*,\s*["']([\w.-]*)$/, ['kafka']],
  [/\b(?:subscribe|assign)\(\s*\[?\s*(?:["'][\w.-]*["']\s*,\s*)*["']([\w.-]*)$/, ['kafka']],
  [/\b(?:produce|send|send_and_wait|KafkaConsumer|AIOKafkaConsumer)\(\s*(?:topic\s*=\s*)?["']([\w.-]*)$/, ['kafka']],
  [/\b(?:read_\w+|scan_\w+|load|parquet|csv|json|orc|avro)\(\s*["']([\w./-]*)$/, ['path']],
];
/** A line this long is no code. */
const MAX_LINE = 2_000;

/** Names of tables, topics and files of the workspace where a call takes one. `offset` in UTF-16 units from 0. */
export function expectName(document: Document, offset: number): Expectation | null {
  const { text } = document;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  if (offset - start > MAX_LINE) return null;
  const before = text.slice(start, offset);
  for (const [pattern, namespaces] of PLACES) {
    const match = pattern.exec(before);
    if (!match) continue;
    const end = offset + /^[\w./-]*/.exec(text.slice(offset, offset + 300))![0].length;
    return { replace: { start: offset - match[1]!.length, end }, choices: [{ kind: 'entities', types: [], namespaces }] };
  }
  return null;
}
