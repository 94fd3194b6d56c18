import type { Document, Expectation, Explanation, Word } from '../../model/format';
import { contextAt, nodeAt, readYaml } from '../../syntax/yaml';
import { checkedDataset } from '../shared/quality';
import { readHeader } from '../shared/soda/grammar';
import { FORMATS, METRICS, SCHEMA_VALIDATIONS, SETTINGS, VALIDITY } from '../shared/soda/words';

const HEADINGS: readonly Word[] = [
  { label: 'checks for', kind: 'snippet', insert: 'checks for ${1:dataset}:\n  - ${0:row_count > 0}', documentation: 'Checks on a dataset.' },
  { label: 'filter', kind: 'snippet', insert: 'filter ${1:dataset} [${2:daily}]:\n  where: ${0}', documentation: 'A part of a dataset, for checks that name it.' },
  { label: 'configurations for', kind: 'snippet', insert: 'configurations for ${1:dataset}:\n  valid values for ${2:column}: [${0}]', documentation: 'What counts as missing or valid, for all checks on a column.' },
  { label: 'for each dataset', kind: 'snippet', insert: 'for each dataset ${1:D}:\n  datasets:\n    - ${2:dataset}\n  checks:\n    - ${0:row_count > 0}', documentation: 'The same checks on several datasets.' },
  { label: 'variables', kind: 'snippet', insert: 'variables:\n  ${1:name}: ${0}', documentation: 'Values that `${name}` stands for.' },
];

/** What may stand at the cursor of a file of SodaCL: headings, metrics, columns, settings, datasets. */
export function expectSodaCl({ text }: Document, offset: number): Expectation | null {
  const context = contextAt(text, offset);
  if (context.expects === 'none') return null;
  const { path, partial, replace } = context;
  if (path.length === 0) {
    const heading = /^(checks for|configurations for|filter) (\S*)$/.exec(partial);
    if (heading) return { replace: { start: offset - heading[2]!.length, end: offset }, choices: [{ kind: 'entities', types: [], namespaces: ['dbt.node', 'table'] }] };
    return context.expects === 'value' ? null : { replace, choices: [{ kind: 'words', words: HEADINGS }] };
  }
  const header = typeof path[0] === 'string' ? readHeader(path[0], 0) : null;
  const dataset = header?.ok && header.value.kind !== 'each' ? header.value.dataset.name : null;
  const inList = typeof path.at(-1) === 'number';
  const words = (labels: { readonly [name: string]: string }, kind: 'key' | 'value' = 'key'): Word[] => Object.entries(labels).map(([label, documentation]): Word => ({ label, kind, documentation, insert: kind === 'key' && !context.colon ? `${label}: ` : label }));
  if (inList && path.length === 2) {
    const argument = /[(,]\s*([\w$]*)$/.exec(partial);
    if (argument && dataset !== null) return { replace: { start: offset - argument[1]!.length, end: offset }, choices: [{ kind: 'columnsOf', targets: checkedDataset(dataset).targets }] };
    return { replace, choices: [{ kind: 'words', words: checkWords(context.before) }] };
  }
  if (header?.ok && header.value.kind === 'configurations' && path.length === 1) {
    const column = / for ([\w$]*)$/.exec(partial);
    if (column) return { replace: { start: offset - column[1]!.length, end: offset }, choices: [{ kind: 'columnsOf', targets: checkedDataset(dataset!).targets }] };
    return { replace, choices: [{ kind: 'words', words: Object.entries(VALIDITY).map(([label, documentation]): Word => ({ label: `${label} for`, kind: 'key', documentation, insert: `${label} for ` })) }] };
  }
  const last = path.at(-1);
  if (typeof last === 'string' && / format$/.test(last)) return { replace, choices: [{ kind: 'words', words: FORMATS.map((label): Word => ({ label, kind: 'value', insert: context.before + label })) }] };
  const setting = path.at(-1);
  const named = dataset !== null && path.length >= 5 && path.some(p => typeof p === 'string' && Object.hasOwn(SCHEMA_VALIDATIONS, p));
  if (named) return { replace, choices: [{ kind: 'columnsOf', targets: checkedDataset(dataset).targets }] };
  if (context.expects !== 'value' && (setting === 'warn' || setting === 'fail')) return { replace, choices: [{ kind: 'words', words: words(SCHEMA_VALIDATIONS) }] };
  if (context.expects === 'key' && typeof setting === 'string' && path.length === 3) return { replace, choices: [{ kind: 'words', words: words({ ...SETTINGS, ...VALIDITY }) }] };
  return null;
}

function checkWords(before: string): Word[] {
  const metrics = Object.entries(METRICS).map(([label, m]): Word => ({ label, kind: 'snippet', documentation: m.means, insert: `${before}${label}${m.columns === 'none' ? '' : '(${1:column})'} ${label === 'freshness' ? '< ${0:1d}' : label === 'row_count' ? '> ${0:0}' : '= ${0:0}'}` }));
  const others: Word[] = [
    { label: 'schema', kind: 'snippet', insert: `${before}schema:\n    fail:\n      when required column missing: [\${0}]`, documentation: 'Which columns must or must not be there.' },
    { label: 'failed rows', kind: 'snippet', insert: `${before}failed rows:\n    fail condition: \${0}`, documentation: 'Fails for every row that meets a condition.' },
    { label: 'values in', kind: 'snippet', insert: `${before}values in (\${1:column}) must exist in \${2:dataset} (\${3:column})`, documentation: 'Each value must be found in the other dataset.' },
    { label: 'row_count same as', kind: 'snippet', insert: `${before}row_count same as \${0:dataset}`, documentation: 'Both datasets must have the same number of rows.' },
    { label: 'anomaly detection for', kind: 'snippet', insert: `${before}anomaly detection for \${0:row_count}`, documentation: 'Warns of values that are unlike earlier ones.' },
  ];
  return [...metrics, ...others];
}

/** The documentation of the metric or setting under the cursor. */
export function explainSodaCl({ text }: Document, offset: number): Explanation | null {
  const hit = nodeAt(readYaml(text), offset);
  if (!hit.scalar) return null;
  const { start } = hit.scalar.content;
  const word = hit.scalar.text;
  const doc = VALIDITY[word] ?? SETTINGS[word] ?? SCHEMA_VALIDATIONS[word];
  if (doc && hit.part === 'key') return { span: hit.scalar.content, markdown: `**\`${word}\`**\n\n${doc}` };
  for (const match of word.matchAll(/[a-z_]{3,40}/g)) {
    const metric = METRICS[match[0]];
    const at = start + match.index;
    if (metric && offset >= at && offset <= at + match[0].length) return { span: { start: at, end: at + match[0].length }, markdown: `**\`${match[0]}\`** · metric of SodaCL\n\n${metric.means}` };
  }
  const setting = / for \S+$/.exec(word);
  const configured = setting ? VALIDITY[word.slice(0, setting.index)] : undefined;
  return configured ? { span: { start, end: start + setting!.index }, markdown: `**\`${word.slice(0, setting!.index)}\`**\n\n${configured}` } : null;
}
