import { type Facts, NO_FACTS } from '../../model/facts';
import type { Document, Format } from '../../model/format';
import { readSuppressions } from '../../model/suppression';
import { Draft } from '../shared/draft';
import { type CheckedDataset, checkedDataset, mentionDataset } from '../shared/quality';
import { addRuleset } from './checks';
import { pydeequ, scalaDeequ } from './code';
import { rulesetKey } from './names';
import { readRuleset } from './parse';

/** Rulesets of AWS Glue in files of their own. */
export const dqdl: Format = {
  id: 'dqdl',
  version: 1,
  extensions: ['dqdl'],
  recognises: path => path.endsWith('.dqdl'),
  extract(document) {
    const { path, text } = document;
    const draft = new Draft();
    draft.suppressions = readSuppressions(text, [...text.matchAll(/#[^\n]*/g)].map(m => ({ start: m.index, end: m.index + m[0].length })));
    const set = readRuleset(text, { start: 0, end: text.length }, false, false);
    const name = path.replace(/^.*\//, '').replace(/\.dqdl$/, '').replace(/[._-](rules|ruleset|dq|checks|quality)$/i, '');
    const dataset = set.primary && /^[\w.]+$/.test(set.primary.text) ? checkedDataset(set.primary.text) : checkedDataset(name, 'guessed');
    if (set.primary && dataset.binding === 'stated') mentionDataset(draft, dataset, set.primary.span, null, 'deequ.dataset');
    addRuleset(draft, path, set, dataset, 0);
    return draft.facts();
  },
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};

/** Rulesets in Terraform, CloudFormation and code, and the checks of Deequ in Python and Scala, beside whatever else the file is. */
export const deequ: Format = {
  id: 'deequ',
  version: 1,
  beside: true,
  extensions: ['py', 'scala', 'java', 'tf', 'yml', 'yaml', 'json', 'template'],
  recognises: (path, head) => (/\.(py|tf)$/.test(path) ? true : /\.(scala|java)$/.test(path) ? /deequ/.test(head()) : /AWS::|Resources/.test(head())),
  extract: document => extract(document),
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};

function extract(document: Document): Facts {
  const { path, text } = document;
  if (/\.(scala|java)$/.test(path)) return text.includes('deequ') ? scalaDeequ(document) : NO_FACTS;
  const python = path.endsWith('.py');
  const rulesets = /\b(EvaluateDataQuality|evaluate_data_quality|[Rr]uleset|DQDL|dqdl)\b|aws_glue_data_quality_ruleset|AWS::Glue::DataQualityRuleset/.test(text);
  if (!rulesets && !(python && /\bpydeequ\b/.test(text))) return NO_FACTS;
  const draft = new Draft();
  if (python && /\bpydeequ\b/.test(text)) pydeequ(document, draft);
  if (rulesets) embedded(draft, document);
  return draft.checks.length + draft.problems.length + draft.references.length > 0 ? draft.facts() : NO_FACTS;
}

/** Rulesets that stand in texts of the file. One with parts that only a run knows is not judged. */
function embedded(draft: Draft, { path, text }: Document): void {
  let number = 100;
  let done = 0;
  for (const match of text.matchAll(/\b(Rules|Analyzers)\s*=\s*(?:\\n|\s)*\[/g)) {
    if (match.index < done || /[#/]\s*$|#[^\n"]*$/.test(text.slice(Math.max(0, text.lastIndexOf('\n', match.index)), match.index))) continue;
    const quote = text.indexOf('"', match.index);
    const escaped = quote > 0 && text[quote - 1] === '\\';
    const set = readRuleset(text, { start: match.index, end: Math.min(text.length, match.index + 200_000) }, escaped, true);
    done = Math.max(match.index + 1, set.end);
    const body = text.slice(match.index, set.end);
    const open = /\$\{|\{\w*\}|%s|\{\{|" *\+|' *\+/.test(body);
    // Lists called Rules are found elsewhere too: a name that DQDL knows must be among them.
    if (!set.rules.some(r => /^[A-Z][a-zA-Z]+$/.test(r.type))) continue;
    const dataset = targetOf(path, text, match.index);
    if (dataset.binding === 'stated') {
      const at = { start: match.index, end: match.index + match[1]!.length };
      mentionDataset(draft, dataset, at, rulesetKey(path, number), 'deequ.dataset');
    }
    addRuleset(draft, path, open ? { ...set, problems: [] } : set, dataset, number++);
  }
}

/** The table that the ruleset's resource or call is about. */
function targetOf(path: string, text: string, at: number): CheckedDataset {
  const starts = ['resource "', 'AWS::Glue::DataQualityRuleset', 'create_data_quality_ruleset', 'aws_glue_data_quality_ruleset'];
  const from = Math.max(0, at - 4_000, ...starts.slice(0, 3).map(s => text.lastIndexOf(s, at)));
  const next = starts.map(s => text.indexOf(s, at)).filter(i => i > 0);
  const around = text.slice(from, Math.min(at + 20_000, text.length, ...next));
  const said = (names: string): string | null => new RegExp(`["']?\\b(?:${names})["']?\\s*[=:]\\s*["']?([\\w.-]{1,200})["']?\\s*(?:[,}\\n]|$)`).exec(around)?.[1] ?? null;
  const table = said('table_name|TableName');
  const database = said('database_name|DatabaseName');
  if (table === null || /^(aws_|var\.|local\.|module\.)/.test(table)) return checkedDataset(path.replace(/^.*\//, '').replace(/\.\w+$/, ''), 'guessed');
  return checkedDataset(database !== null && /^\w+$/.test(database) ? `${database}.${table}` : table);
}
