/** A dbt command in a shell line. */
export interface DbtRun {
  readonly command: string;
  /** Names of models that are selected one by one. */
  readonly models: readonly string[];
  /** Whether it runs the whole project. */
  readonly whole: boolean;
}

const BUILDS = new Set(['run', 'build', 'seed', 'snapshot', 'test', 'compile', 'source']);

/** The dbt commands in a shell text, as far as they are written out: quotes are taken off, variables are left. */
export function dbtRunsIn(text: string): DbtRun[] {
  const out: DbtRun[] = [];
  for (const line of text.replace(/\\\r?\n/g, ' ').split(/&&|\|\||[;|\n]/)) {
    const words = line.trim().split(/\s+/).map(w => w.replace(/^["']+|["']+$/g, ''));
    const at = words.findIndex(w => /(^|\/)dbtf?$/.test(w));
    if (at < 0) continue;
    const command = words.slice(at + 1).find(w => BUILDS.has(w));
    if (command === undefined) continue;
    const models: string[] = [];
    let selecting = false;
    let selected = false;
    for (const word of words.slice(words.indexOf(command, at) + 1)) {
      const given = /^(--select|--models|--model|-s|-m)(=(.*))?$/.exec(word);
      if (given) {
        selecting = true;
        selected = true;
        if (given[3]) models.push(...selectedModels(given[3]));
      } else if (word.startsWith('-')) selecting = false;
      else if (selecting) models.push(...selectedModels(word));
    }
    out.push({ command, models: [...new Set(models)], whole: !selected });
  }
  return out;
}

/** Models that a selector names one by one: `+orders+` is `orders`; methods (`tag:x`), paths and patterns name none. */
export function selectedModels(selector: string): string[] {
  return selector.split(/[\s,]+/).flatMap(part => {
    const name = part.replace(/^["']|["']$/g, '').replace(/^@|^\d*\+|\+\d*$/g, '');
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? [name] : [];
  });
}
