/**
 * A log that people read.
 *
 *   createLog(sink, level) -> { error, warn, info, debug, setLevel }
 *
 * One line an event: `12:03:04.120 [warn] text`; further lines are indented. Names from repositories can't forge lines or
 * move the cursor: control characters are shown as `\x1b`. A line said again and again is said once, with its count.
 * Logging never throws, whatever the sink does.
 */
export type Level = 'error' | 'warn' | 'info' | 'debug';

/** Longer messages are cut. */
export const MAX_LOG_MESSAGE = 8_000;

const RANK: { readonly [level in Level]: number } = { error: 0, warn: 1, info: 2, debug: 3 };

export interface Log {
  /** `cause` is whatever was caught: its stack is shown if it has one. */
  error(message: string, cause?: unknown): void;
  warn(message: string, cause?: unknown): void;
  info(message: string): void;
  debug(message: string): void;
  setLevel(level: Level): void;
}

/** `sink` gets whole lines without a line break. */
export function createLog(sink: (line: string) => void, level: Level = 'info', now: () => Date = () => new Date()): Log {
  let last = '';
  let repeats = 0;
  const put = (line: string) => {
    try {
      sink(line);
    } catch {
      // There is nowhere left to say so.
    }
  };
  const write = (at: Level, message: string, cause?: unknown) => {
    if (RANK[at] > RANK[level]) return;
    const text = `[${at}] ${readable(cause === undefined ? message : `${message}: ${describe(cause)}`)}`;
    if (text === last) {
      repeats++;
      return;
    }
    const time = now().toISOString().slice(11, 23);
    if (repeats > 0) put(`${time} [${/^\[(\w+)\]/.exec(last)?.[1]}] (the line above came ${repeats} more time${repeats === 1 ? '' : 's'})`);
    last = text;
    repeats = 0;
    for (const [n, line] of text.split('\n').entries()) put(n === 0 ? `${time} ${line}` : `  ${line}`);
  };
  return {
    error: (message, cause) => write('error', message, cause),
    warn: (message, cause) => write('warn', message, cause),
    info: message => write('info', message),
    debug: message => write('debug', message),
    setLevel: to => {
      level = to;
    },
  };
}

function describe(cause: unknown): string {
  try {
    if (cause instanceof Error) return cause.stack ?? `${cause.name}: ${cause.message}`;
    return typeof cause === 'string' ? cause : (JSON.stringify(cause) ?? String(cause));
  } catch {
    return 'something that can’t be shown';
  }
}

/** A message as people can read it: no control characters, nothing that turns the direction of writing, at most `MAX_LOG_MESSAGE` long. */
export function readable(text: string): string {
  const cut = text.length > MAX_LOG_MESSAGE ? `${text.slice(0, MAX_LOG_MESSAGE)}…` : text;
  return cut
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, c => (c < '\u0100' ? `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}` : `\\u${c.charCodeAt(0).toString(16)}`));
}
