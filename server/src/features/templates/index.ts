import type { Workspace } from '../../model/workspace';
import { odcsContract } from './contract';
import { dbtModel } from './dbtModel';
import { airflowDag, dagsterAsset, prefectFlow } from './python';
import { connectSink, flinkJob } from './streams';
import type { Template } from './template';

export type { NewFile, Template, TemplateInput } from './template';

export const templates: readonly Template[] = [dbtModel, airflowDag, dagsterAsset, prefectFlow, connectSink, flinkJob, odcsContract];

/** A template as it is offered: those that the workspace has a place for, with that place. */
export function offered(ws: Workspace): readonly { readonly template: Template; readonly folder: string }[] {
  return templates.flatMap(template => {
    const folder = template.folder(ws);
    return folder === null ? [] : [{ template, folder }];
  });
}
