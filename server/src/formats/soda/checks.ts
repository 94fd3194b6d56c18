import type { Facts, Path } from '../../model/facts';
import type { Document } from '../../model/format';
import type { Json } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import { foldsOf, itemsOf, pairOf, textOf, toJson, valueOf, type YamlDocument, type YamlMap, type YamlNode, type YamlPair, type YamlScalar } from '../../syntax/yaml';
import { closest } from '../../text/fuzzy';
import type { Span } from '../../text/span';
import { Draft } from '../shared/draft';
import { addCheck, type CheckedDataset, checkedDataset, mentionColumn, mentionDataset } from '../shared/quality';
import { readCheck, readHeader, readThreshold, type SodaLine, type SodaName } from '../shared/soda/grammar';
import { sodaCheckKey, sodaFilterKey } from './names';
import { FORMATS, GROUP_VALIDATIONS, LIBRARY_SETTINGS, METRICS, SCHEMA_VALIDATIONS, SETTINGS, VALIDITY } from '../shared/soda/words';

/** Headings without a name in them. */
const SECTIONS = /^(automated monitoring|profile columns|discover (datasets|tables)|sample (datasets|tables)|checks|variables|reconciliation\b.*|dataset attributes|template\b.*|notifications?\b.*)/;

interface Reading {
  readonly draft: Draft;
  readonly path: string;
  /** Filters that the file declares: `orders[daily]`. */
  readonly filters: ReadonlySet<string>;
  /** Per dataset and column: what `configurations for` says of it. */
  readonly configurations: ReadonlyMap<string, { readonly [name: string]: Json }>;
  count: number;
}

/** A file of SodaCL: sections, checks, filters and configurations. */
export function extractSodaCl(document: Document, tree: YamlDocument): Facts {
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, tree.comments);
  for (const p of tree.problems) draft.problem(p.rule, p.span, p.message, p.data);
  draft.folds.push(...foldsOf(tree, document.text));
  const pairs = tree.root?.kind === 'map' ? tree.root.pairs : [];
  const r: Reading = { draft, path: document.path, filters: filtersIn(pairs), configurations: configurationsIn(pairs), count: 0 };
  for (const pair of pairs) section(r, pair);
  return draft.facts();
}

/** Text that Soda fills in first: Jinja, and variables where they are not a name of their own. */
function isTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}

/** Where the characters of a scalar stand, if it is written without escapes. */
function baseOf(scalar: YamlScalar): number {
  return scalar.content.start;
}

function isPlain(scalar: YamlScalar): boolean {
  return scalar.style !== 'literal' && scalar.style !== 'folded' && scalar.content.end - scalar.content.start === scalar.text.length;
}

function filtersIn(pairs: readonly YamlPair[]): ReadonlySet<string> {
  const out = new Set<string>();
  for (const pair of pairs) {
    const header = readHeader(pair.key.text, baseOf(pair.key));
    if (header?.ok && header.value.kind === 'filter') out.add(`${header.value.dataset.name.toLowerCase()}[${header.value.filter.name}]`);
  }
  return out;
}

function configurationsIn(pairs: readonly YamlPair[]): ReadonlyMap<string, { readonly [name: string]: Json }> {
  const out = new Map<string, { [name: string]: Json }>();
  for (const pair of pairs) {
    const header = readHeader(pair.key.text, baseOf(pair.key));
    if (!header?.ok || header.value.kind !== 'configurations' || pair.value?.kind !== 'map') continue;
    for (const entry of pair.value.pairs) {
      const parts = / for /.exec(entry.key.text);
      if (!parts) continue;
      const id = `${header.value.dataset.name}\n${entry.key.text.slice(parts.index + 5).trim()}`;
      out.set(id, { ...out.get(id), [entry.key.text.slice(0, parts.index).trim()]: toJson(entry.value) });
    }
  }
  return out;
}

