import type { Workspace } from '../model/workspace';

/** `{{ doc('name') }}` or `{{ doc('package', 'name') }}`, with any blanks. */
const DOC = /\{\{-?\s*doc\(\s*(?:(['"])([\w.-]{1,200})\1\s*,\s*)?(['"])([\w.-]{1,200})\3\s*\)\s*-?\}\}/g;

/** A description as its readers get it: calls of docs blocks give way to their texts. One that names nothing stays as written. */
export function docsText(ws: Workspace, description: string): string {
  if (!description.includes('doc(')) return description;
  return description.replace(DOC, (whole: string, _q: string | undefined, pkg: string | undefined, _r: string, name: string) => {
    const blocks = ws.entitiesOf('dbt.doc').filter(e => e.enabled && e.name === name);
    const block = pkg === undefined ? blocks[0] : blocks.find(b => b.keys.some(k => k.includes(pkg)));
    return block?.attributes.description ?? whole;
  });
}
