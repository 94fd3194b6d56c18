import type { Json } from '../../model/key';
import type { Draft } from '../shared/draft';
import { addCheck, type CheckedDataset, mentionColumn } from '../shared/quality';
import { entry } from '../../text/entry';
import { rulesetKey } from './names';
import type { Condition, Ruleset } from './parse';
import { RULE_TYPES } from './types';

/** Adds the checks and column names of a ruleset, and what is wrong with it. `number` tells rulesets of one file apart. */
export function addRuleset(draft: Draft, path: string, set: Ruleset, dataset: CheckedDataset, number: number): void {
  for (const p of set.problems) draft.problem('dqdl-invalid', p.span, p.message, p.near ? { near: p.near } : {});
  set.rules.forEach((rule, i) => {
    const facts = entry(RULE_TYPES, rule.type);
    if (!facts) return;
    const named = facts.columns === 'all' ? rule.parameters : rule.parameters.slice(0, facts.columns);
    const plain = named.filter(p => p.kind === 'text' || p.kind === 'word');
    for (const p of plain) if (isName(p.text)) mentionColumn(draft, dataset, p.text, p.span, 'dqdl');
    if (rule.analyzer) return;
    const columns = plain.map(p => p.text);
    const add = (assertion: string, args: { readonly [name: string]: Json } = {}, suffix = ''): void => addCheck(draft, {
      id: `${rulesetKey(path, number)}/${i}${suffix}`, dataset, columns, assertion, test: rule.type, tool: 'dqdl', span: rule.span, testSpan: rule.typeSpan, arguments: args, config: rule.where === null ? {} : { where: rule.where },
    });
    switch (rule.type) {
      case 'IsComplete': add('not_null');
        break;
      case 'Completeness': add(isAll(rule.condition) ? 'not_null' : 'completeness');
        break;
      case 'IsUnique': add(columns.length > 1 ? 'unique_combination' : 'unique');
        break;
      case 'Uniqueness': add(isAll(rule.condition) ? (columns.length > 1 ? 'unique_combination' : 'unique') : 'uniqueness');
        break;
      case 'IsPrimaryKey':
        add(columns.length > 1 ? 'unique_combination' : 'unique');
        if (columns.length === 1) add('not_null', {}, '/null');
        return;
      case 'ColumnValues': add(...valuesOf(rule.condition));
        break;
      case 'RowCount': add('row_count', rangeOf(rule.condition));
        break;
      case 'ReferentialIntegrity': {
        const [own, other] = rule.parameters;
        const match = /^([\w-]+)\.\{?([\w]+)\}?$/.exec(other?.text ?? '');
        if (own && isName(own.text)) mentionColumn(draft, dataset, own.text, own.span, 'dqdl');
        return addCheck(draft, { id: `${rulesetKey(path, number)}/${i}`, dataset, columns: own && isName(own.text) ? [own.text] : [], assertion: match ? 'relationships' : 'referential_integrity', test: rule.type, tool: 'dqdl', span: rule.span, testSpan: rule.typeSpan, arguments: match ? { to: match[1]!, field: match[2]! } : {} });
      }
      default: add(rule.type.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase());
        break;
    }
  });
}

/** A column that is no path, expression or pattern. */
export function isName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_ $-]*$/u.test(text);
}

/** `= 1` and `>= 1`: nothing may fail. */
function isAll(condition: Condition | null): boolean {
  return condition !== null && !condition.negated && (condition.operator === '=' || condition.operator === '>=') && condition.values[0] === 1;
}

function valuesOf(c: Condition | null): [string, { readonly [name: string]: Json }] {
  if (c?.operator === 'in' && !c.negated && c.values.length > 0) return ['accepted_values', { values: [...c.values] }];
  if (c?.operator === 'matches' && !c.negated && typeof c.values[0] === 'string') return ['regex', { regex: c.values[0] }];
  const range = rangeOf(c);
  return Object.keys(range).length > 0 ? ['accepted_range', range] : ['column_values', {}];
}

function rangeOf(c: Condition | null): { readonly [name: string]: Json } {
  if (!c || c.negated || c.values.some(v => typeof v !== 'number')) return {};
  const [first, second] = c.values;
  if (first === undefined) return {};
  switch (c.operator) {
    // DQDL leaves the bounds of `between` out.
    case 'between': return second === undefined ? {} : { min_value: first, max_value: second, strict_min: true, strict_max: true };
    case '>': return { min_value: first, strict_min: true };
    case '>=': return { min_value: first };
    case '<': return { max_value: first, strict_max: true };
    case '<=': return { max_value: first };
    case '=': return { min_value: first, max_value: first };
    default: return {};
  }
}
