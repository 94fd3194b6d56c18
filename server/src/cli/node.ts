import { kindOf, repositoryRoot } from '../host/place';
import { writeWhole } from '../host/save';
import type { CliIo, Output } from './io';

/** The world of a Node process. */
export function nodeIo(process: NodeJS.Process): CliIo {
  return {
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    now: () => performance.now(),
    kindOf,
    repositoryRoot,
    writeFile: writeWhole,
  };
}

/** A reader that has left (`| head`) is no fault: what is written after that goes nowhere. */
function outputOf(stream: NodeJS.WriteStream): Output {
  let gone = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    gone = true;
    if (error.code !== 'EPIPE' && error.code !== 'EOF' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
  });
  return {
    terminal: stream.isTTY === true,
    get columns() {
      return stream.columns ?? 80;
    },
    write: text =>
      new Promise(resolve => {
        if (gone || text === '') resolve();
        else stream.write(text, () => resolve());
      }),
  };
}
