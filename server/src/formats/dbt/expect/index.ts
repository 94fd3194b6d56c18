import type { Document, Expectation } from '../../../model/format';
import type { SchemaName } from '../../../syntax/jsonSchema';
import type { Project } from '../project/data';
import { type FileRole, fileRole } from '../project/paths';
import { expectJinja, jinjaStart } from './jinja';
import { expectSql } from './sql';
import { expectYaml } from './yaml';

/** Kinds of YAML file and their schemas. */
export const SCHEMAS: { readonly [kind in FileRole['kind']]?: SchemaName } = { properties: 'dbt/properties', project: 'dbt/project', selectors: 'dbt/selectors', profiles: 'dbt/profiles', vars: 'dbt/vars' };

/** The schema of a YAML file of dbt, null for other files. */
export function schemaFor(role: FileRole): SchemaName | null {
  if (role.kind === 'packages') return role.stem === 'packages' ? 'dbt/packages' : 'dbt/dependencies';
  return SCHEMAS[role.kind] ?? null;
}

/** What may stand at the cursor of any file of a dbt project. */
export function expect(document: Document, project: Project, offset: number): Expectation | null {
  const role = fileRole(document.path, project);
  if (!role || offset < 0 || offset > document.text.length) return null;
  const schema = schemaFor(role);
  if (schema) return expectYaml(document, project, offset, schema);
  if (role.kind === 'pythonModel') return expectPython(document, project, offset);
  if (role.kind === 'docs') {
    const start = jinjaStart(document.text, offset);
    return start === null ? null : expectJinja(document.text, start, offset, project);
  }
  if (role.kind === 'seed' || role.kind === 'fixture' || role.kind === 'artifact') return null;
  return expectSql(document, project, offset);
}

/** In Python models the same names stand in `dbt.ref("…")`. */
function expectPython(document: Document, project: Project, offset: number): Expectation | null {
  const line = document.text.lastIndexOf('\n', offset - 1) + 1;
  const call = /.*dbt\.(?=(?:ref|source|config)\s*\([^)]*$)/.exec(document.text.slice(line, offset));
  return call ? expectJinja(document.text, line + call[0].length, offset, project) : null;
}
