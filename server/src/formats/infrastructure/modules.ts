import type { Key } from '../../model/key';
import { attributeOf, type HclBlock } from '../../syntax/hcl';
import { closest } from '../../text/fuzzy';
import type { Span } from '../../text/span';
import { Draft } from '../shared/draft';
import { limitChecks } from './checks/limits';
import { bodyValue, type Scope } from './evaluate';
import { type Declared, extractResource } from './extract';
import { type Instance, NOT_ARGUMENTS, repetitions, type World } from './folder';
import { isDataType } from './meanings';
import { addressKey } from './names';
import type { Resource } from './resource';

/** Resources that one file's module calls may make, all levels together. */
const MOST_RESOURCES = 300;

/**
 * What a module block makes: the resources of its folder that mean something for data, under the names that its arguments give
 * them, each as often as it is called. All stands at the block's label, but for what the arguments themselves say.
 */
export function enterModule(draft: Draft, x: Declared, world: World, block: HclBlock): void {
  enter(draft, x, world, world.own, block, { left: MOST_RESOURCES }, 0);
}

function enter(draft: Draft, x: Declared, world: World, of: Instance, block: HclBlock, most: { left: number }, depth: number): void {
  const made = world.instances(of, block);
  if (!made || depth > 6) return;
  for (const instance of made.all) {
    for (const [address, resource] of instance.folder.resources) {
      if (!isDataType(resource.labels[0]?.text ?? '')) continue;
      for (const r of resourcesOf(resource, instance.scope, `${instance.scope.prefix}${address}`, made.many)) {
        if (most.left-- <= 0) return;
        extractResource(draft, x, r);
        limitsOfArguments(draft, r, block, instance.scope);
      }
    }
    for (const inner of instance.folder.modules.values()) enter(draft, x, world, instance, inner, most, depth + 1);
  }
}

/** The resources that a block makes: one, as many as `count` and `for_each` say, or one of unknown number. */
export function resourcesOf(block: HclBlock, scope: Scope, address: string, many: boolean): readonly Resource[] {
  const [type, label] = block.labels as [HclBlock['labels'][number], HclBlock['labels'][number]];
  const head: Span = scope.at ?? { start: block.typeSpan.start, end: label.span.end + 1 };
  const span = scope.at ?? block.span;
  // What several share, or another file says, has no name of its own here.
  const start = scope.at?.start ?? label.span.start;
  const common = { type: type.text, label: label.text, labelSpan: scope.at ? { start, end: start } : label.span, head, span };
  const repeated = repetitions(block, scope);
  if (!repeated) return [{ ...common, address, body: bodyValue(block.body, scope), many: true }];
  return repeated.map(({ key, names }) => {
    const inner: Scope = key === null ? scope : { ...scope, names: new Map([...scope.names, ...names]) };
    return { ...common, ...(key === null ? {} : { labelSpan: { start, end: start } }), address: key === null ? address : `${address}["${key}"]`, body: bodyValue(block.body, inner), many };
  });
}

/** Limits that an argument written here breaks; what the module's own files break is told there. */
function limitsOfArguments(draft: Draft, r: Resource, block: HclBlock, scope: Scope): void {
  const own = new Draft();
  limitChecks(own, r);
  for (const p of own.problems) {
    const at = scope.at;
    if (at && p.span.start === at.start && p.span.end === at.end) continue;
    if (p.span.start < block.body.span.start || p.span.end > block.body.span.end || draft.problems.some(o => o.span.start === p.span.start && o.message === p.message)) continue;
    draft.problems.push(p);
  }
}

/** What a call says of its module: arguments are its variables, and Terraform refuses those that it lacks and those that are missing. */
export function checkCall(draft: Draft, world: World, block: HclBlock, from: Key | null): void {
  const folder = world.folderOf(world.own, block);
  if (!folder) return;
  for (const a of block.body.attributes) {
    if (NOT_ARGUMENTS.has(a.name)) continue;
    if (folder.variables.has(a.name)) draft.refer({ targets: [addressKey(folder.path, `var.${a.name}`)], type: 'terraform.argument', name: a.name, span: a.nameSpan, fullSpan: a.nameSpan, from, role: 'uses', certainty: 'likely' });
    else if (folder.whole) {
      const near = closest(a.name, [...folder.variables.keys()]);
      draft.problem('terraform-module-call', a.nameSpan, `The module has no variable '${a.name}'${near[0] ? `; did you mean '${near[0]}'?` : ''}`, { near });
    }
  }
  if (!folder.whole) return;
  const missing = [...folder.variables].filter(([name, otherwise]) => otherwise === null && attributeOf(block.body, name) === undefined).map(([name]) => name);
  const label = block.labels[0];
  if (missing.length > 0 && label) draft.problem('terraform-module-call', label.span, `The module needs ${missing.map(n => `'${n}'`).join(', ')}`, { missing });
}

/** An output that a path takes of a module: a reference, and a problem where the module has none of that name. */
export function referToOutput(draft: Draft, world: World, module: string, output: string, span: Span, from: Key | null): void {
  const block = world.own.folder.modules.get(module);
  const folder = block ? world.folderOf(world.own, block) : null;
  if (!folder) return;
  if (folder.outputs.has(output)) draft.refer({ targets: [addressKey(folder.path, `output.${output}`)], type: 'terraform.output', name: output, span, fullSpan: span, from, role: 'uses', certainty: 'likely' });
  else if (folder.whole) {
    const near = closest(output, [...folder.outputs.keys()]);
    draft.problem('terraform-module-call', span, `The module has no output '${output}'${near[0] ? `; did you mean '${near[0]}'?` : ''}`, { near });
  }
}
