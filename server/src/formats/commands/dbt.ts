import type { Span } from '../../text/span';
import { shellCommands, type ShellWord } from './words';

/** One criterion of a selection, as written without its plus signs: `tag:nightly`, `orders`, `path:models/staging`. */
export interface Criterion {
  readonly text: string;
  readonly span: Span;
}

/** A dbt command in a shell text. */
export interface DbtCommand {
  /** `run`, `build`, `source freshness`, … */
  readonly command: string;
  readonly selects: readonly Criterion[];
  readonly excludes: readonly Criterion[];
  /** The name behind `--selector`. */
  readonly selector: Criterion | null;
  /** Options with their place, as written. */
  readonly options: readonly ShellWord[];
  /** The macro of `run-operation`. */
  readonly operation: Criterion | null;
  /** The first word behind `dbt`, for commands of old. */
  readonly verb: ShellWord;
}

const COMMANDS = new Set(['run', 'build', 'test', 'seed', 'snapshot', 'compile', 'ls', 'list', 'show', 'clone', 'source', 'run-operation', 'retry', 'docs', 'freshness']);
/** Words that may stand before a command without changing what it is. */
const BEFORE = /^([A-Za-z_]\w*=.*|uv|uvx|poetry|pipenv|pdm|rye|hatch|pixi|conda|run|python3?|-m|--|exec|time|nohup|sudo|then|do|else|if|!|@|-|[\w.$/"{}-]+:|docker|docker-compose|podman|kubectl|compose)$/;
const CONTAINERS = /^(docker|docker-compose|podman|kubectl|compose|conda|hatch|uv|uvx)$/;
const SPEAKS = /^@?(echo|printf|print|log|logger|grep|which|cat|command|alias|type)$/;
/** How deep commands stand in the quotes of others (`bash -c "…"`). */
const MAX_DEPTH = 3;

/** The dbt commands of a shell text between two offsets. `escapes` is as in `shellCommands`. */
export function dbtCommandsIn(text: string, range: Span, escapes = false, depth = 0): DbtCommand[] {
  const out: DbtCommand[] = [];
  if (depth > MAX_DEPTH) return out;
  for (const words of shellCommands(text, range, escapes)) {
    const speaks = words.some(w => SPEAKS.test(w.text));
    if (!speaks) for (const w of words) if (w.quoted && /\bdbtf?\s/.test(w.text)) out.push(...dbtCommandsIn(text, w.span, escapes, depth + 1));
    const at = words.findIndex(w => !w.quoted && /(^|\/)dbtf?$/.test(w.text));
    if (at < 0 || speaks) continue;
    const before = words.slice(0, at);
    if (!before.some(w => CONTAINERS.test(w.text)) && !before.every(w => BEFORE.test(w.text))) continue;
    const command = commandOf(text, words.slice(at + 1));
    if (command) out.push(command);
  }
  return out;
}

function commandOf(text: string, words: readonly ShellWord[]): DbtCommand | null {
  const at = words.findIndex(w => COMMANDS.has(w.text));
  if (at < 0) return null;
  const verb = words[at]!;
  const rest = words.slice(at + 1);
  const two = verb.text === 'source' ? rest.find(w => !w.text.startsWith('-')) : undefined;
  const selects: Criterion[] = [];
  const excludes: Criterion[] = [];
  const options: ShellWord[] = [];
  let selector: Criterion | null = null;
  let into: Criterion[] | 'selector' | null = null;
  for (const word of words) {
    const option = word.quoted ? null : /^(--?[A-Za-z][\w-]*)(?:=(.*))?$/s.exec(word.text);
    if (option) {
      const name = option[1]!;
      options.push({ ...word, text: name, span: { start: word.span.start, end: word.span.start + name.length } });
      into = /^(--select|--models?|-s|-m)$/.test(name) ? selects : name === '--exclude' ? excludes : name === '--selector' ? 'selector' : null;
      if (option[2] !== undefined) {
        const span = { start: word.span.start + name.length + 1, end: word.span.end };
        if (into === 'selector') selector = { text: option[2], span };
        else if (into) into.push(...criteriaIn(text, span));
        into = null;
      }
    } else if (into === 'selector') {
      selector ??= { text: word.text, span: word.span };
      into = null;
    } else if (into) into.push(...criteriaIn(text, word.span));
  }
  const operation = verb.text === 'run-operation' && rest[0] && !rest[0].text.startsWith('-') ? { text: rest[0].text, span: rest[0].span } : null;
  return { command: two ? `source ${two.text}` : verb.text, selects, excludes, selector, options, operation, verb: two ?? verb };
}

/** The criteria of a selection: split at blanks (one or the other) and commas (both at once), without plus signs, `@` and quotes. */
export function criteriaIn(text: string, span: Span): Criterion[] {
  const out: Criterion[] = [];
  for (const match of text.slice(span.start, span.end).matchAll(/[^\s,"']+/g)) {
    const bare = /^(?:@|\d*\+)?(.*?)(?:\+\d*)?$/s.exec(match[0]);
    const start = span.start + match.index + match[0].indexOf(bare![1]!);
    if (bare![1] !== '') out.push({ text: bare![1]!, span: { start, end: start + bare![1]!.length } });
  }
  return out;
}
