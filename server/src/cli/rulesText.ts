import { jsonText } from '../features/render/json';
import { count, type Paint, padded, wrap } from '../features/render/terminal';
import type { Rule, RuleGroup } from '../model/rule';

const GROUPS: { readonly [group in RuleGroup]: string } = {
  shape: 'Shape of files', references: 'References', testing: 'Testing', contracts: 'Contracts', documentation: 'Documentation', freshness: 'Freshness and service levels',
  governance: 'Governance and personal data', deprecations: 'Deprecations', performance: 'Performance', naming: 'Naming and structure', sql: 'SQL', orchestration: 'Orchestration',
  streaming: 'Streaming', infrastructure: 'Infrastructure', configuration: 'Configuration of Pipewright',
};
const CERTAINTY: { readonly [c in Rule['certainty']]: string } = {
  certain: 'the file alone proves it',
  resolved: 'reported only where every name involved resolves',
  advice: 'a matter of practice, not of correctness',
};
const FIX: { readonly [f in Rule['fix']]: string } = { safe: 'yes, applied by --fix', suggested: 'yes, for you to choose', none: 'none' };
const WIDTH = 80;

/** All rules by group, one or two lines each. */
export function rulesText(rules: readonly Rule[], paint: Paint): string {
  const out: string[] = [];
  const width = Math.min(34, Math.max(0, ...rules.map(r => r.id.length)));
  for (const [group, title] of Object.entries(GROUPS)) {
    const own = rules.filter(r => r.group === group).sort((a, b) => (a.id < b.id ? -1 : 1));
    if (own.length === 0) continue;
    out.push(`${paint.bold(title)}  ${paint.dim(group)}`);
    for (const r of own) {
      const head = `  ${paint.cyan(padded(r.id, width))}  ${padded(r.severity, 11)}  ${r.fix === 'safe' ? paint.green('fix') : r.fix === 'suggested' ? paint.dim('fix') : '   '}  `;
      const indent = width + 20;
      const lines = wrap(r.summary, WIDTH - indent);
      if (r.id.length > width) out.push(`  ${paint.cyan(r.id)}`, ...wrap(r.summary, WIDTH - indent).map(l => ' '.repeat(indent) + l));
      else out.push(...lines.map((l, i) => (i === 0 ? head + l : ' '.repeat(indent) + l)));
    }
    out.push('');
  }
  out.push(`${count(rules.length, 'rule')}. pipewright rules ID explains one.`);
  return `${out.join('\n')}\n`;
}

/** The page of a rule. */
export function ruleText(rule: Rule, docs: string, paint: Paint): string {
  const out = [paint.bold(rule.id), ...wrap(`${rule.summary}.`, WIDTH), ''];
  const facts = [
    ['Level', rule.severity],
    ['Group', `${GROUPS[rule.group]} (${rule.group})`],
    ['About', rule.about.join(', ')],
    ['Certainty', CERTAINTY[rule.certainty]],
    ['Quick fix', FIX[rule.fix]],
    ['Page', docs],
  ];
  for (const [name, value] of facts) out.push(`  ${paint.dim(padded(name!, 9))}  ${value}`);
  out.push('', ...paragraphs(rule.why), '');
  for (const example of rule.examples) {
    out.push(paint.bold(`Example: ${example.title}`), ...code(example.files, paint), '');
    if (example.fixed !== undefined) out.push(paint.dim('After the quick fix:'), ...code(example.fixed, paint), '');
  }
  out.push(`Silence it in one place with a comment: ${paint.cyan(`pipewright: allow ${rule.id}`)}`);
  if (rule.sources.length > 0) out.push('', paint.bold('Sources'), ...rule.sources.map(s => `  ${s}`));
  return `${out.join('\n')}\n`;
}

export function rulesJson(rules: readonly Rule[], docs: (id: string) => string): Iterable<string> {
  return jsonText({ version: 1, rules: rules.map(r => ruleJson(r, docs)) });
}

export function ruleJson(r: Rule, docs: (id: string) => string): object {
  return { id: r.id, group: r.group, severity: r.severity, certainty: r.certainty, fix: r.fix, summary: r.summary, about: r.about, why: r.why, sources: r.sources, docs: docs(r.id) };
}

function paragraphs(markdown: string): string[] {
  return markdown
    .trim()
    .split(/\n{2,}/)
    .flatMap((p, i) => [...(i === 0 ? [] : ['']), ...(/^(\s*[-*|]|```|\d+\.)/m.test(p) ? p.split('\n') : wrap(p.replace(/\n/g, ' '), WIDTH))]);
}

/** Example files with their common indentation taken off, each under its name. */
function code(files: string, paint: Paint): string[] {
  const lines = files.replace(/^\n/, '').replace(/\s+$/, '').split('\n');
  const indent = Math.min(...lines.filter(l => l.trim() !== '').map(l => l.length - l.trimStart().length));
  return lines.map(raw => {
    const line = raw.slice(Math.min(indent, raw.length - raw.trimStart().length));
    const header = /^\/\/- (\S+)\s*$/.exec(line);
    return header === null ? `  ${/^\s*(--|#|\/\/)?\s*\^\^\^/.test(line) ? paint.red(line) : line}`.trimEnd() : `  ${paint.dim(header[1]!)}`;
  });
}

