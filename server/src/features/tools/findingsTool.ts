import type { Severity } from '../../model/rule';
import { LineIndex } from '../../text/lines';
import { numberOf, textOf, type Tool } from './tool';

const LEVELS: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

export const findingsTool: Tool = {
  name: 'findings',
  title: 'Findings',
  summary: 'Lists what Pipewright finds wrong in pipeline files.',
  icon: '$(checklist)',
  description:
    'Lists errors and warnings in pipeline files: references to models, sources or columns that do not exist, broken SQL, Jinja or YAML, missing checks, DAG mistakes and so on. An error is something the real tool rejects. Ask this for the files you have edited, before you say that you are done.',
  input: {
    type: 'object',
    properties: {
      path: { type: 'string', description: 'A file or folder, relative to the root; everything if absent.' },
      severity: { type: 'string', enum: LEVELS, description: 'Lowest severity listed; warning if absent.' },
      rule: { type: 'string', description: 'Only of one rule, by its id.' },
      limit: { type: 'integer', description: 'How many to list at most; 100 if absent.', minimum: 1, maximum: 1_000 },
    },
    additionalProperties: false,
  },
  run({ workspace: ws, lint }, input) {
    const path = (textOf(input, 'path') ?? '').replace(/\\/g, '/').replace(/^(\.\/)+/, '').replace(/\/+$/, '');
    const lowest = LEVELS.indexOf((textOf(input, 'severity') ?? 'warning') as Severity);
    const rule = textOf(input, 'rule');
    const files = [...ws.paths()].filter(p => path === '' || path === '.' || p === path || p.startsWith(`${path}/`)).sort();
    if (files.length === 0) return { problem: `There is no pipeline file or folder '${path}' in this workspace.` };
    const found = files.flatMap(file => {
      const here = lint(file).filter(f => LEVELS.indexOf(f.severity) <= lowest && (rule === null || f.finding.rule === rule));
      const lines = here.length > 0 ? new LineIndex(ws.document(file)?.text ?? '') : null;
      return here.map(({ finding, severity }) => {
        const at = lines!.position(finding.span.start);
        return { file, line: at.line + 1, column: at.character + 1, severity, rule: finding.rule, message: finding.message };
      });
    });
    const counts = Object.fromEntries(LEVELS.map(l => [l, found.filter(f => f.severity === l).length]));
    const shown = [...found].sort((a, b) => LEVELS.indexOf(a.severity) - LEVELS.indexOf(b.severity)).slice(0, numberOf(input, 'limit', 100));
    const head = found.length === 0 ? `Nothing found in ${files.length} ${files.length === 1 ? 'file' : 'files'}.` : `${found.length} found in ${files.length} ${files.length === 1 ? 'file' : 'files'} (${LEVELS.filter(l => counts[l]! > 0).map(l => `${counts[l]} ${l}`).join(', ')}):`;
    const text = [head, ...shown.map(f => `- ${f.severity} ${f.file}:${f.line}:${f.column} ${f.message} [${f.rule}]`), ...(found.length > shown.length ? [`and ${found.length - shown.length} more: ask for one file or rule.`] : [])].join('\n');
    return { text, data: { total: found.length, counts, findings: shown } };
  },
};
