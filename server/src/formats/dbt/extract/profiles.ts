import { pairOf, textOf, toJson, valueOf, type YamlNode } from './yaml';
import { profileKey } from '../names';
import type { Source } from './draft';
import { rootOf } from './properties';
import { schemaProblems } from './schemaProblems';
import { pairsOf, scalarsOf } from './yamlEntry';

const SECRET = /^(?:password|pass|token|private_key|private_key_passphrase|client_secret|secret_access_key|aws_secret_access_key|refresh_token|keyfile_json|oauth_token|secret|api_key)$/;

/** `profiles.yml`: connection profiles; secrets written out in them. */
export function extractProfiles(source: Source): void {
  const root = rootOf(source);
  for (const pair of pairsOf(root)) {
    const name = pair.key.text;
    if (name === 'config') {
      source.draft.problem('dbt-project-key-renamed', pair.key.span, "'config' of profiles.yml is now 'flags' of dbt_project.yml", [name], { key: name, value: toJson(pair.value), code: 'ProjectFlagsMovedDeprecation (dbt D013)' });
      continue;
    }
    const outputs = valueOf(pair.value, 'outputs');
    source.draft.declare({
      id: profileKey(name), kind: 'symbol', type: 'dbt.profile', role: 'defines', name, keys: [], nameSpan: pair.key.content, span: pair.span, parent: null, path: [name],
      attributes: { more: { target: textOf(valueOf(pair.value, 'target')), outputs: pairsOf(outputs).map(o => o.key.text), adapters: [...new Set(pairsOf(outputs).flatMap(o => textOf(valueOf(o.value, 'type')) ?? []))] } },
      columns: [], columnsComplete: false,
    });
    const target = valueOf(pair.value, 'target');
    if (target?.kind === 'scalar' && outputs?.kind === 'map' && target.value !== null && !target.text.includes('{{') && !pairsOf(outputs).some(o => o.key.text === target.text || o.key.text === '<<')) {
      source.draft.problem('profile-target-unknown', target.span, `Profile '${name}' has no output '${target.text}'`, [name, 'target'], { allowed: pairsOf(outputs).map(o => o.key.text) });
    }
    checkType(source, name, outputs, target);
    secrets(source, outputs, [name, 'outputs']);
  }
  schemaProblems(source, 'dbt/profiles', root);
}

/** The output that the project of this folder uses must name its adapter; in profiles of others dbt doesn't look. */
function checkType(source: Source, profile: string, outputs: YamlNode | null, target: YamlNode | null): void {
  if (profile !== source.project.data.profile) return;
  const name = target?.kind === 'scalar' && target.value !== null ? target.text : 'default';
  const pair = pairsOf(outputs).find(o => o.key.text === name);
  if (pair?.value?.kind !== 'map' || pairOf(pair.value, 'type') || pairOf(pair.value, '<<')) return;
  source.draft.problem('missing-property', pair.key.span, `Output '${name}' needs 'type', the name of the adapter`, [profile, 'outputs', name], { key: 'type' });
}

function secrets(source: Source, node: YamlNode | null, path: readonly (string | number)[]): void {
  for (const { scalar, path: at } of scalarsOf(node, path)) {
    const key = String(at.at(-1));
    if (!SECRET.test(key) || scalar.text === '' || scalar.value === null || /\{\{|\$\{|<[^>]*>|^(?:x+|\*+|changeme|your[_-].*)$/i.test(scalar.text)) continue;
    source.draft.problem('secret-in-yaml', scalar.span, `'${key}' is written in plain text; read it with env_var`, at, { key, envVar: `DBT_ENV_SECRET_${key.toUpperCase()}` });
  }
}

