import type { ProjectContext, ProjectReader } from '../../model/format';
import { readYaml, textOf, valueOf } from '../../syntax/yaml';

export interface MeshProject {
  readonly root: string;
  readonly dialect: string | null;
}

/** A folder whose `config.yaml` or `config.py` is that of SQLMesh; other files of these names are none of its business. */
export const reader: ProjectReader = {
  markers: ['config.yaml', 'config.yml', 'config.py', 'sqlmesh.yaml', 'sqlmesh.yml'],
  companions: [],
  read(root, text) {
    const python = text('config.py');
    const yaml = text('sqlmesh.yaml') ?? text('sqlmesh.yml') ?? text('config.yaml') ?? text('config.yml');
    if (python !== null && /\b(?:from|import)\s+sqlmesh\b/.test(python)) {
      const dialect = /\bdialect["']?\s*[:=]\s*["'](\w+)["']/.exec(python)?.[1] ?? null;
      return { format: 'sqlmesh', root, name: root.slice(root.lastIndexOf('/') + 1), owner: root, data: { dialect } };
    }
    if (yaml === null || !/^\s*(?:model_defaults|gateways|default_gateway)\s*:/m.test(yaml)) return null;
    const parsed = readYaml(yaml).root;
    return { format: 'sqlmesh', root, name: textOf(valueOf(parsed, 'project')) ?? root.slice(root.lastIndexOf('/') + 1), owner: root, data: { dialect: textOf(valueOf(valueOf(parsed, 'model_defaults'), 'dialect')) } };
  },
};

export function projectOf(context: ProjectContext | null): MeshProject {
  const data = context?.format === 'sqlmesh' && typeof context.data === 'object' && context.data !== null && !Array.isArray(context.data) ? (context.data as { [k: string]: unknown }) : {};
  return { root: context?.root ?? '', dialect: typeof data['dialect'] === 'string' ? data['dialect'] : null };
}
