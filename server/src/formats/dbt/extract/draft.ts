import type { Call, Check, Declaration, Facts, Path, Problem, QueryFact, Reference, Suppression } from '../../../model/facts';
import type { Document } from '../../../model/format';
import type { Json } from '../../../model/key';
import type { Span } from '../../../text/span';
import type { Project } from '../project/data';
import type { FileRole } from '../project/paths';

/** One file under extraction: what is read, and the facts found so far. */
export interface Source {
  readonly document: Document;
  readonly text: string;
  readonly project: Project;
  readonly role: FileRole;
  readonly draft: Draft;
  /** The index of the first item that the text has of a section: not 0 where an item is read by itself. */
  readonly first?: number;
}

/** Facts in the making. */
export class Draft {
  readonly declarations: Declaration[] = [];
  readonly references: Reference[] = [];
  readonly checks: Check[] = [];
  readonly queries: QueryFact[] = [];
  readonly calls: Call[] = [];
  readonly problems: Problem[] = [];
  readonly suppressions: Suppression[] = [];
  readonly folds: Span[] = [];

  another(): Draft {
    return new Draft();
  }

  declare(declaration: Declaration): void {
    this.declarations.push(declaration);
  }

  /** Adds a reference and gives its index. */
  refer(reference: Reference): number {
    return this.references.push(reference) - 1;
  }

  problem(rule: string, span: Span, message: string, path?: Path, data?: { readonly [name: string]: Json }): void {
    this.problems.push({ rule, span, message, ...(path ? { path } : {}), ...(data ? { data } : {}) });
  }

  facts(): Facts {
    const { declarations, references, checks, queries, calls, problems, suppressions, folds } = this;
    return { declarations, references, checks, queries, edges: [], calls, problems, suppressions, folds };
  }
}
