// What our reader makes of a folder's `terraform_data` resources: address -> value of `input`; what it does not know is absent.
import { readHcl } from '../../../server/src/syntax/hcl';
import { type Instance, makeWorld } from '../../../server/src/formats/infrastructure/folder';
import { resourcesOf } from '../../../server/src/formats/infrastructure/modules';
import type { Value } from '../../../server/src/formats/infrastructure/resource';

export const UNKNOWN = '(not known)';

export function inputs(files: ReadonlyMap<string, string>): Map<string, unknown> {
  const text = files.get('main.tf') ?? '';
  const names = [...files.keys()];
  const world = makeWorld('main.tf', readHcl(text), { variables: {}, locals: {}, planned: true }, {
    text: p => files.get(p) ?? null,
    list: folder => names.filter(n => (folder === '' ? !n.includes('/') : n.startsWith(`${folder}/`) && !n.slice(folder.length + 1).includes('/'))).map(n => n.slice(n.lastIndexOf('/') + 1)),
  });
  const out = new Map<string, unknown>();
  const visit = (i: Instance): void => {
    for (const [address, block] of i.folder.resources) for (const r of resourcesOf(block, i.scope, `${i.scope.prefix}${address}`, false)) out.set(r.many ? `${r.address}*` : r.address, plain(r.body.entries.find(e => e.key === 'input')?.value));
    for (const m of i.folder.modules.values()) for (const inner of world.instances(i, m)?.all ?? []) visit(inner);
  };
  visit(world.own);
  return out;
}


function plain(v: Value | undefined): unknown {
  switch (v?.kind) {
    case 'known': return v.value;
    case 'list': return v.items.map(plain);
    case 'map': return Object.fromEntries(v.entries.map(e => [e.key, plain(e.value)]));
    default: return UNKNOWN;
  }
}
