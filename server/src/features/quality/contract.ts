import type { Json, Key } from '../../model/key';
import type { FileChange } from '../../model/rule';
import { classifier, classOf } from '../../model/classification';
import type { Column, Entity, Workspace } from '../../model/workspace';
import { neutralOf, tableOf } from './neutral';
import { writeCheck } from './write';
import { yamlText } from './yamlText';

/** A contract of the Open Data Contract Standard for a dataset, as a new file; null if nothing is known of its columns. */
export function generateContract(ws: Workspace, id: Key): FileChange | null {
  const entity = ws.entity(id);
  const columns = entity?.kind === 'dataset' ? ws.columns(entity.id).columns : [];
  if (!entity || columns.length === 0) return null;
  const checks = ws.checks(entity.id).filter(c => c.check.enabled).flatMap(c => neutralOf(c) ?? []);
  const has = (kind: string, column: string): boolean => checks.some(c => c.kind === kind && c.columns.length === 1 && c.columns[0]!.toLowerCase() === column.toLowerCase());
  const keys = keyOf(ws, entity, columns, has);
  const classes = classifier(ws);
  const properties = columns.map((c): Json => {
    const position = keys.indexOf(c.name);
    const found = classOf(classes, entity.id, c.name);
    const quality = checks.flatMap(k => {
      if (k.columns.length !== 1 || k.columns[0]!.toLowerCase() !== c.name.toLowerCase() || k.kind === 'not_null' || k.kind === 'unique') return [];
      const made = writeCheck(k, 'odcs');
      return 'reason' in made || made.column === null ? [] : [made.value];
    });
    const links = checks.flatMap(k => (k.kind === 'relationships' && k.columns[0]?.toLowerCase() === c.name.toLowerCase() ? [{ to: `${tableOf(k.to)}.${k.field}` }] : []));
    return {
      name: c.name,
      ...(position >= 0 ? { primaryKey: true, ...(keys.length > 1 ? { primaryKeyPosition: position + 1 } : {}) } : {}),
      ...(logicalType(c.type) === null ? {} : { logicalType: logicalType(c.type)! }),
      ...(c.type === null ? {} : { physicalType: c.type }),
      ...(position >= 0 || c.nullable === false || has('not_null', c.name) ? { required: true } : {}),
      ...(has('unique', c.name) ? { unique: true } : {}),
      ...(c.description === null || c.description.includes('{{') ? {} : { description: c.description }),
      ...(found && !found.open ? { classification: found.label } : {}),
      ...(c.tags.length > 0 ? { tags: [...c.tags] } : {}),
      ...(links.length > 0 ? { relationships: links } : {}),
      ...(quality.length > 0 ? { quality } : {}),
    };
  });
  const table = checks.flatMap(k => {
    const made = k.columns.length === 1 ? { reason: '' } : writeCheck(k, 'odcs');
    return 'reason' in made ? [] : [made.value];
  });
  const stem = entity.name.split('.').pop()!;
  const { description, owner, schema, identifier } = entity.attributes;
  const contract: Json = {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: `${stem}-contract`,
    name: stem,
    version: '1.0.0',
    status: 'draft',
    ...(description && !description.includes('{{') ? { description: { purpose: description } } : {}),
    schema: [{
      name: stem,
      ...(identifier && identifier !== stem ? { physicalName: schema ? `${schema}.${identifier}` : identifier } : entity.name !== stem ? { physicalName: entity.name } : {}),
      physicalType: entity.attributes.materialized === 'view' ? 'view' : 'table',
      ...(description && !description.includes('{{') ? { description } : {}),
      ...((entity.attributes.tags?.length ?? 0) > 0 ? { tags: [...entity.attributes.tags!] } : {}),
      ...(table.length > 0 ? { quality: table } : {}),
      properties,
    }],
    ...(owner ? { team: { name: owner } } : {}),
  };
  return { kind: 'create', file: `${folderOf(ws, entity)}${stem}.odcs.yaml`, text: yamlText(contract) };
}

function keyOf(ws: Workspace, entity: Entity, columns: readonly Column[], has: (kind: string, column: string) => boolean): readonly string[] {
  const known = new Map(columns.map(c => [c.name.toLowerCase(), c.name]));
  for (const { declaration } of ws.places(entity.id)) {
    const declared = declaration.columns.filter(c => c.constraints?.includes('primary_key')).flatMap(c => known.get(c.name.toLowerCase()) ?? []);
    if (declared.length > 0) return declared;
  }
  const unique = (entity.attributes.uniqueKey ?? []).flatMap(k => known.get(k.toLowerCase()) ?? []);
  if (unique.length > 0) return unique;
  const tested = columns.find(c => has('unique', c.name) && has('not_null', c.name));
  return tested ? [tested.name] : [];
}

/** The type in words that all systems share; null if it is none that contracts tell apart. */
export function logicalType(type: string | null): string | null {
  const plain = type?.trim().toLowerCase() ?? '';
  if (plain === '') return null;
  if (/^(array|list|.*\[\])/.test(plain)) return 'array';
  if (/^(struct|object|record|row|json|jsonb|variant|map|super)\b/.test(plain)) return 'object';
  if (/^(timestamp|datetime)/.test(plain)) return 'timestamp';
  if (/^date\d*$/.test(plain)) return 'date';
  if (/^time\b/.test(plain)) return 'time';
  if (/^bool/.test(plain)) return 'boolean';
  if (/^(tiny|small|medium|big|huge)?u?int(eger)?\d*\b|^(long|bigserial|serial)\b/.test(plain)) return 'integer';
  if (/^(numeric|decimal|bignumeric|number|float|double|real|money)/.test(plain)) return 'number';
  return /^(string|text|n?varchar2?|n?char|character|bpchar|citext|uuid|enum)/.test(plain) ? 'string' : null;
}

/** Where contracts lie already, else `contracts/` beside the project that makes the dataset. */
function folderOf(ws: Workspace, entity: Entity): string {
  const known = [...ws.paths()].find(p => ws.document(p)?.format === 'contract');
  if (known !== undefined) return known.replace(/[^/]*$/, '');
  const root = entity.roles.map(r => ws.project(r.file)?.root).find(r => r !== undefined);
  return root ? `${root}/contracts/` : 'contracts/';
}
