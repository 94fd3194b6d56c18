import type { Draft } from '../../shared/draft';
import type { Resource } from '../resource';
import { careChecks } from './care';
import { limitChecks } from './limits';

/** What a resource says that its provider refuses, or that experience warns of; each under the id of its rule. */
export function checkResource(draft: Draft, r: Resource): void {
  limitChecks(draft, r);
  careChecks(draft, r);
}
