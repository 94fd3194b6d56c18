import { classifier, classOf } from '../../model/classification';
import type { Column, Workspace } from '../../model/workspace';
import { dashedName, joined, type Template, usualFolder, words, yamlWord } from './template';

/** A data contract in the Open Data Contract Standard; of the dataset the user looks at, if there is one. */
export const odcsContract: Template = {
  id: 'odcs-contract',
  title: 'Data contract (ODCS)',
  detail: 'schema with a key, quality checks, freshness, owner and support',
  example: 'orders',
  accepts: dashedName,
  folder: ws => usualFolder(ws, ['contract.contract', 'odcs.contract'], 'contracts'),
  files({ name, folder, from }, ws) {
    const table = (from === null ? null : ws.entity(from)?.name) ?? name.replace(/[-.]/g, '_');
    const columns = from === null ? [] : columnsOf(ws, from);
    const fields = columns.length > 0 ? columns : [{ name: 'id', type: 'string', key: true, classification: null }, { name: 'updated_at', type: 'timestamp', key: false, classification: null }];
    const text = `apiVersion: v3.1.0
kind: DataContract
id: urn:datacontract:${name}
name: ${name}
version: 1.0.0
status: draft
description:
  purpose: What ${words(name)} are used for.
  limitations: What ${words(name)} must not be used for.
schema:
  - name: ${table}
    physicalType: table
    description: One row for each of the ${words(name)}.
    properties:
${fields.map(f => `      - name: ${f.name}\n        logicalType: ${f.type}\n${f.classification === null ? '' : `        classification: ${f.classification}\n`}${f.key ? '        required: true\n        unique: true\n        primaryKey: true\n        primaryKeyPosition: 1\n' : ''}`).join('')}    quality:
      - type: library
        metric: rowCount
        mustBeGreaterThan: 0
        description: It is never empty.
slaProperties:
  - property: latency
    value: 24
    unit: h
team:
  members:
    - username: data
      role: owner
support:
  - channel: data-help
    tool: slack
`;
    return [{ path: joined(folder, `${name}.odcs.yaml`), text }];
  },
};

function columnsOf(ws: Workspace, id: string): { name: string; type: string; key: boolean; classification: string | null }[] {
  const unique = new Set(ws.checks(id).flatMap(c => (c.check.enabled && c.check.assertion === 'unique' ? c.check.columns.map(x => x.toLowerCase()) : [])));
  const classes = classifier(ws);
  let keyed = false;
  return ws.columns(id).columns.filter(c => /^[\w $.-]+$/.test(c.name)).map((c: Column) => {
    const key = !keyed && unique.has(c.name.toLowerCase());
    keyed ||= key;
    const found = classOf(classes, id, c.name);
    return { name: /^[\w.-]+$/.test(c.name) ? c.name : JSON.stringify(c.name), type: logicalType(c.type), key, classification: found && !found.open ? yamlWord(found.label) : null };
  });
}

/** The standard's logical type for a type of a database; text where it is not known. */
function logicalType(type: string | null): string {
  const t = (type ?? '').toLowerCase();
  if (/bool/.test(t)) return 'boolean';
  if (/^(big|small|tiny|medium)?int|integer|serial/.test(t)) return 'integer';
  if (/num|dec|float|double|real|money/.test(t)) return 'number';
  if (/timestamp|datetime/.test(t)) return 'timestamp';
  if (/^date/.test(t)) return 'date';
  if (/^time/.test(t)) return 'time';
  if (/array|\[\]/.test(t)) return 'array';
  if (/struct|object|json|map|record|variant/.test(t)) return 'object';
  return 'string';
}
