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
  { name: 'no-cache', value: null, help: 'use no cache (this version keeps none)' },
  { name: 'threads', value: 'N', help: 'threads that read files (this version uses one)', otherwise: '1' },
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
      { name: 'fix', value: null, help: 'apply all safe fixes, then report what is left' },
      { name: 'diff', value: null, help: 'print the safe fixes as a patch; write nothing' },
      ...reading('one line a finding, no sum, no progress, no notes'),
    ],
    most: Number.POSITIVE_INFINITY,
    examples: [
      { line: 'pipewright check', does: 'everything in this repository' },
      { line: 'pipewright check models --fail-on warning', does: 'one folder, strictly' },
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
    name: 'overview',
    usage: 'overview [PATH] [options]',
    summary: 'say which systems and projects were found, and how much',
    about: ['Counts files, datasets, jobs, checks and edges by project and system. With PATH only what lies in that folder.'],
    options: [format(['text', 'json'], 'how to print'), ...reading('no progress and no notes')],
    most: 1,
    examples: [],
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
