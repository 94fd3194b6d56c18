/** An option as it is written and explained. */
export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** What stands for its value in the help; null for an option without one. */
  readonly value: string | null;
  readonly choices?: readonly string[];
  readonly many?: boolean;
  /** What holds if it is not given. */
  readonly otherwise?: string;
  readonly help: string;
}

export interface CommandSpec {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** Paragraphs. */
  readonly about: readonly string[];
  readonly options: readonly OptionSpec[];
  /** Most arguments besides options. */
  readonly most: number;
  readonly examples: readonly { readonly line: string; readonly does: string }[];
}

export const LEVELS = ['error', 'warning', 'information', 'hint'] as const;

const format = (choices: readonly string[], help: string, otherwise = 'text'): OptionSpec => ({ name: 'format', value: 'FORMAT', choices, help, otherwise });

const reading = (quiet: string): readonly OptionSpec[] => [
  { name: 'root', value: 'DIR', help: 'folder to read', otherwise: 'the nearest repository root, or the current folder' },
  { name: 'config', value: 'FILE', help: 'configuration to use in place of pipewright.yml in the root' },
  { name: 'no-cache', value: null, help: 'read everything anew and keep nothing for the next time' },
  { name: 'threads', value: 'N', help: 'threads that read files', otherwise: 'as many as processors' },
  { name: 'quiet', short: 'q', value: null, help: quiet },
];

