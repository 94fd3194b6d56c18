import { COLOURS, NO_PAINT, type Paint } from '../features/render/terminal';
import { readArguments } from './arguments';
import { check } from './check';
import { type Context, scopeOf } from './context';
import { docsCommand } from './docs';
import { helpText } from './help';
import { impactCommand } from './impact';
import { type CliIo, EXIT, type Output, type Program, UsageError } from './io';
import { lineageCommand } from './lineage';
import { overviewCommand } from './overview';
import { rulesCommand } from './rules';
import { NO_TRACE, openTrace } from './trace';

/**
 * Runs the command line and gives its exit status: 0 fine, 1 findings, 2 wrong usage, 3 a fault of our own. `argv` are the
 * words after the program's name. Never rejects. All output has been written when it resolves.
 */
export async function runCli(argv: readonly string[], io: CliIo, program: Program): Promise<number> {
  try {
    return await dispatch(argv, io, program);
  } catch (error) {
    if (error instanceof UsageError) {
      await io.stderr.write(`pipewright: ${error.message}\n`);
      return EXIT.usage;
    }
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await io.stderr.write(`pipewright: this is a fault of pipewright ${program.version}, not of your files.\nPlease report it with the lines below and the command you gave.\n\n${trace}\n`);
    return EXIT.fault;
  }
}

async function dispatch(argv: readonly string[], io: CliIo, program: Program): Promise<number> {
  const request = readArguments(argv);
  const paint = paintFor(io.stdout, io.env);
  switch (request.kind) {
    case 'version':
      await io.stdout.write(`pipewright ${program.version}\n`);
      return EXIT.fine;
    case 'help':
      await io.stdout.write(helpText(request.command, paint, name => (name !== 'language-server' || program.languageServer !== undefined) && (name !== 'mcp' || program.mcp !== undefined)));
      return EXIT.fine;
    case 'wrong': {
      const more = request.command === null ? 'pipewright --help' : `pipewright ${request.command.name} --help`;
      throw new UsageError(`${request.message}\nSee ${more}.`);
    }
    case 'run': {
      const context: Context = { io, program, values: request.values, args: request.args, quiet: request.values.has('quiet'), paint, closing: [], trace: request.values.has('trace') ? openTrace(io) : NO_TRACE };
      if (request.command.name === 'language-server') {
        if (program.languageServer === undefined) throw new UsageError('there is no language server in this build');
        return program.languageServer(argv.slice(argv.indexOf(request.command.name) + 1));
      }
      if (request.command.name === 'mcp') {
        if (!request.values.has('stdio')) throw new UsageError('mcp speaks over standard input and output only: give --stdio');
        if (program.mcp === undefined) throw new UsageError('there is no server for assistants in this build');
        return program.mcp(scopeOf(context, []).root);
      }
      const status = await command(request.command.name, context);
      for (const close of context.closing) await close();
      if (context.closing.length > 0) context.trace.done('keep for the next time');
      await context.trace.write();
      return status;
    }
  }
}

function command(name: string, context: Context): Promise<number> {
  switch (name) {
    case 'check':
      return check(context);
    case 'lineage':
      return lineageCommand(context);
    case 'overview':
      return overviewCommand(context);
    case 'docs':
      return docsCommand(context);
    case 'impact':
      return impactCommand(context);
    default:
      return rulesCommand(context);
  }
}

/** Colours on a terminal, unless `NO_COLOR` is set to anything or the terminal knows none. */
function paintFor(output: Output, env: CliIo['env']): Paint {
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return output.terminal && !refused ? COLOURS : NO_PAINT;
}
