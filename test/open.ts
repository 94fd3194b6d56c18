import type { Rule } from '../server/src/model/rule';
import type { Settings } from '../server/src/model/workspace';
import { DEFAULT_SETTINGS } from '../server/src/model/workspace';
import { formats } from '../server/src/formats';
import { rules as allRules } from '../server/src/rules';
import { Engine } from '../server/src/workspace/engine';
import { Linter } from '../server/src/workspace/lint';
import { fixture, type Fixture } from './fixture';

/** A workspace in memory, made from a fixture. */
export interface Opened {
  readonly engine: Engine;
  readonly linter: Linter;
  readonly files: Map<string, string>;
  readonly fixture: Fixture;
}

/** Opens a fixture without guards: a fault in a format or rule fails the test. */
export function openFixture(text: string, options: { file?: string; rules?: readonly Rule[]; settings?: Partial<Settings> } = {}): Opened {
  const parsed = fixture(text, options.file);
  const files = new Map(parsed.files);
  const engine = new Engine({ formats, tracking: true, settings: { ...DEFAULT_SETTINGS, ...options.settings }, read: path => files.get(path) ?? null });
  const linter = new Linter(engine.workspace, options.rules ?? allRules);
  engine.announce([...files.keys()]);
  engine.apply([...files].map(([path, t]) => ({ path, text: t })));
  return { engine, linter, files, fixture: parsed };
}
