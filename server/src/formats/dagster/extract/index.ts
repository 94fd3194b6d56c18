import { type Facts, NO_FACTS } from '../../../model/facts';
import type { Document, OtherFiles } from '../../../model/format';
import { readSuppressions } from '../../../model/suppression';
import { readPython } from '../../../syntax/python';
import { Draft } from '../../shared/draft';
import { localFacts } from '../../shared/pythonForeign';
import { referToImports } from '../../shared/pythonImported';
import { foldsIn, importsFrom, nameFunctions, nameUses } from '../../shared/pythonFile';
import { followDefinitions } from '../follow';
import { openKey } from '../names';
import { adviseCode } from '../../shared/codePractice';
import { advise } from './advice';
import { extractAssets } from './assets';
import { extractChecks } from './checks';
import { legacyFreshness } from './freshness';
import { extractJobs } from './jobs';
import { extractResources } from './resources';

/** What an extraction goes by. */
export interface Extraction {
  readonly draft: Draft;
  readonly path: string;
  readonly text: string;
  readonly state: ReturnType<typeof followDefinitions>['state'];
}

/** Packages whose import makes a file one of Dagster's. */
export const PACKAGES = ['dagster', 'dagster_dbt', 'dagster_sling', 'dagster_dlt', 'dagster_embedded_elt'];

/** The facts of a Python file that defines assets, jobs, schedules. */
export function extractPython(document: Document, files: OtherFiles | null): Facts {
  const file = readPython(document.text);
  if (!importsFrom(file, PACKAGES)) return NO_FACTS;
  const { state, imports } = followDefinitions(file, document.path, files);
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, file.comments);
  const x: Extraction = { draft, path: document.path, text: document.text, state };
  extractAssets(x);
  extractChecks(x);
  extractJobs(x);
  legacyFreshness(draft, file);
  extractResources(x, file);
  // Parameters that name assets: in their functions the name means the asset too.
  const inputs = new Set(state.assets.flatMap(a => [...a.dependencies, ...a.checks.flatMap(c => c.asset ?? [])]).flatMap(d => (d.parameter ? [d.span.start] : [])));
  referToImports(draft, document.path, file, nameUses(file, inputs), /^dagster\b/);
  if (state.open !== null) {
    const at = { start: 0, end: 0 };
    draft.declare({ id: openKey(document.path), kind: 'symbol', type: 'dagster.open', role: 'defines', name: document.path, keys: [], nameSpan: at, span: at, parent: null, path: null, attributes: { description: state.open }, columns: [], columnsComplete: false });
  }
  advise(x, file);
  adviseCode(file, (rule, span, message, data) => draft.problem(rule, span, message, data));
  for (const t of state.troubles) draft.problem(t.rule, t.span, t.message, t.data);
  draft.folds.push(...foldsIn(file));
  return nameFunctions(file, localFacts(draft.facts(), imports), inputs);
}