function section(r: Reading, pair: YamlPair): void {
  const { draft } = r;
  const text = pair.key.text;
  if (isTemplate(text)) return;
  const header = readHeader(text, baseOf(pair.key));
  if (!header) {
    unknownSection(draft, pair);
    return;
  }
  if (!header.ok) {
    draft.problem('soda-check-syntax', isPlain(pair.key) ? header.mistake.span : pair.key.span, `Soda can't read this heading: ${header.mistake.message}`, { severity: 'error' });
    return;
  }
  const h = header.value;
  if (h.kind === 'each') {
    each(r, pair, h.of);
    return;
  }
  const dataset = checkedDataset(h.dataset.name);
  if (!/\$\{/.test(h.dataset.name)) mentionDataset(draft, dataset, h.dataset.span, null, 'soda.dataset');
  if (h.kind === 'filter') {
    draft.declare({ id: sodaFilterKey(r.path, h.dataset.name, h.filter.name), kind: 'symbol', type: 'soda.filter', role: 'defines', name: h.filter.name, keys: [], nameSpan: h.filter.span, span: pair.span, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false });
    return;
  }
  if (h.kind === 'configurations') {
    configurations(draft, pair, dataset);
    return;
  }
  if (h.filter) {
    const id = `${h.dataset.name.toLowerCase()}[${h.filter.name}]`;
    draft.refer({ targets: [sodaFilterKey(r.path, h.dataset.name, h.filter.name)], type: 'soda.filter', name: h.filter.name, span: h.filter.span, fullSpan: h.filter.span, from: null, role: 'uses', certainty: 'certain' });
    if (!r.filters.has(id) && !/\$\{/.test(text)) draft.problem('soda-unknown-name', h.filter.span, `No 'filter ${h.dataset.name} [${h.filter.name}]' in this file`, { severity: 'error', near: closest(h.filter.name, [...r.filters].filter(f => f.startsWith(`${h.dataset.name.toLowerCase()}[`)).map(f => f.slice(f.indexOf('[') + 1, -1)), 2) });
  }
  checkList(r, pair, dataset, [text]);
}

function unknownSection(draft: Draft, pair: YamlPair): void {
  const text = pair.key.text;
  if (SECTIONS.test(text)) return;
  const first = /^[a-z]+( [a-z]+)?/i.exec(text)?.[0] ?? '';
  const near = closest(first, ['checks for', 'configurations for', 'for each', 'discover datasets', 'profile columns'], 1)[0] ?? (/^check for\b|^Checks for\b/.test(text) ? 'checks for' : undefined);
  if (!near) return;
  const fixed = near.split(' ').length === first.split(' ').length ? near + text.slice(first.length) : null;
  draft.problem('soda-check-syntax', pair.key.content, `Soda skips a section with this heading; did you mean '${near}'?`, { severity: 'error', ...(fixed ? { near: [fixed] } : {}) });
}

/** `for each dataset D: datasets: […], checks: […]`. */
function each(r: Reading, pair: YamlPair, of: 'dataset' | 'column'): void {
  const lists = pair.value;
  if (lists?.kind !== 'map') {
    if (lists) r.draft.problem('soda-check-syntax', pair.key.content, `'for each ${of}' needs a list of ${of}s and a list of checks`, { severity: 'error' });
    return;
  }
  const listed = itemsOf(valueOf(lists, of === 'dataset' ? 'datasets' : 'columns') ?? valueOf(lists, 'tables'));
  const plain: CheckedDataset[] = [];
  for (const item of listed) {
    const text = textOf(item)?.replace(/^include /, '') ?? '';
    if (of !== 'dataset' || item.kind !== 'scalar' || !isPlain(item) || !/^[\w.$]+$/.test(text) || /^exclude /.test(item.text)) continue;
    const start = item.content.end - text.length;
    plain.push(checkedDataset(text));
    mentionDataset(r.draft, checkedDataset(text), { start, end: item.content.end }, null, 'soda.dataset');
  }
  const checks = pairOf(lists, 'checks');
  if (!checks) return;
  // Each check stands for one on every dataset that is listed by its name.
  if (plain.length === 0) checkList(r, checks, { name: '', targets: [], binding: 'guessed' }, [pair.key.text, 'checks']);
  plain.forEach((dataset, i) => checkList(r, checks, dataset, [pair.key.text, 'checks'], i > 0));
}

function configurations(draft: Draft, pair: YamlPair, dataset: CheckedDataset): void {
  if (pair.value?.kind === 'seq') draft.problem('soda-check-syntax', pair.key.content, 'Configurations are a mapping: take the dashes away', { severity: 'error' });
  if (pair.value?.kind !== 'map') return;
  for (const entry of pair.value.pairs) {
    const text = entry.key.text;
    const parts = text.split(' for ');
    if (parts.length !== 2) {
      draft.problem('soda-check-syntax', entry.key.content, `Write '<setting> for <column>', such as 'valid format for email'`, { severity: 'error' });
      continue;
    }
    const [setting, column] = [parts[0]!.trim(), parts[1]!.trim()];
    if (isPlain(entry.key) && !/^["`[]/.test(column)) mentionColumn(draft, dataset, column, { start: entry.key.content.end - column.length, end: entry.key.content.end }, 'soda');
    if (!Object.hasOwn(VALIDITY, setting)) unknownSetting(draft, { start: entry.key.content.start, end: entry.key.content.start + parts[0]!.length }, setting, Object.keys(VALIDITY), true);
    else validity(draft, setting, entry.value);
  }
}

function checkList(r: Reading, pair: YamlPair, dataset: CheckedDataset, path: Path, silent = false): void {
  if (!pair.value) return;
  if (pair.value.kind !== 'seq') {
    if (!silent) r.draft.problem('soda-check-syntax', pair.key.content, 'Checks are a list: begin each with a dash', { severity: 'error' });
    return;
  }
  const before = r.draft.problems.length;
  pair.value.items.forEach((item, i) => item.value && check(r, item.value, dataset, [...path, i]));
  if (silent) r.draft.problems.length = before;
}

function check(r: Reading, node: YamlNode, dataset: CheckedDataset, path: Path): void {
  const pair = node.kind === 'map' ? node.pairs[0] : undefined;
  const line = node.kind === 'scalar' ? node : pair?.key;
  if (!line || isTemplate(line.text)) return;
  if (node.kind === 'map' && node.pairs.length > 1) {
    const stray = node.pairs[1]!;
    const known = Object.hasOwn(SETTINGS, stray.key.text) || Object.hasOwn(VALIDITY, stray.key.text);
    r.draft.problem('soda-check-syntax', stray.key.content, known ? `'${stray.key.text}' must be indented under '${line.text}', or Soda does not see it` : `Each check begins with a dash of its own`, { severity: 'error' });
  }
  const text = line.text.trimEnd();
  const settings = pair?.value ?? null;
  if (['schema', 'group evolution', 'failed rows', 'group by', 'attributes'].includes(text)) {
    special(r, text, line, settings, dataset, node.span, path);
    return;
  }
  const read = readCheck(text, baseOf(line));
  if (!read.ok) {
    r.draft.problem('soda-check-syntax', isPlain(line) ? read.mistake.span : line.span, `Soda can't read this check: ${read.mistake.message}`, { severity: 'error' });
    return;
  }
  // Templates of checks belong to Soda Library, which reads more than the core does.
  if (read.value.kind === 'metric' && read.value.metric.metric.name.startsWith('$')) return;
  metricSettings(r, read.value, line, settings);
  add(r, read.value, line, settings, dataset, node.span, path);
}

function special(r: Reading, text: string, line: YamlScalar, settings: YamlNode | null, dataset: CheckedDataset, span: Span, path: Path): void {
  if (text === 'attributes') return;
  if (settings?.kind !== 'map') {
    r.draft.problem('soda-check-syntax', line.content, `'${text}' needs settings below it`, { severity: 'error' });
    return;
  }
  const columns: string[] = [];
  if (text === 'schema') columns.push(...schemaCheck(r.draft, settings, dataset));
  if (text === 'group evolution') for (const outcome of ['warn', 'fail']) for (const p of mapPairs(valueOf(settings, outcome))) if (!GROUP_VALIDATIONS.includes(p.key.text)) unknownSetting(r.draft, p.key.content, p.key.text, GROUP_VALIDATIONS, true);
  if (text === 'failed rows' && !pairOf(settings, 'fail condition') && !pairOf(settings, 'fail query')) r.draft.problem('soda-check-syntax', line.content, "'failed rows' needs a 'fail condition' or a 'fail query'", { severity: 'error' });
  const number = r.count++;
  addCheck(r.draft, { id: sodaCheckKey(r.path, number), dataset, columns, assertion: text.replace(' ', '_'), test: text, tool: 'soda', span, testSpan: line.content, name: textOf(valueOf(settings, 'name')), arguments: jsonOf(settings), path });
}

function schemaCheck(draft: Draft, settings: YamlMap, dataset: CheckedDataset): string[] {
  const columns: string[] = [];
  const known = ['name', 'warn', 'fail', 'attributes', 'identity'];
  for (const p of settings.pairs) if (!known.includes(p.key.text)) unknownSetting(draft, p.key.content, p.key.text, known, true);
  for (const outcome of ['warn', 'fail']) {
    for (const p of mapPairs(valueOf(settings, outcome))) {
      const rule = p.key.text;
      if (!Object.hasOwn(SCHEMA_VALIDATIONS, rule)) {
        unknownSetting(draft, p.key.content, rule, Object.keys(SCHEMA_VALIDATIONS), true);
        continue;
      }
      const list = rule === 'when required column missing' || rule === 'when forbidden column present' || rule === 'with optional columns';
      if (p.value && rule !== 'when schema changes' && p.value.kind !== (list ? 'seq' : 'map')) draft.problem('soda-check-syntax', p.value.span, `'${rule}' must be ${list ? 'a list of columns' : 'a mapping from column to value'}`, { severity: 'error' });
      if (rule === 'when schema changes') schemaChanges(draft, p.value);
      const named = p.value?.kind === 'map' ? p.value.pairs.map(c => c.key) : itemsOf(p.value).filter((n): n is YamlScalar => n.kind === 'scalar');
      if (rule === 'when forbidden column present' || rule === 'with optional columns' || rule === 'when schema changes') continue;
      for (const c of named) {
        columns.push(c.text);
        if (isPlain(c)) mentionColumn(draft, dataset, c.text, c.content, 'soda');
      }
    }
  }
  return [...new Set(columns)];
}

const CHANGES = ['column add', 'column delete', 'column type change', 'column index change'];

function schemaChanges(draft: Draft, value: YamlNode | null): void {
  if (value?.kind === 'scalar' && value.text !== 'any') draft.problem('soda-check-syntax', value.content, "'when schema changes' is 'any' or a list of changes", { severity: 'error', near: ['any'] });
  for (const item of itemsOf(value)) if (item.kind === 'scalar' && !CHANGES.includes(item.text)) draft.problem('soda-check-syntax', item.content, `'${item.text}' is no change of a schema: ${CHANGES.join(', ')}`, { severity: 'error', near: closest(item.text, CHANGES, 1) });
}

function mapPairs(node: YamlNode | null): readonly YamlPair[] {
  return node?.kind === 'map' ? node.pairs : [];
}

function metricSettings(r: Reading, line: SodaLine, at: YamlScalar, settings: YamlNode | null): void {
  const { draft } = r;
  if (settings && settings.kind !== 'map') {
    draft.problem('soda-check-syntax', settings.span, 'The settings of a check are a mapping', { severity: 'error' });
    return;
  }
  const pairs = mapPairs(settings);
  if (line.kind !== 'metric') return;
  const name = line.metric.metric.name;
  const own = pairs.filter(p => / expression$| query$| sql_file$/.test(p.key.text) && !p.key.text.startsWith('failed rows '));
  const known = [...Object.keys(SETTINGS), ...Object.keys(VALIDITY)];
  for (const p of pairs) {
    const text = p.key.text;
    if (own.includes(p)) {
      const metric = text.replace(/ (expression|query|sql_file)$/, '');
      if (metric !== name && !/\$\{/.test(text)) draft.problem('soda-check-syntax', p.key.content, `'${text}' must begin with the metric of the check, '${name}'`, { severity: 'error', near: [`${name} ${text.split(' ').pop()!}`] });
    } else if (Object.hasOwn(VALIDITY, text)) validity(draft, text, p.value);
    else if (text === 'warn' || text === 'fail') condition(draft, p.value);
    else if (!known.includes(text) && !LIBRARY_SETTINGS.has(text)) unknownSetting(draft, p.key.content, text, known, false);
  }
  const metric = METRICS[name];
  if (!metric && own.length === 0) {
    const near = closest(name, Object.keys(METRICS), 1);
    if (near.length > 0) draft.problem('soda-check-syntax', line.metric.metric.span, `Soda has no metric '${name}'; did you mean '${near[0]!}'?`, { severity: 'warning', near });
  }
  if (metric?.columns === 'one' && line.metric.arguments.length === 0 && own.length === 0) draft.problem('soda-check-syntax', line.metric.metric.span, `'${name}' needs a column: ${name}(column)`, { severity: 'warning' });
  const outcome = pairs.some(p => p.key.text === 'warn' || p.key.text === 'fail');
  if (line.over === 'plain' && line.threshold === null && !outcome && metric) draft.problem('soda-check-syntax', at.content, `No threshold: write '${at.text} > 0', or 'warn' and 'fail' below it`, { severity: 'error' });
}

/** Checks the condition behind `warn:` or `fail:`. */
function condition(draft: Draft, value: YamlNode | null): void {
  if (value?.kind !== 'scalar' || !isPlain(value) || isTemplate(value.text)) return;
  if (!value.text.startsWith('when ')) {
    draft.problem('soda-check-syntax', value.content, "A condition begins with 'when': when > 5", { severity: 'error', near: [`when ${value.text}`] });
    return;
  }
  const read = readThreshold(value.text.slice(5), baseOf(value) + 5);
  if (!read.ok) draft.problem('soda-check-syntax', read.mistake.span, `Soda can't read this condition: ${read.mistake.message}`, { severity: 'error' });
}

function validity(draft: Draft, setting: string, value: YamlNode | null): void {
  if (!value) return;
  const say = (must: string): void => draft.problem('soda-check-syntax', value.span, `'${setting}' must be ${must}`, { severity: 'error' });
  if (/ values$/.test(setting) && value.kind !== 'seq') say('a list');
  else if (/ (min|max|length)$/.test(setting) && (value.kind !== 'scalar' || (typeof value.value !== 'number' && !value.text.includes('${')))) say('a number');
  else if (/ format$/.test(setting) && value.kind === 'scalar' && !FORMATS.includes(value.text)) {
    const near = closest(value.text, FORMATS, 2);
    if (near.length > 0) draft.problem('soda-check-syntax', value.content, `Soda has no format '${value.text}'; did you mean '${near[0]!}'?`, { severity: 'warning', near });
  }
}

function unknownSetting(draft: Draft, span: Span, text: string, known: readonly string[], closed: boolean): void {
  const singular = text.replace('columns', 'column').replace('groups', 'group').replace(/change$/, 'changes');
  const near = known.includes(singular) ? [singular] : closest(text, known, 1);
  if (!closed && near.length === 0) return;
  draft.problem('soda-check-syntax', span, `'${text}' means nothing here${near[0] ? `; did you mean '${near[0]}'?` : ''}`, { severity: 'error', near });
}

function add(r: Reading, line: SodaLine, at: YamlScalar, settings: YamlNode | null, dataset: CheckedDataset, span: Span, path: Path): void {
  const columns = columnsOf(line);
  if (isPlain(at)) {
    for (const c of columns) if (!c.name.includes('${')) mentionColumn(r.draft, dataset, c.name, c.span, 'soda');
    other(r, line);
  }
  const own = settings?.kind === 'map' ? (jsonOf(settings) as { [name: string]: Json }) : {};
  const configured = columns.length === 1 ? (r.configurations.get(`${dataset.name}\n${columns[0]!.name}`) ?? {}) : {};
  const args = { ...configured, ...own };
  const values = args['valid values'];
  const assertion = assertionOf(line, args);
  const { text } = at;
  const threshold = line.kind === 'metric' || line.kind === 'freshness' ? line.threshold : null;
  addCheck(r.draft, {
    id: sodaCheckKey(r.path, r.count++), dataset, columns: columns.map(c => c.name), assertion, test: text.trimEnd(), tool: 'soda', span, testSpan: at.content, path, name: typeof own['name'] === 'string' ? own['name'] : null,
    arguments: {
      ...args,
      ...(assertion === 'accepted_values' && Array.isArray(values) ? { values } : {}),
      ...(threshold ? { operator: threshold.operator, threshold: threshold.values } : {}),
      ...(line.kind === 'reference' ? { to: line.other.name, field: line.otherColumns.map(c => c.name) } : {}),
      ...(line.kind === 'metric' ? { metric: line.metric.metric.name } : {}),
      ...(args['warn'] !== undefined && args['fail'] === undefined && threshold === null ? { severity: 'warning' } : {}),
    },
  });
}

/** The other dataset of a check, with its columns. */
function other(r: Reading, line: SodaLine): void {
  if (line.kind !== 'reference' && line.kind !== 'same-count') return;
  const dataset = checkedDataset(line.other.name);
  mentionDataset(r.draft, dataset, line.other.span, null, 'soda.dataset');
  if (line.kind === 'reference') for (const c of line.otherColumns) mentionColumn(r.draft, dataset, c.name, c.span, 'soda');
}

function columnsOf(line: SodaLine): readonly SodaName[] {
  if (line.kind === 'reference') return line.columns;
  if (line.kind === 'freshness') return [line.column];
  if (line.kind === 'same-count') return [];
  const { metric, arguments: args } = line.metric;
  const columns = args.filter(a => !a.number);
  return metric.name === 'distribution_difference' || metric.name === 'freshness' ? columns.slice(0, 1) : columns;
}

function assertionOf(line: SodaLine, settings: { readonly [name: string]: Json }): string {
  if (line.kind === 'reference') return line.not ? 'not_in' : 'relationships';
  if (line.kind === 'same-count') return 'row_count';
  if (line.kind === 'freshness') return 'freshness';
  const { metric, arguments: args } = line.metric;
  const outcomes = ['fail', 'warn'].flatMap(o => (typeof settings[o] === 'string' ? [settings[o]] : []));
  const none = line.over === 'plain' && (line.threshold !== null ? ['=', '<='].includes(line.threshold.operator) && /^0 ?%?$/.test(line.threshold.values[0] ?? '') : outcomes.some(o => /^when (>|!=|<>) 0 ?%?$/.test(o)));
  if (none && /^missing_(count|percent)$/.test(metric.name)) return 'not_null';
  if (none && /^duplicate_(count|percent)$/.test(metric.name)) return args.length > 1 ? 'unique_combination' : 'unique';
  if (none && /^invalid_(count|percent)$/.test(metric.name) && Array.isArray(settings['valid values'])) return 'accepted_values';
  return metric.name;
}

function jsonOf(node: YamlNode): { readonly [name: string]: Json } {
  const value = toJson(node);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { [name: string]: Json }) : {};
}
