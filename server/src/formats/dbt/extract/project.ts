import type { Path } from '../../../model/facts';
import type { Json, Key } from '../../../model/key';
import { readJinja } from '../../../syntax/jinja';
import { itemsOf, pairOf, textOf, toJson, valueOf, type YamlNode } from './yaml';
import { packageKey, profileKey, resourceId, varKey } from '../names';
import { asTexts, HIERARCHIES } from '../project/data';
import { compareVersions, readVersionRange } from '../project/version';
import type { Source } from './draft';
import { extractHierarchy } from './hierarchyFacts';
import { RESERVED_PROJECT_NAMES } from './context';
import { effectsOfText } from './macros';
import { rootOf } from './properties';
import { schemaProblems } from './schemaProblems';
import { isNull, pairsOf, scalarsOf } from './yamlEntry';
import { callsInScalar, referScalar } from './yamlJinja';
import { referCall } from './refer';
import { referMacro } from './macroCalls';

const RENAMED: { readonly [key: string]: { readonly to: string | null; readonly code: string } } = {
  'source-paths': { to: 'model-paths', code: 'ConfigSourcePathDeprecation (dbt D003)' },
  'data-paths': { to: 'seed-paths', code: 'ConfigDataPathDeprecation (dbt D004)' },
};

/** `dbt_project.yml`: the project, its variables, hooks and the hierarchies of configuration. */
export function extractProject(source: Source): void {
  const root = rootOf(source);
  if (root?.kind === 'map') declareProject(source, root);
  for (const pair of pairsOf(root)) {
    const name = pair.key.text;
    if ((HIERARCHIES as readonly string[]).includes(name)) extractHierarchy(source, name, pair.value, [name]);
  }
  if (root?.kind === 'map') {
    renamedKeys(source, root);
    checkProject(source, root);
  }
  extractVars(source, valueOf(root, 'vars'), ['vars']);
  const hooks: Key = resourceId(source.project.scope, 'operation', source.project.name, `${source.project.name}-on-run-end-0`);
  for (const name of ['on-run-start', 'on-run-end']) {
    for (const { scalar, path } of scalarsOf(valueOf(root, name), [name])) referScalar(source, scalar, { from: hooks, place: 'hook', role: 'uses', path });
  }
  schemaProblems(source, 'dbt/project', root);
}

/** `vars.yml`: variables that newer versions keep apart. */
export function extractVarsFile(source: Source): void {
  const root = rootOf(source);
  extractVars(source, valueOf(root, 'vars'), ['vars']);
  schemaProblems(source, 'dbt/vars', root);
}

function declareProject(source: Source, root: YamlNode): void {
  const { scope, name: pkg } = source.project;
  const name = pairOf(root, 'name');
  const node = name?.value?.kind === 'scalar' ? name.value : null;
  source.draft.declare({
    id: resourceId(scope, 'project', pkg, pkg), kind: 'symbol', type: 'dbt.project', role: 'defines', name: pkg, keys: [packageKey(scope, pkg)], nameSpan: node?.content ?? null, span: node?.span ?? { start: 0, end: 0 },
    parent: null, path: [], attributes: { more: { adapter: source.project.main.target.adapter, profile: source.project.data.profile, version: source.project.data.version } }, columns: [], columnsComplete: false,
  });
  const profile = valueOf(root, 'profile');
  if (profile?.kind === 'scalar' && !profile.text.includes('{{') && profile.text !== '') {
    source.draft.refer({ targets: [profileKey(profile.text)], type: 'dbt.profile', name: profile.text, span: profile.content, fullSpan: profile.span, from: null, role: 'names', certainty: 'likely', path: ['profile'] });
  }
}

/** Values of dbt_project.yml that dbt refuses though their type is right. */
function checkProject(source: Source, root: YamlNode): void {
  const name = valueOf(root, 'name');
  if (name?.kind === 'scalar' && RESERVED_PROJECT_NAMES.has(name.text)) source.draft.problem('resource-name-invalid', name.span, `'${name.text}' is a word of dbt's Jinja and can't be a project's name`, ['name'], { to: `${name.text}_project` });
  const version = valueOf(root, 'config-version');
  if (version?.kind === 'scalar' && version.value !== 2 && !version.text.includes('{{')) source.draft.problem('invalid-enum-value', version.span, "'config-version' must be 2", ['config-version'], { allowed: [2], nearest: '2' });
  const requires = valueOf(root, 'require-dbt-version');
  if (!requires) return;
  const texts = (requires.kind === 'seq' ? itemsOf(requires) : [requires]).filter(n => n.kind === 'scalar');
  for (const node of texts) {
    if (node.kind === 'scalar' && !node.text.includes('{{') && !node.text.split(',').every(part => /^\s*(?:>=|<=|>|<|==?|~=|\^)?\s*v?\d+(\.\d+)*([.-]?[A-Za-z]\w*)?\s*$/.test(part))) source.draft.problem('version-range-invalid', node.span, `'${node.text}' is no version: write '>=1.8.0'`, ['require-dbt-version'], {});
  }
  const range = readVersionRange(toJson(requires));
  if (range.from && range.below && compareVersions(range.from, range.below) >= 0) source.draft.problem('version-range-invalid', requires.span, 'No version of dbt fulfils this', ['require-dbt-version'], {});
}

