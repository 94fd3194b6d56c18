import { type Facts, NO_FACTS } from '../../model/facts';
import type { Document, EditOperation, Format, ProjectContext } from '../../model/format';
import { yamlEdits } from '../../syntax/yaml';
import type { TextEdit } from '../../text/span';
import { extractArtifact } from './extract/artifacts';
import { extractDocs } from './extract/docs';
import { Draft, type Source } from './extract/draft';
import { extractPackages } from './extract/packages';
import { extractProfiles } from './extract/profiles';
import { extractProject, extractVarsFile } from './extract/project';
import { extractProperties, readProperties } from './extract/properties';
import { extractPythonModel } from './extract/pythonModel';
import { type Before, reread } from './extract/reread';
import { extractFixture, extractSeed } from './extract/seeds';
import { extractSelectors } from './extract/selectors';
import { extractSql } from './extract/sqlFile';
import { callAt } from './callAt';
import { expand } from './expand';
import { expect, schemaFor } from './expect';
import { explain } from './explain';
import { tokens } from './tokens';
import { projectOf } from './project/data';
import { type FileRole, fileRole } from './project/paths';
import { projectReader } from './project/read';
import { unify } from './unify';

/** What reads each kind of file. */
const EXTRACTORS: { readonly [kind in FileRole['kind']]: (source: Source) => void } = {
  model: extractSql, analysis: extractSql, singularTest: extractSql, snapshot: extractSql, macro: extractSql, genericTest: extractSql, function: extractSql,
  pythonModel: extractPythonModel, seed: extractSeed, fixture: extractFixture, docs: extractDocs, properties: extractProperties, project: extractProject, vars: extractVarsFile,
  packages: extractPackages, selectors: extractSelectors, profiles: extractProfiles, artifact: extractArtifact,
};

/** dbt projects: models, sources, macros, tests and everything beside them. */
export const dbt: Format = {
  id: 'dbt',
  version: 3,
  extensions: ['sql', 'yml', 'yaml', 'py', 'csv', 'md', 'json', 'js'],
  recognises(path, _head, context) {
    const project = projectOf(context);
    return project !== null && fileRole(path, project) !== null;
  },
  project: projectReader,
  extract,
  reread: rereadFile,
  unify,
  expand,
  expect(document, context, offset) {
    const project = projectOf(context);
    return project ? expect(document, project, offset) : null;
  },
  explain(document, context, offset) {
    const project = projectOf(context);
    return project ? explain(document, project, offset) : null;
  },
  callAt(document, context, offset) {
    const project = projectOf(context);
    return project && fileRole(document.path, project) ? callAt(document, project, offset) : null;
  },
  edit,
  tokens(document, context) {
    const project = projectOf(context);
    const role = project ? fileRole(document.path, project) : null;
    return role && TEMPLATES.has(role.kind) && !schemaFor(role) ? tokens(document) : [];
  },
};

/** Files that are Jinja templates as a whole. */
const TEMPLATES: ReadonlySet<FileRole['kind']> = new Set(['model', 'analysis', 'singularTest', 'snapshot', 'macro', 'genericTest', 'function', 'docs'] as const);

/** YAML is edited by structure; in all other files only characters are replaced. */
function edit(document: Document, operations: readonly EditOperation[]): readonly TextEdit[] {
  if (/\.ya?ml$/i.test(document.path)) return yamlEdits(document.text, operations);
  return operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : []));
}

function extract(document: Document, context: ProjectContext | null): Facts {
  const project = projectOf(context);
  const role = project ? fileRole(document.path, project) : null;
  if (!project || !role) return NO_FACTS;
  const source: Source = { document, text: document.text, project, role, draft: new Draft() };
  EXTRACTORS[role.kind](source);
  return source.draft.facts();
}

/** Of property files, which can be long. */
function rereadFile(document: Document, context: ProjectContext | null, before: Before): Facts | null {
  const project = projectOf(context);
  const role = project ? fileRole(document.path, project) : null;
  if (!project || role?.kind !== 'properties') return null;
  return reread({ document, text: document.text, project, role, draft: new Draft() }, before, readProperties);
}
