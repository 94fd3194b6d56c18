import { key, type Key } from '../../model/key';

/**
 * The keys of everything Kedro names. The only place that builds them. A name belongs to a project: what lies before `conf/` or
 * `src/` in a path.
 */
export function projectOf(path: string): string {
  const match = /^(.*?)(?:^|\/)(?:conf|src|tests)\//.exec(path);
  return match ? match[1]! : path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function scoped(project: string, name: string): string {
  return project === '' ? name : `${project}/${name}`;
}

/** A dataset by its name in the catalog. */
export function datasetKey(project: string, name: string): Key {
  return key('kedro.dataset', scoped(project, name));
}

export function nodeKey(project: string, name: string): Key {
  return key('kedro', scoped(project, name));
}

export function parameterKey(project: string, name: string): Key {
  return key('kedro.parameter', scoped(project, name));
}
