import type { ProjectReader } from '../../model/format';
import type { Json } from '../../model/key';
import { attributeOf, blocksOf, type HclExpression, readHcl } from '../../syntax/hcl';

/** What a module's customary files say: values of variables (files of values win) and of locals that are plain literals. */
export interface ModuleValues {
  readonly variables: { readonly [name: string]: Json };
  readonly locals: { readonly [name: string]: Json };
  /** Whether it is planned by itself: it configures a provider or a backend, or brings values of its variables. */
  readonly planned: boolean;
}

/** Files that by custom hold a module's variables and locals. */
const FILES: readonly string[] = ['main.tf', 'variables.tf', 'vars.tf', 'locals.tf', 'versions.tf', 'providers.tf', 'provider.tf', 'terraform.tf', 'backend.tf', 'outputs.tf', 'data.tf', 'terraform.tfvars'];

/** A Terraform module is a folder; what its files share are the values of variables and locals that are plain literals. */
export const moduleReader: ProjectReader = {
  markers: FILES.filter(f => f.endsWith('.tf')),
  companions: FILES,
  read(root, text) {
    const variables: { [name: string]: Json } = {};
    const locals: { [name: string]: Json } = {};
    let planned = false;
    for (const name of FILES) {
      const source = text(name);
      if (source === null) continue;
      const { body } = readHcl(source);
      if (name.endsWith('.tfvars')) {
        planned = true;
        for (const a of body.attributes) keep(variables, a.name, a.value);
      }
      planned ||= blocksOf(body, 'provider').length > 0 || blocksOf(body, 'terraform').some(t => blocksOf(t.body, 'backend').length + blocksOf(t.body, 'cloud').length > 0);
      for (const v of blocksOf(body, 'variable')) {
        const value = attributeOf(v.body, 'default')?.value;
        if (v.labels[0] && value) keep(variables, v.labels[0].text, value);
      }
      for (const l of blocksOf(body, 'locals')) for (const a of l.body.attributes) keep(locals, a.name, a.value);
    }
    const data: ModuleValues = { variables, locals, planned };
    return { format: 'terraform', root, name: root === '' ? 'terraform' : root.slice(root.lastIndexOf('/') + 1), owner: root, data: data as unknown as Json };
  },
};

function keep(into: { [name: string]: Json }, name: string, e: HclExpression): void {
  if (e.kind === 'literal' && e.value !== null && !Object.hasOwn(Object.prototype, name)) into[name] = e.value;
}

/** The values in a project context; none if it is of another format. */
export function moduleValues(data: Json | undefined): ModuleValues {
  const { variables, locals, planned } = (data ?? {}) as { variables?: ModuleValues['variables']; locals?: ModuleValues['locals']; planned?: boolean };
  return { variables: variables ?? {}, locals: locals ?? {}, planned: planned ?? data === undefined };
}
