import { type Facts, NO_FACTS } from '../../../model/facts';
import type { Document, OtherFiles } from '../../../model/format';
import { readSuppressions } from '../../../model/suppression';
import { readPython } from '../../../syntax/python';
import { Draft } from '../../shared/draft';
import { localFacts } from '../../shared/pythonForeign';
import { referToImports } from '../../shared/pythonImported';
import { foldsIn, importsFrom, nameFunctions, nameUses } from '../../shared/pythonFile';
import { followFlows } from '../follow';
import { adviseCode } from '../../shared/codePractice';
import { checkBodies } from './bodies';
import { extractDeployments } from './deployments';
import { extractFlows, type Extraction } from './flows';

/** The facts of a Python file with flows and tasks. */
export function extractPython(document: Document, files: OtherFiles | null): Facts {
  const file = readPython(document.text);
  if (!importsFrom(file, ['prefect'])) return NO_FACTS;
  const { state, imports } = followFlows(file, document.path, files);
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, file.comments);
  const x: Extraction = { draft, path: document.path, text: document.text, state, imports };
  extractFlows(x);
  extractDeployments(x);
  checkBodies(x);
  adviseCode(file, (rule, span, message, data) => draft.problem(rule, span, message, data));
  referToImports(draft, document.path, file, nameUses(file), /^prefect\b/);
  draft.folds.push(...foldsIn(file));
  return nameFunctions(file, localFacts(draft.facts(), imports));
}
