import type { Document, Expectation } from '../../model/format';
import { cronChoices } from '../shared/cronHelp';
import { cursorIn } from '../shared/pythonCursor';

/** Names that may stand in a text of Python code: blocks, variables, work pools, cron expressions. */
export function expectPrefect({ text }: Document, offset: number): Expectation | null {
  const { string, callee, keyword } = cursorIn(text, offset);
  if (string === null) return null;
  const of = (type: string, namespace: string): Expectation => ({ replace: string, choices: [{ kind: 'entities', types: [type], namespaces: [namespace] }] });
  if (keyword === 'cron' || /(^|\.)Cron(Schedule)?$/.test(callee)) return { replace: string, choices: [{ kind: 'words', words: cronChoices(['@hourly', '@daily', '@weekly', '@monthly']) }] };
  if (keyword === 'work_pool_name') return of('prefect.work_pool', 'prefect.work_pool');
  if (/(^|\.)Variable\.a?get$/.test(callee)) return of('prefect.variable', 'prefect.variable');
  return null;
}
