import { parseArgs } from 'node:util';
import { closest } from '../text/fuzzy';
import { COMMANDS, COMMON, type CommandSpec, type OptionSpec } from './commands';

/** What the words after the program's name ask for. */
export type Request =
  | { readonly kind: 'run'; readonly command: CommandSpec; readonly values: Values; readonly args: readonly string[] }
  | { readonly kind: 'help'; readonly command: CommandSpec | null }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly message: string; readonly command: CommandSpec | null };

/** Values of options by name; an option without a value is '' if it was given. */
export type Values = ReadonlyMap<string, readonly string[]>;

/**
 * Reads the words. Options may stand anywhere after the command, `--name=value` or `--name value`; after `--` all words are
 * arguments. What is not known is refused with the nearest name that is.
 */
export function readArguments(argv: readonly string[]): Request {
  const first = argv.find(a => !a.startsWith('-'));
  const name = argv[0] === 'help' ? argv[1] : first;
  if (argv[0] === 'help' && name === undefined) return { kind: 'help', command: null };
  const command = COMMANDS.find(c => c.name === name) ?? null;
  if (name !== undefined && command === null) {
    const near = closest(name, COMMANDS.map(c => c.name), 1)[0];
    return { kind: 'wrong', message: `there is no command '${name}'${near === undefined ? '' : `; did you mean '${near}'?`}`, command: null };
  }
  if (argv[0] === 'help') return { kind: 'help', command };

  const specs = new Map([...COMMON, ...(command?.options ?? [])].map(o => [o.name, o]));
  const { tokens } = parseArgs({ args: [...argv], strict: false, tokens: true, allowPositionals: true, options: parseOptions([...specs.values()]) });
  const values = new Map<string, string[]>();
  const args: string[] = [];
  let skippedCommand = command === null;
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (!skippedCommand) skippedCommand = true;
      else args.push(token.value);
    }
    if (token.kind !== 'option') continue;
    const spec = specs.get(token.name);
    if (spec === undefined) return { kind: 'wrong', message: unknownOption(token.rawName, command, specs), command };
    if (spec.name === 'help') return { kind: 'help', command };
    if (spec.name === 'version') return { kind: 'version' };
    if (spec.value === null && token.value !== undefined) return { kind: 'wrong', message: `--${spec.name} takes no value`, command };
    if (spec.value !== null && (token.value === undefined || (token.value.startsWith('-') && !token.inlineValue))) {
      return { kind: 'wrong', message: `--${spec.name} needs a value: --${spec.name} ${spec.choices?.join('|') ?? spec.value}`, command };
    }
    const value = token.value ?? '';
    if (spec.choices !== undefined && !spec.choices.includes(value)) {
      return { kind: 'wrong', message: `--${spec.name} can't be '${value}'; it is one of ${spec.choices.join(', ')}`, command };
    }
    values.set(spec.name, spec.many === true ? [...(values.get(spec.name) ?? []), value] : [value]);
  }
  if (command === null) return { kind: 'wrong', message: 'a command is missing', command: null };
  if (args.length > command.most) return { kind: 'wrong', message: command.most === 0 ? `${command.name} takes no arguments` : `${command.name} takes one argument, not ${args.length}`, command };
  return { kind: 'run', command, values, args };
}

function parseOptions(specs: readonly OptionSpec[]): { [name: string]: { type: 'string' | 'boolean'; short?: string } } {
  return Object.fromEntries(specs.map(o => [o.name, { type: o.value === null ? ('boolean' as const) : ('string' as const), ...(o.short === undefined ? {} : { short: o.short }) }]));
}

function unknownOption(written: string, command: CommandSpec | null, specs: ReadonlyMap<string, OptionSpec>): string {
  const near = closest(written.replace(/^-+/, ''), specs.keys(), 1)[0];
  const elsewhere = COMMANDS.filter(c => c.options.some(o => `--${o.name}` === written)).map(c => c.name);
  const hint = near !== undefined ? `; did you mean --${near}?` : elsewhere.length > 0 ? `; it belongs to ${elsewhere.join(', ')}` : '';
  return `${command === null ? 'there is' : `${command.name} has`} no option ${written}${hint}`;
}
