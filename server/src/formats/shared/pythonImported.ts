import { type PythonFile, statementsIn } from '../../syntax/python';
import type { Draft } from './draft';
import type { NameUses } from './pythonFile';
import { pythonTargets } from './pythonModules';

const STANDARD = /^(__future__|typing|os|sys|datetime|pathlib|pandas|numpy)\b/;

/** Names imported from other modules of the project: what they mean there, so that a rename reaches them. `own` are the modules of the tool itself. */
export function referToImports(draft: Draft, path: string, file: PythonFile, names: NameUses, own: RegExp): void {
  for (const s of statementsIn(file.body, b => b.kind === 'if' || b.kind === 'try')) {
    if (s.kind !== 'import' || !s.from || STANDARD.test(s.from.module) || own.test(s.from.module)) continue;
    for (const n of s.names) {
      if (n.name === '*') continue;
      const targets = pythonTargets(path, `${s.from.module}${s.from.module.endsWith('.') ? '' : '.'}${n.name}`);
      if (targets.length === 0) continue;
      const uses = n.alias === null ? names.usesOf(n.name) : [];
      for (const span of [n.nameSpan, ...(uses ?? [])]) draft.refer({ targets, type: 'python.name', name: n.name, span, fullSpan: span, from: null, role: 'names', certainty: 'likely', ...(uses === undefined ? { implied: true } : {}) });
    }
  }
}