function renamedKeys(source: Source, root: YamlNode): void {
  const say = (key: string, message: string, data: { [k: string]: Json }): void => {
    const pair = pairOf(root, key);
    if (pair) source.draft.problem('dbt-project-key-renamed', pair.key.span, message, [key], { key, ...data });
  };
  for (const [key, { to, code }] of Object.entries(RENAMED)) {
    const both = to !== null && pairOf(root, to) !== null;
    say(key, `'${key}' is now '${to}'${both ? '; dbt refuses both' : ''}`, { to, code, both, items: asTexts(toJson(valueOf(root, key))), ...(both ? { severity: 'error' } : {}) });
  }
  const log = textOf(valueOf(root, 'log-path'));
  if (log !== null && log !== 'logs' && !log.includes('{{')) say('log-path', "'log-path' is deprecated here: set it by flag or environment", { remove: true, code: 'ConfigLogPathDeprecation (dbt D010)' });
  const target = textOf(valueOf(root, 'target-path'));
  if (target !== null && target !== 'target' && !target.includes('{{')) say('target-path', "'target-path' is deprecated here: set it by flag or environment", { remove: true, code: 'ConfigTargetPathDeprecation (dbt D011)' });
  const clean = valueOf(root, 'clean-targets');
  itemsOf(clean).forEach((item, i) => {
    if (item.kind === 'scalar' && item.text === 'dbt_modules') source.draft.problem('dbt-project-key-renamed', item.span, "'dbt_modules' is now 'dbt_packages'", ['clean-targets', i], { value: 'dbt_packages', code: 'PackageInstallPathDeprecation (dbt D002)', severity: 'information' });
  });
  if (pairOf(root, 'tests') && pairOf(root, 'data_tests')) source.draft.problem('tests-and-data-tests', pairOf(root, 'tests')!.key.span, "Use either 'tests' or 'data_tests', not both", ['tests'], { into: ['data_tests'] });
  warnErrorOptions(source, root);
}

function warnErrorOptions(source: Source, root: YamlNode): void {
  const options = valueOf(valueOf(root, 'flags'), 'warn_error_options');
  for (const [old, now] of [['include', 'error'], ['exclude', 'warn']] as const) {
    const pair = pairOf(options, old);
    if (pair) source.draft.problem('dbt-project-key-renamed', pair.key.span, `'${old}' is now '${now}'`, ['flags', 'warn_error_options', old], { key: old, to: now, both: pairOf(options, now) !== null, ...(pairOf(options, now) ? { severity: 'error' } : {}), code: 'WEOIncludeExcludeDeprecation (dbt D031)' });
  }
}

/** Variables: global ones, and in blocks named after a package those of that package. Values may hold refs that are rendered late. */
function extractVars(source: Source, node: YamlNode | null, path: Path): void {
  const packages = new Set([source.project.name, source.project.main.name, ...source.project.data.installed, ...source.project.data.declared.map(p => p.name)]);
  for (const pair of pairsOf(node)) {
    const name = pair.key.text;
    if (pair.value?.kind === 'map' && packages.has(name)) {
      for (const inner of pairsOf(pair.value)) declareVar(source, inner.key.text, name, inner.key.content, inner.span, inner.value, [...path, name, inner.key.text]);
      continue;
    }
    declareVar(source, name, null, pair.key.content, pair.span, pair.value, [...path, name]);
  }
}

function declareVar(source: Source, name: string, block: string | null, nameSpan: { start: number; end: number }, span: { start: number; end: number }, value: YamlNode | null, path: Path): void {
  const { scope, name: pkg } = source.project;
  const text = value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : null;
  const effects = text?.includes('{{') ? effectsOfText(readJinja(text)) : [];
  const id = varKey(scope, pkg, block, name);
  source.draft.declare({
    id, kind: 'symbol', type: 'dbt.var', role: 'defines', name, keys: [], nameSpan, span, parent: null, path,
    attributes: { more: { value: isNull(value) ? null : toJson(value), block, package: pkg, ...(effects.length > 0 ? { effects: effects as unknown as Json, parameters: [] } : {}) } }, columns: [], columnsComplete: false,
  });
  if (value?.kind !== 'scalar') return;
  for (const call of callsInScalar(source, value)) {
    const place = { from: null, place: 'vars', role: 'names' as const, path, lenient: true };
    if (referCall(source, call, place) === null) referMacro(source, call, place);
  }
}
