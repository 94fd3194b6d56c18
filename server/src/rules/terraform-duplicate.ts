import type { Declaration } from '../model/facts';
import type { Rule } from '../model/rule';
import type { Workspace } from '../model/workspace';

/** How often the module declares the address: in files of one folder, overrides apart. */
function copies(workspace: Workspace, d: Declaration, path: string, address: string): number {
  const folder = folderOf(path);
  const ids = new Set([d.id, ...d.keys.flatMap(k => workspace.answering(k).map(e => e.id)), ...workspace.answering(`terraform|${folder}:${address}`).map(e => e.id)]);
  return [...ids].flatMap(id => workspace.places(id)).filter(p => p.declaration.role === 'defines' && p.declaration.attributes.more?.['address'] === address && folderOf(p.file) === folder && !isOverride(p.file)).length;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Files that change what others declare. */
function isOverride(path: string): boolean {
  return /(^|\/|_)override\.tf(\.json)?$/.test(path);
}

export const rule: Rule = {
  id: 'terraform-duplicate',
  group: 'infrastructure',
  severity: 'error',
  certainty: 'resolved',
  summary: 'Two blocks of one module declare the same name',
  why: 'Terraform refuses the module: "Duplicate resource configuration" (or variable declaration, local value definition, module call).',
  sources: ['https://developer.hashicorp.com/terraform/language/resources/syntax', 'terraform: Duplicate resource configuration'],
  about: ['terraform'],
  fix: 'none',
  *check(document, workspace) {
    if (document.format !== 'terraform' || isOverride(document.path)) return;
    for (const d of document.facts.declarations) {
      if (d.nameSpan === null || d.role !== 'defines' || typeof d.attributes.more?.['address'] !== 'string') continue;
      const address = d.attributes.more['address'];
      if (copies(workspace, d, document.path, address) > 1) yield { rule: this.id, span: d.nameSpan, message: `${address} is declared twice` };
    }
  },
  examples: [
    {
      title: 'one name twice in a folder',
      files: `
        //- main.tf
        resource "aws_sqs_queue" "jobs" {
        #                         ^^^^ aws_sqs_queue.jobs is declared twice
          name = "jobs"
        }
        //- queues.tf
        resource "aws_sqs_queue" "jobs" {
        #                         ^^^^ aws_sqs_queue.jobs is declared twice
          name = "jobs-2"
        }
      `,
    },
    {
      title: 'the same name in two folders, and an override file',
      files: `
        //- a/main.tf
        resource "aws_sqs_queue" "jobs" { name = "a" }
        //- b/main.tf
        resource "aws_sqs_queue" "jobs" { name = "b" }
        //- b/main_override.tf
        resource "aws_sqs_queue" "jobs" { delay_seconds = 5 }
      `,
    },
  ],
};
