import { impactText } from '../impact';
import { NO_PAINT } from '../render/terminal';
import { textOf, type Tool } from './tool';

const MOST_CHARACTERS = 30_000;

export const impactTool: Tool = {
  name: 'impact',
  title: 'Impact of Changes',
  summary: 'Tells what the changes since another commit break and touch.',
  icon: '$(git-compare)',
  description:
    'Compares the files as they are now, uncommitted edits included, with another commit and tells what changed in datasets, columns, types, checks, contracts and jobs, what of it breaks something, what is risky, and which datasets, jobs and dashboards it reaches, with their owners. Ask this after you have edited pipeline files, before you say that you are done.',
  input: {
    type: 'object',
    properties: { base: { type: 'string', description: 'Branch, tag or commit to compare with; the main branch if absent. HEAD for uncommitted changes alone.' } },
    additionalProperties: false,
  },
  async run(context, input) {
    const result = await context.impact(textOf(input, 'base'));
    if ('problem' in result) return result;
    const text = impactText(result, { width: 400, paint: NO_PAINT, quiet: false });
    return { text: text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}\n… cut here: the sum is ${result.summary.breaking} breaking, ${result.summary.risky} risky, ${result.summary.safe} safe changes.` : text, data: { ...result } };
  },
};
