import type { JinjaTemplate } from '../../../syntax/jinja';
import type { Json } from '../../../model/key';
import type { Project } from '../project/data';
import { evaluate, truthy } from '../values';

/**
 * Tells which parts of a template can't be reached, as far as the project's own files decide: the condition of an `if` around
 * them is known. A condition on the target, the environment or the run leaves both branches open.
 */
export function unreachable(template: JinjaTemplate, project: Project): (segment: number) => boolean {
  const known = new Map<string, boolean>();
  const branchDead = (block: number, branch: number): boolean => {
    const key = `${block}:${branch}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const dead = computeDead(template, project, block, branch);
    known.set(key, dead);
    return dead;
  };
  return index => {
    const segment = template.segments[index];
    if (!segment) return false;
    let block = segment.block;
    let branch = segment.branch;
    while (block >= 0) {
      const b = template.blocks[block]!;
      if (b.kind === 'if' && branchDead(block, branch)) return true;
      block = b.parent;
      branch = b.parentBranch;
    }
    return false;
  };
}

function computeDead(template: JinjaTemplate, project: Project, block: number, branch: number): boolean {
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
