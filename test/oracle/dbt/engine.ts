// The engine over files in memory, for laying many small projects beside dbt without starting the command line for each.
import { formats } from '../../../server/src/formats';
import { DEFAULT_SETTINGS } from '../../../server/src/model/workspace';
import { rules } from '../../../server/src/rules';
import { LineIndex } from '../../../server/src/text/lines';
import { Engine } from '../../../server/src/workspace/engine';
import { Linter } from '../../../server/src/workspace/lint';

export interface Found {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly related: readonly { readonly file: string }[];
}

/** Everything found in a project given by its files' texts. A fault in a rule or format ends the run. */
export function findings(files: { readonly [path: string]: string }): Found[] {
  const engine = new Engine({ formats, tracking: false, settings: DEFAULT_SETTINGS, read: path => files[path] ?? null });
  const linter = new Linter(engine.workspace, rules);
  const paths = Object.keys(files).sort();
  engine.announce(paths);
  engine.apply(paths.map(path => ({ path, text: files[path]! })));
  return [...engine.workspace.paths()].flatMap(file => {
    const lines = new LineIndex(files[file] ?? '');
    return linter.lint(file).map(({ finding, severity }) => ({
      file, line: lines.position(finding.span.start).line + 1, rule: finding.rule, severity, message: finding.message,
      related: (finding.related ?? []).flatMap(r => engine.workspace.places(r.id).slice(0, 1).map(p => ({ file: p.file }))),
    }));
  });
}

export const ruleIds: readonly string[] = rules.map(r => r.id);
