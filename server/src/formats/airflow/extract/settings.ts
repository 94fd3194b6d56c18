import type { Declaration, Facts } from '../../../model/facts';
import type { Document } from '../../../model/format';
import type { Key } from '../../../model/key';
import { readSuppressions } from '../../../model/suppression';
import { readJson } from '../../../syntax/json';
import { foldsOf, itemsOf, readYaml, textOf, valueOf, type YamlNode } from '../../../syntax/yaml';
import { Draft } from '../../shared/draft';
import { connectionKey, poolKey, variableKey } from '../names';

/** Connections, pools and variables of a local Airflow (`airflow_settings.yaml` of the Astro CLI). Values are not kept: they may be secrets. */
export function extractSettings({ text }: Document): Facts {
  const yaml = readYaml(text);
  const draft = new Draft();
  draft.suppressions = readSuppressions(text, yaml.comments);
  const root = valueOf(yaml.root, 'airflow');
  const each = (list: string, name: string, make: (id: string) => Key, type: string, facts: (item: YamlNode) => readonly string[]): void => {
    for (const item of itemsOf(valueOf(root, list))) {
      const id = valueOf(item, name);
      if (id?.kind === 'scalar' && id.text !== '') draft.declare(declared(make(id.text), type, id.text, id.content, item.span, facts(item)));
    }
  };
  each('connections', 'conn_id', connectionKey, 'airflow.connection', item => [textOf(valueOf(item, 'conn_type')), textOf(valueOf(item, 'conn_host'))].flatMap(t => (t ? [t] : [])));
  each('pools', 'pool_name', poolKey, 'airflow.pool', item => [textOf(valueOf(item, 'pool_slot'))].flatMap(t => (t ? [`${t} slots`] : [])));
  each('variables', 'variable_name', variableKey, 'airflow.variable', () => []);
  draft.folds.push(...foldsOf(yaml, text));
  return draft.facts();
}

/** `variables.json`, `connections.json`, `pools.json` as Airflow exports them: ids with what they are. Values are not kept. */
export function extractExported({ path, text }: Document): Facts {
  const { root } = readJson(text);
  const draft = new Draft();
  if (root?.kind !== 'map') return draft.facts();
  const kind = /variables\.json$/i.test(path) ? 'variable' : /connections\.json$/i.test(path) ? 'connection' : 'pool';
  const make = { variable: variableKey, connection: connectionKey, pool: poolKey }[kind];
  for (const p of root.pairs) {
    if (p.key.text === '') continue;
    const facts = kind === 'connection' ? [textOf(valueOf(p.value, 'conn_type')), textOf(valueOf(p.value, 'host'))].flatMap(t => (t ? [t] : [])) : kind === 'pool' ? [textOf(valueOf(p.value, 'slots'))].flatMap(t => (t ? [`${t} slots`] : [])) : [];
    draft.declare(declared(make(p.key.text), `airflow.${kind}`, p.key.text, p.key.content, p.span, facts));
  }
  return draft.facts();
}

function declared(id: Key, type: string, name: string, nameSpan: Declaration['span'], span: Declaration['span'], facts: readonly string[]): Declaration {
  return { id, kind: 'symbol', type, role: 'defines', name, keys: [], nameSpan, span, parent: null, path: null, attributes: facts.length > 0 ? { more: { facts } } : {}, columns: [], columnsComplete: false };
}
