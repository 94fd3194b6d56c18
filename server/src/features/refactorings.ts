import type { Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import type { Action } from './codeActions';
import { addAlias } from './addAlias';
import { addCast } from './addCast';
import { expandStar } from './expandStar';
import { extractCte } from './extractCte';
import { groupColumn } from './groupColumn';
import { inlineCte } from './inlineCte';
import { qualifyColumn } from './qualifyColumn';

/** Changes of a query's form that leave its meaning: what can be done at the span. */
export function refactorings(ws: Workspace, path: string, span: Span): readonly Action[] {
  return [...expandStar(ws, path, span), ...qualifyColumn(ws, path, span), ...extractCte(ws, path, span), ...inlineCte(ws, path, span), ...groupColumn(ws, path, span), ...addCast(ws, path, span), ...addAlias(ws, path, span)];
}
