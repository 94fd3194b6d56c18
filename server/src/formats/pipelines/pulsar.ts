import { valueOf } from '../../syntax/yaml';
import { pulsarTopicKey } from '../shared/names';
import { baseName, connect, declareJob, headOf, type Reading, scalar, texts, toolFormat } from './file';

/** Configurations of Pulsar functions, sources and sinks. */
export const pulsar = toolFormat({
  id: 'pulsar',
  extensions: ['yaml', 'yml'],
  schema: 'pipelines/pulsar',
  recognises: (_path, head) => !/^(apiVersion|kind|services):/m.test(head) && ((/^className:/m.test(head) && /^(inputs|inputSpecs|topicsPattern|customSerdeInputs|customSchemaInputs|output|tenant):/m.test(head)) || (/^(archive|sinkType|sourceType):/m.test(head) && /^(configs|inputs|topicName|tenant):/m.test(head))),
  extract,
});

function extract(file: Reading): void {
  const { root, draft, path } = file;
  const name = scalar(root, 'name');
  const source = valueOf(root, 'sourceType') !== null || valueOf(root, 'topicName') !== null;
  const sink = valueOf(root, 'sinkType') !== null || (valueOf(root, 'archive') !== null && !source);
  const job = declareJob(file, 'pulsar', name?.text ?? baseName(path), name?.span ?? null, root?.span ?? { start: 0, end: 0 }, { type: source ? 'pulsar.source' : sink ? 'pulsar.sink' : 'pulsar.function', facts: [scalar(root, 'className')?.text ?? scalar(root, 'sinkType')?.text ?? scalar(root, 'sourceType')?.text ?? ''].filter(f => f !== ''), operations: operationsOf(root) });
  const topic = (role: 'reads' | 'writes', t: { readonly text: string; readonly span: Reading['root'] extends never ? never : { readonly start: number; readonly end: number } }): number | null => {
    if (/\$|\{\{/.test(t.text)) return null;
    const target = pulsarTopicKey(t.text);
    draft.describe(target, 'dataset', 'pulsar.topic', t.text, t.span, [target]);
    return draft.refer({ targets: [target], type: 'pulsar.topic', name: t.text, span: t.span, fullSpan: t.span, from: job, role, certainty: 'certain' });
  };
  const inputs = [...texts(root, 'inputs'), ...['inputSpecs', 'customSerdeInputs', 'customSchemaInputs'].flatMap(k => {
    const specs = valueOf(root, k);
    return specs?.kind === 'map' ? specs.pairs.map(p => ({ text: p.key.text, span: p.key.content })) : [];
  })];
  const output = scalar(root, 'output') ?? scalar(root, 'topicName');
  const reads = inputs.map(i => topic('reads', i));
  const writes = output ? [topic('writes', output)] : [];
  for (const t of [scalar(root, 'logTopic'), scalar(root, 'deadLetterTopic')]) if (t) topic('writes', t);
  connect(file, job, reads, writes, output?.span ?? headOf(root));
  if (!source) check(file, inputs, sink);
}

function operationsOf(root: Reading['root']): { readonly [name: string]: string | number } {
  const retries = scalar(root, 'maxMessageRetries')?.value;
  const dead = scalar(root, 'deadLetterTopic')?.text;
  return { ...(typeof retries === 'number' ? { retries } : {}), ...(dead ? { deadLetters: dead } : {}) };
}

/** What Pulsar's `FunctionConfigUtils` refuses. */
function check({ root, draft }: Reading, inputs: readonly { readonly text: string; readonly span: { readonly start: number; readonly end: number } }[], sink: boolean): void {
  const problem = (name: string, message: string) => draft.problem('pipeline-file-invalid', scalar(root, name)?.span ?? headOf(root, name), message, { key: name });
  const effectively = scalar(root, 'processingGuarantees')?.text === 'EFFECTIVELY_ONCE';
  const retries = scalar(root, 'maxMessageRetries');
  if (inputs.length === 0 && valueOf(root, 'topicsPattern') === null && !sink) draft.problem('pipeline-file-invalid', headOf(root), 'A function needs at least one topic that it reads: inputs, inputSpecs or topicsPattern');
  const output = scalar(root, 'output');
  if (output && inputs.some(i => i.text === output.text)) problem('output', `'${output.text}' is both input and output`);
  if (valueOf(root, 'deadLetterTopic') !== null && (retries === null || (typeof retries.value === 'number' && retries.value < 0))) problem('deadLetterTopic', 'A dead-letter topic needs maxMessageRetries of 0 or more');
  if (effectively && typeof retries?.value === 'number' && retries.value >= 0) problem('maxMessageRetries', 'Messages can\'t be tried again with EFFECTIVELY_ONCE');
  if (scalar(root, 'retainOrdering')?.value === true && scalar(root, 'retainKeyOrdering')?.value === true) problem('retainKeyOrdering', 'Only one of retainOrdering and retainKeyOrdering can be set');
  if (effectively && scalar(root, 'retainKeyOrdering')?.value === true) problem('retainKeyOrdering', 'retainKeyOrdering can\'t be had with EFFECTIVELY_ONCE');
  if (valueOf(root, 'windowConfig') !== null && scalar(root, 'autoAck')?.value === true) problem('autoAck', 'A window acknowledges messages itself: autoAck can\'t be true');
  if (valueOf(root, 'timeoutMs') !== null && (effectively || scalar(root, 'processingGuarantees')?.text === 'ATMOST_ONCE')) problem('timeoutMs', 'A timeout can only be had with ATLEAST_ONCE');
}
