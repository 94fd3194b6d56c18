import { jsonText } from '../features/render/json';
import { closest } from '../text/fuzzy';
import { EXIT, UsageError } from './io';
import { ruleJson, rulesJson, rulesText, ruleText } from './rulesText';
import { type Context, only, writePieces } from './context';

/** `pipewright rules`. */
export async function rulesCommand({ io, program, values, args, paint }: Context): Promise<number> {
  const json = only(values, 'format') === 'json';
  const id = args[0];
  if (id === undefined) {
    await writePieces(io.stdout, json ? rulesJson(program.rules, program.docs) : [rulesText(program.rules, paint)]);
    return EXIT.fine;
  }
  const rule = program.rules.find(r => r.id === id);
  if (rule === undefined) {
    const near = closest(id, program.rules.map(r => r.id));
    throw new UsageError(`there is no rule '${id}'${near.length === 0 ? '; see pipewright rules' : `; did you mean ${near.map(n => `'${n}'`).join(' or ')}?`}`);
  }
  await writePieces(io.stdout, json ? jsonText(ruleJson(rule, program.docs)) : [ruleText(rule, program.docs(rule.id), paint)]);
  return EXIT.fine;
}
