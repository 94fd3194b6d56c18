import { type Facts, NO_FACTS } from '../../model/facts';
import type { Document, Format } from '../../model/format';
import { readSuppressions } from '../../model/suppression';
import { expressionsIn, readPython, statementsIn, visitExpressions } from '../../syntax/python';
import { Draft } from '../shared/draft';
import { pythonNames } from '../shared/pythonNames';
import { type Criterion, criteriaIn, type DbtCommand, dbtCommandsIn } from './dbt';
import { operationKey } from './names';

const SHELL = /\.(sh|bash|zsh)$|(^|\/)([Mm]akefile|justfile|Justfile|Procfile)$/;
const PIPELINES = /(^|\/)(\.github\/workflows\/[^/]+|\.gitlab-ci|\.gitlab\/.+|\.circleci\/config|azure-pipelines[^/]*|\.azure\/.+|bitbucket-pipelines|cloudbuild[^/]*|[Tt]askfile|buildspec[^/]*|\.buildkite\/.+)\.ya?ml$/;

/** Commands of dbt in what runs them: shell scripts, make files, pipelines of continuous integration, texts of Python files. */
export const commands: Format = {
  id: 'commands',
  version: 1,
  beside: true,
  extensions: ['sh', 'bash', 'zsh', 'yml', 'yaml', 'py'],
  names: ['Makefile', 'makefile', 'justfile', 'Justfile', 'Procfile'],
  recognises: path => SHELL.test(path) || PIPELINES.test(path) || /\.py$/.test(path),
  extract: document => extract(document),
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};

function extract(document: Document): Facts {
  const { path, text } = document;
  if (!/\bdbtf?\b/i.test(text)) return NO_FACTS;
  const draft = new Draft();
  if (path.endsWith('.py')) {
    if (!/\bdbtf?\s+[-\w]|RenderConfig|dbt_assets/.test(text)) return NO_FACTS;
    return python(document, draft) ? draft.facts() : NO_FACTS;
  }
  for (const command of dbtCommandsIn(text, { start: 0, end: text.length })) tell(draft, command);
  if (draft.problems.length === 0 && draft.references.length === 0) return NO_FACTS;
  draft.suppressions = readSuppressions(text, [...text.matchAll(/#[^\n]*/g)].map(m => ({ start: m.index, end: m.index + m[0].length })));
  return draft.facts();
}

/** Texts of a Python file that are dbt commands, and the selections of Cosmos and Dagster. Texts that stand alone are comments. */
function python({ text }: Document, draft: Draft): boolean {
  const file = readPython(text);
  const names = pythonNames(file);
  for (const s of statementsIn(file.body)) {
    if (s.kind === 'expression' && s.expression.kind === 'text') continue;
    for (const root of expressionsIn(s)) visitExpressions(root, e => {
      if (e.kind === 'text' && !e.prefix.includes('b') && /^\s*(.*[\s/;&"'(])?dbtf?\s/s.test(e.value.slice(0, 2000))) {
        for (const command of dbtCommandsIn(text, e.content, true)) tell(draft, command);
      }
      if (e.kind === 'call') {
        const name = (names.path(e.callee) ?? '').split('.').pop() ?? '';
        if (name === 'RenderConfig' || name === 'dbt_assets' || name === 'build_dbt_asset_selection') {
          for (const a of e.args) {
            if (a.name !== 'select' && a.name !== 'exclude' && a.name !== 'dbt_select' && a.name !== 'dbt_exclude') continue;
            const values = a.value.kind === 'list' ? a.value.items : [a.value];
            for (const v of values) if (v.kind === 'text') for (const c of criteriaIn(text, v.content)) select(draft, c);
          }
        }
      }
      return true;
    });
  }
  draft.suppressions = readSuppressions(text, file.comments);
  return draft.problems.length > 0 || draft.references.length > 0;
}

function tell(draft: Draft, command: DbtCommand): void {
  for (const c of [...command.selects, ...command.excludes]) select(draft, c);
  if (command.selector && plain(command.selector.text)) draft.problem('job-selects-nothing', command.selector.span, '', { method: 'selector', value: command.selector.text });
  if (command.operation && /^[\w.]+$/.test(command.operation.text)) {
    const name = command.operation.text.split('.').pop()!;
    draft.refer({ targets: [operationKey(name)], type: 'commands.operation', name, span: command.operation.span, fullSpan: command.operation.span, from: null, role: 'names', certainty: 'likely' });
  }
  const lists = command.command === 'ls' || command.command === 'list';
  for (const option of command.options) {
    // `dbt ls --models` has a meaning of its own: models alone are listed.
    if (/^(-m|--models?)$/.test(option.text) && !lists) draft.problem('legacy-cli-in-jobs', option.span, `'${option.text}' is the old name of '--select'`, { to: '--select' });
    if (/^(-o|--output)$/.test(option.text) && command.command === 'source freshness') draft.problem('legacy-cli-in-jobs', option.span, `'dbt source freshness ${option.text}' is deprecated: the result always goes to target/sources.json as well`, {});
  }
  if (command.command === 'source snapshot-freshness') draft.problem('legacy-cli-in-jobs', command.verb.span, "'snapshot-freshness' is the old name of 'freshness'", { to: 'freshness' });
}

/** Whether a text is all there is: no variable, template or pattern in it. */
function plain(text: string): boolean {
  return text !== '' && !/[${}%<>`*?[\]\\()=]/.test(text);
}

function select(draft: Draft, c: Criterion): void {
  if (!plain(c.text)) return;
  const method = /^([a-z_.]+):(.*)$/s.exec(c.text);
  const shift = method ? method[1]!.length + 1 : 0;
  const value = method ? method[2]! : c.text;
  if (value === '') return;
  draft.problem('job-selects-nothing', { start: c.span.start + shift, end: c.span.end }, '', { method: method ? method[1]! : value.includes('/') || /\.(sql|py|csv|ya?ml)$/.test(value) ? 'path' : 'name', value });
}
