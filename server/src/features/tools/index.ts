import { describeDataset } from './describeDataset';
import { findDatasets } from './findDatasets';
import { findingsTool } from './findingsTool';
import { impactTool } from './impactTool';
import { lineageTool } from './lineageTool';
import { readInput, type Tool, type ToolAnswer, type ToolContext } from './tool';

export type { Tool, ToolAnswer, ToolContext } from './tool';

/** The questions assistants may ask. None changes anything. */
export const TOOLS: readonly Tool[] = [findDatasets, describeDataset, lineageTool, impactTool, findingsTool];

/** Runs a tool by its name. A wrong name or input is a problem told in words; so is a fault of the tool, which `onFault` is told of. */
export async function runTool(context: ToolContext, name: string, given: unknown, onFault: (error: unknown) => void): Promise<ToolAnswer> {
  const tool = TOOLS.find(t => t.name === name);
  if (!tool) return { problem: `There is no tool '${name.slice(0, 100)}'; there are ${TOOLS.map(t => t.name).join(', ')}.` };
  const read = readInput(tool.input, given);
  if ('problem' in read) return read;
  try {
    return await context.guarded(() => tool.run(context, read.input));
  } catch (error) {
    onFault(error);
    return { problem: 'Pipewright failed to answer this. It is a fault of its own; another question may work.' };
  }
}
