import { columnsOf, type Paint, padded, wrap } from '../features/render/terminal';
import { COMMANDS, COMMON, type CommandSpec, type OptionSpec } from './commands';

const WIDTH = 80;

/** The help of the program, or of one command, at most 80 columns wide. */
export function helpText(command: CommandSpec | null, paint: Paint, available: (name: string) => boolean = () => true): string {
  return command === null ? programHelp(paint, available) : commandHelp(command, paint);
}

function programHelp(paint: Paint, available: (name: string) => boolean): string {
  const commands = COMMANDS.filter(c => available(c.name));
  const width = Math.max(...commands.map(c => c.name.length));
  return [
    'Pipewright understands the data-pipeline files of a repository together:',
    'dbt, SQL, orchestration, streaming, contracts. It runs none of them.',
    '',
    `${paint.bold('Usage')}  pipewright COMMAND [options]`,
    '',
    paint.bold('Commands'),
    ...commands.map(c => `  ${paint.cyan(padded(c.name, width))}  ${c.summary}`),
    '',
    paint.bold('Options'),
    ...optionLines(COMMON, paint),
    '',
    `pipewright COMMAND --help tells more about a command.`,
    '',
  ].join('\n');
}

function commandHelp(command: CommandSpec, paint: Paint): string {
  const out = [`${paint.bold('Usage')}  pipewright ${command.usage}`, ''];
  for (const paragraph of command.about) {
    // Paragraphs that are laid out by hand start with blanks and are left as they are.
    out.push(...(paragraph.startsWith(' ') ? paragraph.split('\n') : wrap(paragraph, WIDTH)), '');
  }
  out.push(paint.bold('Options'), ...optionLines([...command.options, COMMON[0]!], paint), '');
  if (command.examples.length > 0) {
    const width = Math.max(...command.examples.map(e => e.line.length));
    const short = command.examples.every(e => width + 4 + e.does.length <= WIDTH);
    out.push(paint.bold('Examples'));
    for (const e of command.examples) out.push(...(short ? [`  ${paint.cyan(padded(e.line, width))}  ${e.does}`] : [`  ${paint.cyan(e.line)}`, `      ${e.does}`]));
    out.push('');
  }
  return out.join('\n');
}

function optionLines(options: readonly OptionSpec[], paint: Paint): string[] {
  const names = options.map(o => `${o.short === undefined ? '    ' : `-${o.short}, `}--${o.name}${o.value === null ? '' : ` ${o.value}`}`);
  const width = Math.min(28, Math.max(...names.map(columnsOf)));
  return options.flatMap((o, i) => {
    const help = `${o.help}${o.choices === undefined ? '' : `: ${o.choices.join(', ')}`}${o.otherwise === undefined ? '' : ` (default: ${o.otherwise})`}`;
    const lines = wrap(help, WIDTH - width - 4);
    return lines.map((line, n) => (n === 0 ? `  ${paint.cyan(padded(names[i]!, width))}  ${line}` : `${' '.repeat(width + 4)}${line}`));
  });
}
