import { type PythonFile, statementsIn } from '../../../syntax/python';
import type { NameUses } from '../../shared/pythonFile';
import { pythonTargets } from '../../shared/pythonModules';
import type { Extraction } from './flows';

/** Names imported from other modules of the project: what they mean there, so that a rename reaches them. */
export function extractImports(x: Extraction, file: PythonFile, names: NameUses): void {
  for (const s of statementsIn(file.body, b => b.kind === 'if' || b.kind === 'try')) {
    if (s.kind !== 'import' || !s.from || /^(prefect|__future__|typing|os|sys|datetime|pathlib|pandas|numpy)\b/.test(s.from.module)) continue;
    for (const n of s.names) {
      if (n.name === '*') continue;
      const targets = pythonTargets(x.path, `${s.from.module}${s.from.module.endsWith('.') ? '' : '.'}${n.name}`);
      if (targets.length === 0) continue;
      const uses = n.alias === null ? names.usesOf(n.name) : [];
      for (const span of [n.nameSpan, ...(uses ?? [])]) x.draft.refer({ targets, type: 'python.name', name: n.name, span, fullSpan: span, from: null, role: 'names', certainty: 'likely', ...(uses === undefined ? { implied: true } : {}) });
    }
  }
}