export const COMMON: readonly OptionSpec[] = [
  { name: 'help', short: 'h', value: null, help: 'show this help' },
  { name: 'version', short: 'V', value: null, help: 'show the version' },
];

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'check',
    usage: 'check [PATH…] [options]',
    summary: 'report findings; --fix applies the safe fixes',
    about: [
      'Reads the whole folder, since files depend on each other, and reports what is wrong in the given files and folders (default: all).',
      'Exit status: 0 nothing at or above --fail-on, 1 something was, 2 wrong usage or configuration, 3 a fault of pipewright itself.',
    ],
    options: [
      format(['text', 'json', 'sarif', 'github', 'junit'], 'how to report'),
      { name: 'severity', value: 'LEVEL', choices: LEVELS, help: 'lowest level shown', otherwise: 'information' },
      { name: 'fail-on', value: 'LEVEL', choices: [...LEVELS, 'never'], help: 'lowest level that makes the exit status 1', otherwise: 'error' },
      { name: 'rule', value: 'ID=LEVEL', many: true, help: 'set a rule or a group of rules to a level, or to off; may be repeated' },
      { name: 'changed', value: null, help: 'report only on files that differ from --base, uncommitted and untracked ones included' },
      { name: 'base', value: 'REF', help: 'branch, tag or commit that --changed compares with: the commit where the work left it', otherwise: 'the branch that others merge into' },
      { name: 'fix', value: null, help: 'apply all safe fixes, then report what is left' },
      { name: 'diff', value: null, help: 'print the safe fixes as a patch; write nothing' },
      { name: 'trace', value: null, help: 'say on standard error where the time goes, phase by phase' },
      ...reading('one line a finding, no sum, no progress, no notes'),
    ],
    most: Number.POSITIVE_INFINITY,
    examples: [
      { line: 'pipewright check', does: 'everything in this repository' },
      { line: 'pipewright check models --fail-on warning', does: 'one folder, strictly' },
      { line: 'pipewright check --changed', does: 'only what this branch touches' },
      { line: 'pipewright check --format github', does: 'annotations in a GitHub workflow' },
      { line: 'pipewright check --diff | git apply', does: 'look at the fixes, or pipe them on' },
    ],
  },
  {
    name: 'lineage',
    usage: 'lineage [SELECTOR…] [options]',
    summary: 'print the graph of datasets and jobs, whole or selected',
    about: [
      'Selectors name what to show; several are united. A plus sign before a name adds all that is upstream of it, one after it all downstream, a number with it how many steps:',
      '  orders, +orders, orders+, 2+orders+1\n  +column:orders.amount   one column and where it comes from\n  file:models/orders.sql  what a file or folder declares\n  system:kafka, tag:pii   everything of a system, with a tag',
      'A name may be the short name, any longer name, a dbt unique_id or an id from the JSON output.',
    ],
    options: [
      format(['text', 'json', 'openlineage', 'mermaid', 'dot', 'svg', 'html'], 'what to print', 'text on a terminal, else json'),
      { name: 'columns', value: null, help: 'with columns and the edges between them' },
      ...reading('no progress and no notes'),
    ],
    most: Number.POSITIVE_INFINITY,
    examples: [
      { line: 'pipewright lineage +orders', does: 'what orders is made of' },
      { line: 'pipewright lineage column:raw.users.email+', does: 'where a personal column ends up' },
      { line: 'pipewright lineage --columns --format svg > lineage.svg', does: 'a picture' },
    ],
  },
  {
    name: 'impact',
    usage: 'impact [--base REF] [options]',
    summary: 'say what the changes since a commit break or touch downstream',
    about: [
      'Compares the files as they are, uncommitted changes included, with those of another commit, which is read from git without touching the working tree. Each change has a verdict and what it reaches: breaking (something stops working, or a promise is broken), risky (somebody should look), safe.',
      'Exit status: 0 nothing at or above --fail-on, 1 something was, 2 wrong usage, no such commit or no repository, 3 a fault of pipewright itself.',
    ],
    options: [
      { name: 'base', value: 'REF', help: 'branch, tag or commit to compare with: the commit where the work left it', otherwise: 'the branch that others merge into' },
      format(['text', 'json', 'markdown', 'sarif'], 'how to report; markdown is made for a pull-request comment'),
      { name: 'fail-on', value: 'VERDICT', choices: ['breaking', 'risky', 'never'], help: 'lowest verdict that makes the exit status 1', otherwise: 'breaking' },
      ...reading('only the sum, no progress, no notes'),
    ],
    most: 0,
    examples: [
      { line: 'pipewright impact', does: 'what this branch does to others' },
      { line: 'pipewright impact --base HEAD', does: 'only what is not committed yet' },
      { line: 'pipewright impact --base v1.4 --format markdown', does: 'a report since a release' },
    ],
  },
  {
    name: 'overview',
    usage: 'overview [PATH] [options]',
    summary: 'say which systems and projects were found, and how much',
    about: ['Counts files, datasets, jobs, checks and edges by project and system. With PATH only what lies in that folder.'],
    options: [format(['text', 'json'], 'how to print'), ...reading('no progress and no notes')],
    most: 1,
    examples: [],
  },
  {
    name: 'docs',
    usage: 'docs [--out DIR] [options]',
    summary: 'write a data dictionary and a runbook as Markdown',
    about: [
      'The data dictionary has every dataset with its columns, origin, checks and owner; the runbook every pipeline with its schedule, lineage, behaviour on failure and the way to recover. Both are made from the files alone: the same files give the same pages.',
      'With --out the pages are written into a folder (data-dictionary.md, data-dictionary/*.md, runbook.md; files of these names are replaced), without it they are printed.',
    ],
    options: [{ name: 'out', value: 'DIR', help: 'folder to write to', otherwise: 'standard output' }, ...reading('no progress and no notes')],
    most: 0,
    examples: [{ line: 'pipewright docs --out docs/data', does: 'pages to keep in the repository' }],
  },
  {
    name: 'rules',
    usage: 'rules [ID] [options]',
    summary: 'list the rules, or explain one',
    about: ['Without ID all rules by group, with it the page of that rule: what it finds, why it matters, examples.'],
    options: [format(['text', 'json'], 'how to print')],
    most: 1,
    examples: [],
  },
  {
    name: 'mcp',
    usage: 'mcp --stdio [options]',
    summary: 'answer the questions of assistants (Model Context Protocol)',
    about: ['Serves read-only tools over standard input and output: find datasets, describe one, follow lineage, tell the impact of changes, list findings. The files are read at the start and looked at again before every answer.'],
    options: [
      { name: 'stdio', value: null, help: 'over standard input and output' },
      { name: 'root', value: 'DIR', help: 'folder to read', otherwise: 'the nearest repository root, or the current folder' },
    ],
    most: 0,
    examples: [{ line: 'pipewright mcp --stdio --root ~/work/warehouse', does: 'what an assistant is told to start' }],
  },
  {
    name: 'language-server',
    usage: 'language-server --stdio',
    summary: 'run the language server for any editor',
    about: ['Speaks the Language Server Protocol 3.17 until the editor leaves.'],
    options: [
      { name: 'stdio', value: null, help: 'over standard input and output' },
      { name: 'node-ipc', value: null, help: 'over the channel of a parent Node process' },
      { name: 'clientProcessId', value: 'PID', help: 'stop when this process is gone' },
    ],
    most: 0,
    examples: [],
  },
];
