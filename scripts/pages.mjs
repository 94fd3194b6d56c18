// Markdown pages and settings made from the rules. Used by generate.mjs.

const GROUPS = {
  shape: 'Shape of files', references: 'References', testing: 'Testing', contracts: 'Contracts', documentation: 'Documentation', freshness: 'Freshness and service levels',
  governance: 'Governance and personal data', deprecations: 'Deprecations', performance: 'Performance', naming: 'Naming and structure', sql: 'SQL', orchestration: 'Orchestration',
  streaming: 'Streaming', infrastructure: 'Infrastructure', configuration: 'Configuration of Pipewright',
};
const CERTAINTY = {
  certain: 'The file alone proves it.',
  resolved: 'Reported only where every name involved resolves; silent otherwise.',
  advice: 'A matter of practice, not of correctness.',
};
const FIX = { safe: 'Yes, safe: applied by fix all.', suggested: 'Yes, for you to choose: not applied by fix all.', none: 'None.' };

export function rulePage(rule) {
  const out = [
    `# ${rule.id}`, '', `${rule.summary}.`, '',
    '| | |', '|---|---|', `| Default | ${rule.severity} |`, `| Group | [${GROUPS[rule.group]}](README.md) |`, `| About | ${rule.about.join(', ')} |`, `| Certainty | ${CERTAINTY[rule.certainty]} |`, `| Quick fix | ${FIX[rule.fix]} |`, '',
    '## Why', '', rule.why.trim(), '',
  ];
  for (const example of rule.examples) {
    out.push(`## Example: ${example.title}`, '', ...blocks(example.files));
    if (example.fixed !== undefined) out.push('After the quick fix:', '', ...blocks(example.fixed));
  }
  out.push(
    '## Configure', '', 'In `pipewright.yml`, or in the editor\'s settings under `pipewright.rules`:', '', '```yaml', 'rules:', `  ${rule.id}: ${rule.severity === 'off' ? 'warning' : 'off'}`, '```', '',
    'In one place only, in a comment on the line or the line above:', '', '```', `pipewright: allow ${rule.id} because …`, '```', '',
  );
  if (rule.sources.length > 0) out.push('## Sources', '', ...rule.sources.map(s => `- ${s}`), '');
  return out.join('\n');
}

function blocks(files) {
  const lines = files.replace(/^\n/, '').replace(/\s+$/, '').split('\n');
  const indent = Math.min(...lines.filter(l => l.trim() !== '').map(l => l.length - l.trimStart().length));
  const parts = [];
  for (const raw of lines) {
    const line = raw.slice(Math.min(indent, raw.length - raw.trimStart().length));
    const header = /^\/\/- (\S+)\s*$/.exec(line);
    if (header) parts.push({ name: header[1], lines: [] });
    else {
      if (parts.length === 0) parts.push({ name: null, lines: [] });
      parts.at(-1).lines.push(line);
    }
  }
  const language = name => (/\.ya?ml$/.test(name ?? '') ? 'yaml' : /\.sql$/.test(name ?? '') ? 'sql' : /\.py$/.test(name ?? '') ? 'python' : '');
  return parts.filter(p => p.lines.some(l => l.trim() !== '')).flatMap(p => [...(p.name ? [`\`${p.name}\``, ''] : []), `\`\`\`${language(p.name)}`, ...trimEnd(p.lines), '```', '']);
}

function trimEnd(lines) {
  let end = lines.length;
  while (end > 0 && lines[end - 1].trim() === '') end--;
  return lines.slice(0, end);
}

export function ruleIndex(rules) {
  const out = ['# Rules', '', `${rules.length} rules. Each page says what is found, why it matters, and how to mend or silence it.`, ''];
  for (const [group, title] of Object.entries(GROUPS)) {
    const own = rules.filter(r => r.group === group);
    if (own.length === 0) continue;
    out.push(`## ${title}`, '', `Switch the whole group with \`${group}\`.`, '', '| Rule | Finds | Default | Fix |', '|---|---|---|---|');
    for (const r of own) out.push(`| [${r.id}](${r.id}.md) | ${r.summary} | ${r.severity} | ${r.fix === 'none' ? '' : r.fix} |`);
    out.push('');
  }
  return out.join('\n');
}

export function settingsBlock(rules) {
  const level = { type: 'string', enum: ['error', 'warning', 'information', 'hint', 'off'] };
  const properties = {};
  for (const group of new Set(rules.map(r => r.group))) properties[group] = { ...level, description: `All rules of the group "${GROUPS[group]}".` };
  for (const r of rules) properties[r.id] = { ...level, description: `${r.summary}. Default: ${r.severity}.` };
  return {
    type: 'object',
    default: {},
    additionalProperties: false,
    markdownDescription: 'Severity of rules, by rule or by group: `error`, `warning`, `information`, `hint` or `off`. See the pages of the rules for what each finds.',
    properties: Object.fromEntries(Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
