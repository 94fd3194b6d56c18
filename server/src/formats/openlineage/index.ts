import type { ColumnDeclaration, Facts } from '../../model/facts';
import { NO_FACTS } from '../../model/facts';
import type { Document, Format } from '../../model/format';
import { jsonEdits, readJson } from '../../syntax/json';
import { foldsOf, itemsOf, pairOf, textOf, valueOf, type YamlNode } from '../../syntax/yaml';
import { Draft } from '../shared/draft';
import { wordOf } from '../shared/quality';
import { eventDataset, openLineageJobKey } from './names';

/** Events of one file beyond these are not read: a log may hold millions that say the same. */
const MOST_EVENTS = 5_000;

/** OpenLineage events, one or a list in a `.json` file or one a line in `.jsonl` and `.ndjson`: jobs with what they read and write. */
export const openlineage: Format = {
  id: 'openlineage',
  version: 1,
  extensions: ['json', 'jsonl', 'ndjson'],
  recognises(path, head) {
    const text = head();
    return /"(inputs|outputs)"\s*:/.test(text) && /"job"\s*:/.test(text) && (/"producer"\s*:/.test(text) || /openlineage\.io\/spec/.test(text)) && !/(^|\/)(target|node_modules)\//.test(path);
  },
  extract,
  edit: ({ text }, operations) => jsonEdits(text, operations),
};

function extract({ path, text }: Document): Facts {
  const draft = new Draft();
  let count = 0;
  for (const event of eventsIn(path, text, draft)) {
    if (++count > MOST_EVENTS) break;
    one(draft, event);
  }
  return count === 0 && draft.problems.length === 0 ? NO_FACTS : draft.facts();
}

function* eventsIn(path: string, text: string, draft: Draft): Iterable<YamlNode> {
  if (/\.json$/i.test(path)) {
    const tree = readJson(text);
    draft.folds.push(...foldsOf(tree, text));
    if (tree.root?.kind === 'seq') yield* itemsOf(tree.root);
    else if (tree.root) yield tree.root;
    return;
  }
  for (let at = 0; at < text.length; ) {
    const stop = text.indexOf('\n', at);
    const end = stop < 0 ? text.length : stop;
    const root = text.slice(at, end).trim() === '' ? null : readJson(text, at, end).root;
    if (root) yield root;
    at = end + 1;
  }
}

function one(draft: Draft, event: YamlNode): void {
  const named = wordOf(valueOf(valueOf(event, 'job'), 'name'));
  const namespace = textOf(valueOf(valueOf(event, 'job'), 'namespace')) ?? 'default';
  const inputs = itemsOf(valueOf(event, 'inputs'));
  const outputs = itemsOf(valueOf(event, 'outputs'));
  if (!named || inputs.length + outputs.length === 0) return;
  const job = openLineageJobKey(namespace, named.text);
  if (!draft.declarations.some(d => d.id === job)) draft.declare({ id: job, kind: 'job', type: 'openlineage.job', role: 'defines', name: named.text, keys: [], nameSpan: named.content, span: event.span, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false });
  const read = inputs.flatMap(i => dataset(draft, i, job, 'reads') ?? []);
  for (const output of outputs) {
    const to = dataset(draft, output, job, 'writes');
    if (to !== null) for (const from of read) draft.edges.push({ from, to, job, span: output.span, confidence: 'exact' });
  }
}

/** Adds a dataset of an event, with its columns, and what the job does with it. Gives the reference's index. */
function dataset(draft: Draft, node: YamlNode, job: string, role: 'reads' | 'writes'): number | null {
  const name = wordOf(valueOf(node, 'name'));
  const namespace = textOf(valueOf(node, 'namespace'));
  if (!name || namespace === null) return null;
  const { id, targets, type } = eventDataset(namespace, name.text);
  const fields = valueOf(valueOf(valueOf(node, 'facets'), 'schema'), 'fields');
  const columns = itemsOf(fields).flatMap((f): ColumnDeclaration[] => {
    const column = wordOf(valueOf(f, 'name'));
    const description = textOf(valueOf(f, 'description'));
    return column ? [{ name: column.text, nameSpan: column.content, span: f.span, path: null, type: textOf(valueOf(f, 'type')), ...(description === null ? {} : { description }) }] : [];
  });
  draft.describe(id, 'dataset', type, name.text, name.content, targets, pairOf(valueOf(node, 'facets'), 'schema') ? columns : []);
  return draft.refer({ targets, type: 'openlineage.dataset', name: name.text, span: name.content, fullSpan: node.span, from: job, role, certainty: 'likely' });
}
