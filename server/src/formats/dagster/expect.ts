import type { Choice, Document, Expectation } from '../../model/format';
import { cronChoices } from '../shared/cronHelp';
import { cursorIn } from '../shared/pythonCursor';

const KEYWORDS = new Set(['deps', 'asset', 'asset_key', 'monitored_assets', 'additional_deps', 'asset_selection', 'selection', 'target']);
const CALLS = /(^|\.)(AssetKey|AssetDep|AssetIn|AssetSelection\.(assets|keys))$/;

/** Names that may stand in a text: keys of assets, groups, jobs, resources, cron expressions. */
export function expectDagster({ text }: Document, offset: number): Expectation | null {
  const { string, callee, keyword } = cursorIn(text, offset);
  if (string === null) return null;
  const choice = choiceFor(keyword, callee, text.slice(string.start, offset));
  if (choice === null) return null;
  // In a selection the word behind `key:` is completed, elsewhere the whole text.
  const inner = /(?:^|[\s("'+*])key:"?([\w/.-]*)$/.exec(text.slice(string.start, offset));
  return { replace: inner ? { start: offset - inner[1]!.length, end: offset } : string, choices: [choice] };
}

function choiceFor(keyword: string | null, callee: string, typed: string): Choice | null {
  switch (keyword) {
    case 'group_name': return { kind: 'values', of: 'groups' };
    case 'owners': return { kind: 'values', of: 'owners' };
    case 'job_name': return { kind: 'entities', types: ['dagster.job'], namespaces: ['dagster.job'] };
    case 'required_resource_keys': case 'io_manager_key': return { kind: 'entities', types: ['dagster.resource'], namespaces: ['dagster.resource'] };
    case 'cron_schedule': return { kind: 'words', words: cronChoices(['@hourly', '@daily', '@weekly', '@monthly']) };
    default: break;
  }
  if (/(^|\.)AssetSelection\.groups$/.test(callee)) return { kind: 'values', of: 'groups' };
  if (/\.on_cron$/.test(callee)) return { kind: 'words', words: cronChoices(['@hourly', '@daily', '@weekly', '@monthly']) };
  if ((keyword !== null && KEYWORDS.has(keyword)) || CALLS.test(callee) || /key:"?[\w/.-]*$/.test(typed)) return { kind: 'entities', types: ['dagster.asset'], namespaces: ['dagster.asset'] };
  return null;
}
