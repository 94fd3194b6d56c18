import { key, type Key } from '../../model/key';

/** An action by its name as `ref` gives it: `orders`, `sales.orders`, `project.sales.orders`. */
export function actionKey(root: string, name: string): Key {
  return key(`dataform.action:${root}`, name);
}

export function actionNamespace(root: string): string {
  return `dataform.action:${root}`;
}

/** What something made by a program answers to: then any name may exist. */
export function dynamicKey(root: string): Key {
  return key('dataform.dynamic', root === '' ? '.' : root);
}

/** Whatever `ref(…)` may mean. */
export function refTargets(root: string, parts: readonly string[]): Key[] {
  return [actionKey(root, parts.join('.'))];
}
