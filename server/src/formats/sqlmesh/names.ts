import { key, type Key } from '../../model/key';

/** A model of a SQLMesh project by the name that queries use: `sushi.orders`. */
export function modelKey(root: string, name: string): Key {
  return key(`sqlmesh.model:${root}`, name.toLowerCase());
}

export function modelNamespace(root: string): string {
  return `sqlmesh.model:${root}`;
}

/** An audit of the project by its name. */
export function auditKey(root: string, name: string): Key {
  return key(`sqlmesh.audit:${root}`, name.toLowerCase());
}

export function auditNamespace(root: string): string {
  return `sqlmesh.audit:${root}`;
}
