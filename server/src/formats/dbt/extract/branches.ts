import type { JinjaTemplate } from '../../../syntax/jinja';
import type { Json } from '../../../model/key';
import type { Project } from '../project/data';
import { evaluate, truthy } from '../values';

/**
 * `dead`: it is ruled out by variables that files set, or by defaults that choose another branch. `doubtful`: the defaults of
 * variables that no file sets choose no branch at all, so somebody is to set them.
 */
export type Reach = 'live' | 'doubtful' | 'dead';

/**
 * Tells which parts of a template can be reached, as far as the project's own files decide: the condition of an `if` around
 * them is known. A condition on the target, the environment or the run leaves both branches open.
 */
export function reachOf(template: JinjaTemplate, project: Project): (segment: number) => Reach {
  const known = new Map<string, Reach>();
  const branchReach = (block: number, branch: number): Reach => {
    const key = `${block}:${branch}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const dead = isDead(template, project, block, branch);
    const sure = dead && (isDead(template, { ...project, strict: true }, block, branch) || template.blocks[block]!.branches.some((_, i) => !isDead(template, project, block, i)));
    const reach: Reach = !dead ? 'live' : sure ? 'dead' : 'doubtful';
    known.set(key, reach);
    return reach;
  };
  return index => {
    let reach: Reach = 'live';
    const segment = template.segments[index];
    if (!segment) return reach;
    let block = segment.block;
    let branch = segment.branch;
    while (block >= 0) {
      const b = template.blocks[block]!;
      const own = b.kind === 'if' ? branchReach(block, branch) : 'live';
      if (own === 'dead') return 'dead';
      if (own === 'doubtful') reach = own;
      block = b.parent;
      branch = b.parentBranch;
    }
    return reach;
  };
}

/** Whether a part of a template stands in an `if` whose outcome files do not tell; `if execute` counts as run. */
export function isConditional(template: JinjaTemplate, project: Project, index: number): boolean {
  const segment = template.segments[index];
  if (!segment) return false;
  let block = segment.block;
  let branch = segment.branch;
  while (block >= 0) {
    const b = template.blocks[block]!;
    if (b.kind === 'if') {
      const tag = template.segments[b.branches[branch]?.tag ?? -1];
      const statement = tag?.kind === 'tag' ? tag.statement : null;
      const test = statement && (statement.kind === 'if' || statement.kind === 'elif') ? statement.test : null;
      if (!test || branch > 0 || !(test.kind === 'name' && test.name === 'execute') && evaluate(test, { ...project, strict: true }) === undefined) return true;
    }
    block = b.parent;
    branch = b.parentBranch;
  }
  return false;
}

function isDead(template: JinjaTemplate, project: Project, block: number, branch: number): boolean {
  const branches = template.blocks[block]!.branches;
  for (let i = 0; i <= branch && i < branches.length; i++) {
    const segment = template.segments[branches[i]!.tag];
    const statement = segment?.kind === 'tag' ? segment.statement : null;
    const test: Json | undefined = statement && (statement.kind === 'if' || statement.kind === 'elif') ? evaluate(statement.test, project) : statement?.kind === 'else' ? true : undefined;
    if (test === undefined) continue;
    if (i < branch && truthy(test)) return true;
    if (i === branch && !truthy(test)) return true;
  }
  return false;
}
