import type { Call, Check, ColumnDeclaration, Declaration, EdgeFact, Facts, Problem, QueryFact, Reference, Suppression } from '../../model/facts';
import type { Json, Key } from '../../model/key';
import type { Span } from '../../text/span';

/** Facts in the making. */
export class Draft {
  readonly declarations: Declaration[] = [];
  readonly references: Reference[] = [];
  readonly checks: Check[] = [];
  readonly queries: QueryFact[] = [];
  readonly edges: EdgeFact[] = [];
  readonly calls: Call[] = [];
  readonly problems: Problem[] = [];
  suppressions: readonly Suppression[] = [];
  readonly folds: Span[] = [];
  private readonly described = new Map<Key, Declaration>();
  private readonly referred = new Map<string, number>();

  declare(declaration: Declaration): void {
    this.declarations.push(declaration);
  }

  /** A dataset, variable or connection that is only mentioned: declared once a file, without a place of its own in the outline. It gives way to what answers to one of `better`. */
  describe(id: Key, kind: Declaration['kind'], type: string, name: string, span: Span, better: readonly Key[], columns: readonly ColumnDeclaration[] = []): void {
    const known = this.described.get(id);
    if (known && columns.length === 0) return;
    const at = { start: span.start, end: span.start };
    const declaration: Declaration = { id, kind, type, role: 'describes', name, keys: [], nameSpan: at, span: at, parent: null, path: null, attributes: {}, columns, columnsComplete: false, yieldsTo: better };
    this.described.set(id, declaration);
    this.declarations.push(declaration);
  }

  /** Adds a reference and gives its index; one that says the same at the same place is added once. */
  refer(reference: Reference): number {
    const name = `${reference.role}\n${reference.type}\n${reference.from ?? ''}\n${reference.span.start}\n${reference.span.end}\n${reference.targets.join('\n')}`;
    const known = this.referred.get(name);
    if (known !== undefined) return known;
    const index = this.references.push(reference) - 1;
    this.referred.set(name, index);
    return index;
  }

  problem(rule: string, span: Span, message: string, data?: { readonly [name: string]: Json }): void {
    this.problems.push({ rule, span, message, ...(data ? { data } : {}) });
  }

  facts(): Facts {
    const { declarations, references, checks, queries, edges, calls, problems, suppressions, folds } = this;
    return { declarations, references, checks, queries, edges, calls, problems, suppressions, folds };
  }
}
