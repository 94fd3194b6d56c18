import { complete } from '../../../server/src/features/completion';
import { openFixture } from '../../open';

/** What is offered at `$0`. */
export function completeWords(files: string): string[] {
  const { engine, fixture } = openFixture(files);
  return complete(engine.workspace, fixture.cursor!.path, fixture.cursor!.offset).items.map(i => i.label);
}
