import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { McpSession } from './protocol';

/** A message longer than this (UTF-16 units) is not read to its end: it can't be a question to a tool. */
export const MAX_LINE = 10_000_000;

/** Serves a session over streams of lines until the input ends. Answers leave in the order they are ready. Resolves when all have left. */
export async function serveLines(session: McpSession, input: Readable, output: Writable): Promise<void> {
  const decoder = new StringDecoder('utf8');
  const pending = new Set<Promise<void>>();
  let gone = false;
  output.on('error', () => {
    gone = true;
  });
  const send = (text: string): Promise<void> =>
    new Promise(resolve => {
      if (gone) resolve();
      else output.write(`${text}\n`, () => resolve());
    });
  const take = (line: string): void => {
    const work: Promise<void> = session.line(line).then(answer => (answer === null ? undefined : send(answer))).finally(() => pending.delete(work));
    pending.add(work);
  };
  let rest = '';
  let skipping = false;
  for await (const chunk of input) {
    const lines = (rest + decoder.write(chunk as Buffer)).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      if (!skipping) take(line.endsWith('\r') ? line.slice(0, -1) : line);
      skipping = false;
    }
    if (rest.length > MAX_LINE) {
      if (!skipping) take('{');
      skipping = true;
      rest = '';
    }
  }
  if (rest !== '' && !skipping) take(rest);
  while (pending.size > 0) await Promise.all(pending);
}
