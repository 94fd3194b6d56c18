import type { Path } from '../../model/facts';
import type { Finding, Fix } from '../../model/rule';
import type { DocumentView } from '../../model/workspace';
import { edit } from './fixes';
import { told } from './problems';

/** The path of a setting beside those that a finding is about: in the mapping that holds the connector's settings. Null where no edit by path reaches it. */
export function settingPath(finding: Finding, key: string): Path | null {
  const config = told(finding).place('config');
  return config && [...config, key];
}

/** Fixes that give a key another name. */
export function renameTo(document: DocumentView, finding: Finding, names: readonly string[]): readonly Fix[] {
  const { path } = told(finding);
  return path ? names.map((to, i) => edit(document, `Rename to '${to}'`, [{ op: 'rename', path, to }], false, i === 0)) : [];
}

/** Fixes that give a setting another value. */
export function changeTo(document: DocumentView, finding: Finding, values: readonly string[], preferFirst = true): readonly Fix[] {
  const { path } = told(finding);
  return values.map((value, i) => edit(document, `Change to '${value}'`, [path ? { op: 'set', path, value } : { op: 'text', span: finding.span, text: value }], false, i === 0 && preferFirst));
}

/** One fix that adds settings beside those a finding is about; those there are already stay as they are. */
export function addSettings(document: DocumentView, finding: Finding, title: string, values: { readonly [key: string]: string }, preferred = true): readonly Fix[] {
  const operations = Object.entries(values).flatMap(([key, value]) => {
    const path = settingPath(finding, key);
    return path ? [{ op: 'add' as const, path, value }] : [];
  });
  return operations.length > 0 ? [edit(document, title, operations, false, preferred)] : [];
}
