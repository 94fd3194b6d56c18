import { nodeIo } from './cli/node';
import { runCli } from './cli/run';
import { createProgram } from './program';
import { version } from './version';

void runCli(process.argv.slice(2), nodeIo(process), createProgram(version)).then(status => {
  process.exitCode = status;
});
