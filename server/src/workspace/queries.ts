import type { Facts, QueryFact } from '../model/facts';
import type { Key } from '../model/key';
import type { Input, Output, Query, Scope, Star, Use, UseKind } from '../model/query';
import type { ColumnSource, ColumnTarget } from '../model/workspace';
import { closest } from '../text/fuzzy';
import { encloses } from '../text/span';
import { fieldType } from './fieldType';
import { isPseudoColumn } from './pseudoColumns';

/** What is known of the columns of a table that a query reads. */
export interface TableColumns {
  readonly dataset: Key | null;
  readonly columns: readonly { readonly name: string; readonly type: string | null }[];
  readonly complete: boolean;
  readonly reason: string | null;
}

export interface ResolvedColumn {
  readonly name: string;
  readonly type: string | null;
  readonly sources: readonly ColumnSource[];
  /** Where it stands: the output of a scope of this query, or -1 for a column of a table. */
  readonly scope: number;
  readonly output: number;
  /** The table's dataset, for a column that is one of a table. */
  readonly dataset: Key | null;
}

export interface ResolvedScope {
  readonly columns: readonly ResolvedColumn[];
  readonly complete: boolean;
  readonly reason: string | null;
  /** All columns by position, '' for one that the engine names; absent where a position is not known. */
  readonly slots?: readonly ResolvedColumn[];
}

interface ColumnList {
  readonly columns: readonly ResolvedColumn[];
  readonly byName: ReadonlyMap<string, ResolvedColumn>;
}

/** The columns of a table as inputs see them, by the list they come from: tables are read by many queries. */
const tableLists = new WeakMap<TableColumns['columns'], Map<Key | null, ColumnList>>();

function tableList(t: TableColumns): ColumnList {
  let byDataset = tableLists.get(t.columns);
  if (!byDataset) tableLists.set(t.columns, (byDataset = new Map()));
  let list = byDataset.get(t.dataset);
  if (!list) {
    const { dataset } = t;
    const columns = t.columns.map(c => ({ name: c.name, type: c.type, sources: dataset ? [{ dataset, column: c.name, kind: 'identity' as const }] : [], scope: -1, output: -1, dataset }));
    byDataset.set(dataset, (list = { columns, byName: byNameOf(columns) }));
  }
  return list;
}

/** Columns by lower-case name; of equal names the first. */
function byNameOf(columns: readonly ResolvedColumn[]): ReadonlyMap<string, ResolvedColumn> {
  const byName = new Map<string, ResolvedColumn>();
  for (const c of columns) {
    const lower = c.name.toLowerCase();
    if (!byName.has(lower)) byName.set(lower, c);
  }
  return byName;
}

interface ResolvedInput extends ResolvedScope {
  readonly name: string | null;
  readonly dataset: Key | null;
  readonly byName: ReadonlyMap<string, ResolvedColumn>;
}

const EMPTY: ResolvedScope = { columns: [], complete: false, reason: null };

/**
 * Resolves one query against the columns of the tables it reads. Scopes are resolved when asked for and remembered;
 * a recursive scope sees the columns of its first branch.
 */
export class QueryResolution {
  private readonly scopes: (ResolvedScope | undefined)[] = [];
  private readonly inputs: (ResolvedInput[] | undefined)[] = [];
  private children: ReadonlyMap<number, readonly number[]> | null = null;
  private readonly busy = new Set<number>();
  private recursions = 0;
  /** Outputs whose alias is being looked through. */
  private readonly naming = new Set<Output>();
  /** Table functions whose arguments are being looked at. */
  private readonly asked = new Set<Input>();
  private readonly targets = new Map<Use, ColumnTarget>();
  private readonly argumentLists = new Map<Input, readonly ColumnSource[]>();
  private readonly query: Query;

  /** `table` gives the columns behind the reference with this index, null where the name is not a reference; `start` is where the table's span begins. */
  constructor(
    private readonly fact: QueryFact,
    private readonly facts: Facts,
    private readonly table: (reference: number | null, start: number) => TableColumns,
  ) {
    this.query = fact.query;
  }

  root(): ResolvedScope {
    return this.scope(this.query.root);
  }

  scope(index: number): ResolvedScope {
    const known = this.scopes[index];
    if (known) return known;
    const scope = this.query.scopes[index];
    if (!scope) return EMPTY;
    if (this.busy.has(index) || this.busy.size > 400) {
      this.recursions++;
      return EMPTY;
    }
    this.busy.add(index);
    const resolved = scope.kind === 'set' ? this.setScope(index, scope) : scope.kind === 'opaque' ? EMPTY : this.selectScope(index, scope);
    this.busy.delete(index);
    this.scopes[index] = resolved;
    return resolved;
  }

  inputsOf(index: number): readonly ResolvedInput[] {
    const known = this.inputs[index];
    if (known) return known;
    const scope = this.query.scopes[index];
    const out: ResolvedInput[] = [];
    // Set before it is filled: a lateral input looks at those to its left.
    this.inputs[index] = out;
    const before = this.recursions;
    for (const input of scope?.inputs ?? []) out.push(this.resolveInput(input));
    // What was seen of a scope under way is not its last word.
    if (this.recursions > before) this.inputs[index] = undefined;
    return out;
  }

  /** Outputs of the root's indirect uses and of every scope it is made from. */
  indirect(): { readonly dataset: Key; readonly column: string; readonly kind: UseKind }[] {
    const found = new Map<string, { dataset: Key; column: string; kind: UseKind }>();
    const seen = new Set<number>();
    const note = ({ dataset, column }: ColumnSource, kind: UseKind) => found.set(`${dataset}\n${column}\n${kind}`, { dataset, column, kind });
    const add = (use: Use) => {
      for (const s of this.sourcesOf(use)) note(s, use.kind);
    };
    const visit = (index: number) => {
      if (seen.has(index)) return;
      seen.add(index);
      const scope = this.query.scopes[index];
      if (!scope) return;
      for (const use of scope.indirect) add(use);
      for (const s of this.groupedSources(scope)) note(s, 'group_by');
      scope.inputs.forEach((_, i) => {
        for (const s of this.mergedSources(index, scope, i)) note(s, 'join');
      });
      for (const output of scope.outputs) {
        for (const use of output.uses) if (!isValue(use.kind)) add(use);
        for (const sub of output.subqueries) visit(sub);
      }
      for (const branch of scope.branches) visit(branch);
      const through = (input: Input): void => {
        if (input.source.kind === 'scope') visit(input.source.scope);
        if (input.source.kind !== 'derived') return;
        const { over, columns } = input.source;
        const { byName } = this.resolveInput(over);
        for (const use of columns?.flatMap(c => c.uses) ?? []) if (!isValue(use.kind)) for (const s of byName.get(use.column.toLowerCase())?.sources ?? []) note(s, use.kind);
        through(over);
      };
      for (const input of scope.inputs) through(input);
      for (const sub of this.conditionQueries(index)) {
        visit(sub);
        for (const c of this.slotsOf(sub)) for (const s of c.sources) note(s, 'filter');
      }
    };
    visit(this.query.root);
    return [...found.values()];
  }

  /** Sources of the outputs that GROUP BY names by position or by `all`. */
  private groupedSources(scope: Scope): readonly ColumnSource[] {
    const { groupedOutputs: grouped } = scope;
    if (grouped === undefined) return [];
    const outputs = grouped === 'all' ? scope.outputs.filter(o => o.kind !== 'aggregation') : grouped.flatMap(i => scope.outputs[i] ?? []);
    // Behind a star positions mean other outputs.
    return grouped !== 'all' && scope.outputs.some(o => o.star) ? [] : outputs.flatMap(o => this.valueSources(o));
  }

  /** Sources of the columns by which USING or NATURAL joins an input to those before it. */
  private mergedSources(index: number, scope: Scope, at: number): readonly ColumnSource[] {
    const input = scope.inputs[at]!;
    if (!input.natural && input.using.length === 0) return [];
    const inputs = this.inputsOf(index);
    const own = inputs[at]!;
    const names = input.natural ? own.columns.map(c => c.name.toLowerCase()) : input.using.map(u => u.name.toLowerCase());
    return names.flatMap(name => {
      const earlier = inputs.slice(0, at).find(i => i.byName.has(name))?.byName.get(name);
      const column = own.byName.get(name);
      return input.natural && !earlier ? [] : [...(earlier?.sources ?? []), ...(column?.sources ?? [])];
    });
  }

  /** Subqueries in the conditions of a scope: they decide about its rows. */
  private conditionQueries(index: number): readonly number[] {
    this.children ??= childrenOf(this.query);
    return this.children.get(index) ?? [];
  }

  /** Columns by position, those without a name included; as far as they are known where some are not. */
  private slotsOf(index: number): readonly ResolvedColumn[] {
    const scope = this.scope(index);
    return scope.slots ?? scope.columns;
  }

  /** The datasets' columns behind a use. */
  sourcesOf(use: Use): readonly ColumnSource[] {
    const hit = this.find(use.scope, use);
    return hit.kind === 'column' ? hit.column.sources : [];
  }

  /** What a use means. Several rules ask for each use of a query. */
  target(use: Use): ColumnTarget {
    let known = this.targets.get(use);
    if (!known) this.targets.set(use, (known = this.computeTarget(use)));
    return known;
  }

  private computeTarget(use: Use): ColumnTarget {
    const hit = this.find(use.scope, use);
    if (hit.kind === 'unknown' && this.mayMeanMore(use)) return { kind: 'open' };
    if (hit.kind !== 'column') return hit;
    const c = hit.column;
    if (c.scope >= 0) return { kind: 'output', scope: c.scope, output: c.output };
    return c.dataset ? { kind: 'column', dataset: c.dataset, column: c.name } : { kind: 'open' };
  }

  private find(scopeIndex: number, use: Use): { kind: 'column'; column: ResolvedColumn } | Exclude<ColumnTarget, { kind: 'column' | 'output' }> {
    let incomplete = false;
    let made: ResolvedColumn | null = null;
    const names: string[] = [];
    const inputNames: string[] = [];
    let at: number | null = scopeIndex;
    for (let depth = 0; at !== null && depth < 100; depth++) {
      const index: number = at;
      const scope: Scope | undefined = this.query.scopes[index];
      if (!scope) break;
      const inputs = this.inputsOf(index);
      const qualified = use.qualifier.length > 0 ? this.qualifiedInput(scope, inputs, use.qualifier) : null;
      if (qualified) {
        const column = qualified.byName.get(use.column.toLowerCase());
        if (column) return { kind: 'column', column };
        if (qualified.complete && !scope.incomplete) {
          // `a.b` may be a field of a struct column `a` that bears the table's name.
          if (inputs.some(i => i.byName.has(use.qualifier[0]!.toLowerCase()))) return { kind: 'open' };
          return { kind: 'unknown', near: closest(use.column, qualified.columns.map(c => c.name)), inputs: qualified.name ? [qualified.name] : [] };
        }
        const rows = this.rowsOf(scope, inputs.indexOf(qualified), use.column);
        if (rows) return { kind: 'column', column: rows };
        return qualified.dataset && this.looksLikeColumn(use) ? { kind: 'column', column: this.assumed(qualified.dataset, use.column) } : { kind: 'open' };
      }
      const nested = use.qualifier.length > 1 ? this.fieldOfInput(scope, inputs, use) : null;
      if (nested) return { kind: 'column', column: nested };
      const name = (use.qualifier.length > 0 ? use.qualifier[0]! : use.column).toLowerCase();
      const hits = inputs.flatMap((input, i) => (input.byName.has(name) ? [{ input, i, column: input.byName.get(name)! }] : []));
      if (hits.length > 1 && use.qualifier.length === 0 && !this.isMerged(scope, hits.map(h => h.i), name) && !hasLateral(scope)) {
        const [first] = hits;
        return scope.incomplete ? { kind: 'column', column: first!.column } : { kind: 'ambiguous', inputs: hits.map(h => h.input.name ?? '') };
      }
      if (hits.length > 0) return { kind: 'column', column: use.qualifier.length > 0 ? field(hits[0]!.column, [...use.qualifier.slice(1), use.column]) : hits[0]!.column };
      const named = inputs.findIndex(i => i.name?.toLowerCase() === name);
      const rows = this.rowsOf(scope, named, use.column);
      if (rows) return { kind: 'column', column: rows };
      const alias = named >= 0 && use.qualifier.length > 0 ? -1 : scope.outputs.findIndex(o => o.aliased && o.name?.toLowerCase() === name && !encloses(o.span, use.span) && !this.naming.has(o));
      if (alias >= 0) {
        const column = this.outputColumn(index, alias);
        return { kind: 'column', column: use.qualifier.length > 0 ? field(column, [...use.qualifier.slice(1), use.column]) : column };
      }
      if (named >= 0 && use.qualifier.length === 0 && inputs[named]!.columns.length > 0) return { kind: 'column', column: wholeRow(name, inputs[named]!) };
      const open = inputs.filter(i => !i.complete);
      // The only table is a function of unknown columns: what nobody else has is one of them.
      if (inputs.length === 1 && use.qualifier.length === 0) made ??= this.rowsOf(scope, 0, use.column);
      if (open.length > 0 || scope.incomplete) {
        incomplete = true;
        if (open.length === 1 && inputs.length === 1 && !scope.incomplete && open[0]!.dataset && use.qualifier.length === 0 && scope.parent === null) {
          return { kind: 'column', column: this.assumed(open[0]!.dataset, use.column) };
        }
      }
      for (const input of inputs) {
        if (input.name) inputNames.push(input.name);
        for (const c of input.columns) names.push(c.name);
      }
      if (use.qualifier.length > 0 && inputs.length === 0 && scope.kind !== 'select') incomplete = true;
      at = scope.parent;
    }
    if (incomplete && made) return { kind: 'column', column: made };
    if (incomplete || use.qualifier.length > 0) return { kind: 'open' };
    if (inputNames.length === 0 && names.length === 0) return { kind: 'open' };
    return { kind: 'unknown', near: closest(use.column, new Set(names)), inputs: inputNames };
  }

  /**
   * Whether a name that no table in scope has can still be right: a pseudo-column, a whole row by its table's name
   * (`to_json(o)`), a nested column that is written as one name (`payload.city`).
   */
  private mayMeanMore(use: Use): boolean {
    if (isPseudoColumn(use.column)) return true;
    const lower = use.column.toLowerCase();
    const dot = lower.indexOf('.');
    const first = dot > 0 ? lower.slice(0, dot) : null;
    let at: number | null = use.scope;
    for (let depth = 0; at !== null && depth < 100; depth++) {
      const inputs = this.inputsOf(at);
      if (use.qualifier.length === 0 && inputs.some(i => i.name?.toLowerCase() === lower)) return true;
      if (first !== null && inputs.some(i => i.byName.has(first) || i.name?.toLowerCase() === first)) return true;
      at = this.query.scopes[at]?.parent ?? null;
    }
    return false;
  }

  private looksLikeColumn(use: Use): boolean {
    return use.qualifier.length >= 1;
  }

  private assumed(dataset: Key, column: string): ResolvedColumn {
    return { name: column, type: null, sources: [{ dataset, column, kind: 'identity' }], scope: -1, output: -1, dataset };
  }

  private outputColumn(scope: number, output: number): ResolvedColumn {
    const o = this.query.scopes[scope]!.outputs[output]!;
    // Aliases that are made of each other would never come to an end.
    this.naming.add(o);
    const sources = this.valueSources(o);
    this.naming.delete(o);
    return { name: o.name ?? '', type: o.type, sources, scope, output, dataset: null };
  }

  /** The input a qualifier names: by alias or table name, or by the end of the table's full name. */
  private qualifiedInput(scope: Scope, inputs: readonly ResolvedInput[], qualifier: readonly string[]): ResolvedInput | null {
    const last = qualifier[qualifier.length - 1]!.toLowerCase();
    const first = qualifier[0]!.toLowerCase();
    for (const name of qualifier.length > 1 ? [last, first] : [last]) {
      const at = inputs.findIndex(i => i.name?.toLowerCase() === name);
      if (at < 0) continue;
      if (name === first && qualifier.length > 1 && name !== last) return null;
      const source = scope.inputs[at]!.source;
      if (qualifier.length > 1 && source.kind === 'table' && !endsWith(source.table.parts.map(p => p.name), qualifier)) continue;
      return inputs[at]!;
    }
    return null;
  }

  /** `t.payload.city`: a field of a column of the input that the first name means. */
  private fieldOfInput(scope: Scope, inputs: readonly ResolvedInput[], use: Use): ResolvedColumn | null {
    const [first, second, ...rest] = use.qualifier;
    const at = inputs.findIndex(i => i.name?.toLowerCase() === first!.toLowerCase());
    if (at < 0) return null;
    const input = inputs[at]!;
    const column = input.byName.get(second!.toLowerCase()) ?? (scope.inputs[at]!.alias && !input.complete && input.dataset ? this.assumed(input.dataset, second!) : null);
    return column && field(column, [...rest, use.column]);
  }

  /** Columns of a USING or natural join are one column. */
  private isMerged(scope: Scope, indices: readonly number[], name: string): boolean {
    return indices.slice(1).every(i => {
      const input = scope.inputs[i]!;
      return input.natural || input.using.some(u => u.name.toLowerCase() === name) || input.join === 'semi' || input.join === 'anti';
    });
  }

  private resolveInput(input: Input): ResolvedInput {
    const { source } = input;
    if (source.kind === 'table' && !input.columnAliases) {
      const t = this.tableOf(source.table.span.start);
      return { name: input.name, dataset: t.dataset, ...tableList(t), complete: t.complete, reason: t.reason };
    }
    const given = this.inputColumns(input);
    // New names go by position: a column that the engine names has a place too.
    const inner = input.columnAliases && given.slots && given.slots.length > 0 ? { ...given, columns: given.slots } : given;
    // More names than columns that are known: the function makes more of them (fields of a row).
    const only = source.kind === 'scope' && inner.columns.length === 1 && !inner.complete ? inner.columns[0]! : null;
    const more = (input.columnAliases ?? []).slice(inner.columns.length).map(name => ({ name, type: null, sources: only?.sources ?? this.argumentSources(input), scope: -1, output: -1, dataset: null }));
    const columns = input.columnAliases ? [...inner.columns.map((c, i) => (input.columnAliases![i] ? { ...c, name: input.columnAliases![i]! } : c)), ...(inner.complete && source.kind !== 'function' ? [] : more)] : inner.columns;
    const byName = byNameOf(columns);
    const complete = input.columnAliases && columns.length === input.columnAliases.length ? true : inner.complete;
    return { name: input.name, dataset: inner.dataset, columns, byName, complete, reason: inner.reason };
  }

  /** What the rows of a table function are made of: the columns among its arguments. */
  private argumentSources(input: Input): readonly ColumnSource[] {
    // `unnest(t) as t` may name itself.
    if (input.source.kind !== 'function' || this.asked.size > 50) return [];
    const known = this.argumentLists.get(input);
    if (known) return known;
    if (this.asked.has(input)) return [];
    this.asked.add(input);
    const sources = uniqueSources(input.source.uses.flatMap(u => this.sourcesOf(u)).map(s => ({ ...s, kind: 'transformation' as const })));
    this.asked.delete(input);
    this.argumentLists.set(input, sources);
    return sources;
  }

  /** What a table function of unknown columns gives under its own name or as one of its columns (`unnest(tags) as t`: `t`, `t.a`). */
  private rowsOf(scope: Scope, at: number, name: string): ResolvedColumn | null {
    const input = scope.inputs[at];
    if (input?.source.kind !== 'function' || input.source.columns || input.columnAliases) return null;
    return { name, type: null, sources: this.argumentSources(input), scope: -1, output: -1, dataset: null };
  }

  private tableOf(start: number): TableColumns {
    const reference = this.fact.tables[start];
    return this.table(reference !== undefined && this.facts.references[reference] ? reference : null, start);
  }

  private inputColumns(input: Input): ResolvedScope & { dataset: Key | null } {
    const source = input.source;
    switch (source.kind) {
      case 'table': {
        const t = this.tableOf(source.table.span.start);
        return { dataset: t.dataset, complete: t.complete, reason: t.reason, columns: tableList(t).columns };
      }
      case 'scope':
        return { ...this.scope(source.scope), dataset: null };
      case 'function': {
        if (!source.columns) return { ...EMPTY, dataset: null, reason: `the columns of ${source.name}(…) are not known` };
        const sources = this.argumentSources(input);
        return { dataset: null, complete: true, reason: null, columns: source.columns.map(c => ({ name: c.name, type: c.type, sources, scope: -1, output: -1, dataset: null })) };
      }
      case 'derived': {
        const over = this.resolveInput(source.over);
        const kept =
          source.keeps === 'all' ? over.columns : source.keeps === 'none' ? [] : over.columns.filter(c => !(source.keeps as { except: readonly string[] }).except.some(e => e.toLowerCase() === c.name.toLowerCase()));
        const made = (source.columns ?? []).flatMap(o =>
          o.name ? [{ name: o.name, type: o.type, sources: uniqueSources(o.uses.filter(u => isValue(u.kind)).flatMap(u => over.byName.get(u.column.toLowerCase())?.sources ?? []).map(s => ({ ...s, kind: o.kind === 'identity' ? ('transformation' as const) : o.kind }))), scope: -1, output: -1, dataset: null }] : [],
        );
        return { dataset: null, complete: over.complete && source.columns !== null, reason: over.reason, columns: [...kept, ...made] };
      }
    }
  }

  private setScope(index: number, scope: Scope): ResolvedScope {
    const [first, ...rest] = scope.branches;
    if (first === undefined) return EMPTY;
    const head = this.scope(first);
    // A recursive branch reads this scope: it sees what the first branch gives.
    this.busy.delete(index);
    this.scopes[index] = head;
    const branches = [head, ...rest.map(b => this.scope(b))];
    this.scopes[index] = undefined;
    // By position the first branch alone decides which columns there are.
    const deciding = scope.byName ? branches : [head];
    const complete = deciding.every(b => b.complete) && !scope.incomplete;
    const reason = deciding.find(b => b.reason)?.reason ?? null;
    if (scope.byName) {
      const byName = new Map<string, ResolvedColumn>();
      for (const b of branches)
        for (const c of b.columns) {
          const known = byName.get(c.name.toLowerCase());
          byName.set(c.name.toLowerCase(), known ? { ...known, sources: uniqueSources([...known.sources, ...c.sources]) } : c);
        }
      return { columns: [...byName.values()], complete, reason };
    }
    const united = (head.slots ?? head.columns).map((c, i) => {
      const others = branches.slice(1).flatMap(b => (head.slots && b.slots ? b.slots[i] : b.columns.find(o => c.name !== '' && o.name.toLowerCase() === c.name.toLowerCase()))?.sources ?? []);
      return others.length === 0 ? c : { ...c, sources: uniqueSources([...c.sources, ...others]) };
    });
    return { columns: united.filter(c => c.name !== ''), complete, reason, ...(head.slots ? { slots: united } : {}) };
  }

  private selectScope(index: number, scope: Scope): ResolvedScope {
    let complete = !scope.incomplete;
    let reason: string | null = scope.incomplete ? 'a part of the query could not be read' : null;
    let placed = !scope.incomplete || scope.placed === true;
    const slots: ResolvedColumn[] = [];
    scope.outputs.forEach((output, i) => {
      if (output.star) {
        const star = this.expandStar(index, scope, i, output);
        slots.push(...star.columns);
        if (!star.complete) {
          complete = false;
          placed = false;
          reason ??= star.reason;
        }
        return;
      }
      if (output.name === null) {
        complete = false;
        reason ??= output.opaque ? 'a macro makes some of the columns' : 'an expression has no name';
        if (output.opaque) placed = false;
      }
      slots.push({ name: output.name ?? '', type: output.type ?? this.inheritedType(output), sources: this.valueSources(output), scope: index, output: i, dataset: null });
    });
    return { columns: slots.filter(c => c.name !== ''), complete, reason, ...(placed ? { slots } : {}) };
  }

  private inheritedType(output: Output): string | null {
    if (output.kind !== 'identity' || output.uses.length !== 1) return null;
    const hit = this.find(output.uses[0]!.scope, output.uses[0]!);
    return hit.kind === 'column' ? hit.column.type : null;
  }

  private valueSources(output: Output): readonly ColumnSource[] {
    const out: ColumnSource[] = [];
    for (const use of output.uses) {
      if (!isValue(use.kind)) continue;
      for (const s of this.sourcesOf(use)) out.push({ ...s, kind: compose(s.kind, output.kind === 'identity' ? (use.kind as ColumnSource['kind']) : output.kind) });
    }
    for (const sub of output.subqueries) for (const c of this.slotsOf(sub)) for (const s of c.sources) out.push({ ...s, kind: compose(s.kind, 'transformation') });
    for (const s of this.holeSources(output)) out.push(s);
    return uniqueSources(out);
  }

  /** Strings given to a macro inside the expression that name columns in scope flow into it, as far as we can tell. */
  private holeSources(output: Output): ColumnSource[] {
    if (!output.opaque) return [];
    const out: ColumnSource[] = [];
    const scope = this.query.scopes.findIndex(s => s.outputs.includes(output));
    for (const hole of this.fact.holes) {
      if (hole.span.start < output.span.start || hole.span.end > output.span.end) continue;
      for (const name of columnNames(this.facts.calls[hole.call]?.arguments.map(a => a.value) ?? [])) {
        const parts = name.split('.');
        const column = parts.pop()!;
        const hit = this.find(scope, { qualifier: parts, qualifierSpan: null, column, quoted: false, span: hole.span, kind: 'transformation', scope });
        if (hit.kind === 'column') for (const s of hit.column.sources) out.push({ ...s, kind: compose(s.kind, 'transformation') });
      }
    }
    return out;
  }

  private expandStar(index: number, scope: Scope, position: number, output: Output): ResolvedScope {
    const star = output.star!;
    const inputs = this.inputsOf(index);
    const chosen = star.qualifier ? inputs.filter(i => i === this.qualifiedInput(scope, inputs, star.qualifier!)) : inputs.filter((_, i) => scope.inputs[i]!.join !== 'semi' && scope.inputs[i]!.join !== 'anti');
    let complete = chosen.length > 0 && chosen.every(i => i.complete);
    if (output.opaque) complete = false;
    const merged = new Set<string>();
    const except = new Set(star.except.map(e => e.name.toLowerCase()));
    const columns: ResolvedColumn[] = [];
    const [left, right] = chosen;
    const suffixes = scope.suffixes && chosen.length === 2 && left && right ? scope.suffixes : null;
    for (const input of chosen) {
      const at = inputs.indexOf(input);
      const other = input === left ? right : left;
      const shared = new Set(scope.inputs.flatMap(i => i.using.map(u => u.name.toLowerCase())));
      const using = new Set(star.qualifier ? [] : scope.inputs[at]!.using.map(u => u.name.toLowerCase()));
      for (const c of input.columns) {
        const name = c.name.toLowerCase();
        if (except.has(name) || (star.like && !isLike(c.name, star.like))) continue;
        if ((using.has(name) || (scope.inputs[at]!.natural && !star.qualifier)) && merged.has(name)) continue;
        merged.add(name);
        if (suffixes && other?.byName.has(name) && !shared.has(name)) {
          columns.push({ ...c, name: `${c.name}${suffixes[input === left ? 0 : 1]}` });
          continue;
        }
        const replaced = star.replace.find(r => r.name?.toLowerCase() === name);
        const renamed = star.rename.find(r => r.from.toLowerCase() === name);
        columns.push(replaced ? { name: c.name, type: replaced.type, sources: this.valueSources(replaced), scope: index, output: position, dataset: null } : { ...c, name: renamed?.to ?? c.name, scope: c.scope, dataset: c.dataset });
      }
    }
    return { columns, complete, reason: chosen.find(i => !i.complete)?.reason ?? (chosen.length === 0 ? 'a star whose table is not known' : null) };
  }
}

/** Whether a name is like a pattern of LIKE (`%` any text, `_` one character). Each `%` takes the first place that fits, so the work is at most the product of the lengths. */
function isLike(name: string, like: NonNullable<Star['like']>): boolean {
  const text = like.caseless ? name.toLowerCase() : name;
  const pattern = like.caseless ? like.pattern.toLowerCase() : like.pattern;
  let at = 0;
  let p = 0;
  let star = -1;
  let from = 0;
  while (at < text.length) {
    if (p < pattern.length && pattern[p] !== '%' && (pattern[p] === '_' || pattern[p] === text[at])) {
      at++;
      p++;
    } else if (pattern[p] === '%') {
      star = p++;
      from = at;
    } else if (star >= 0) {
      p = star + 1;
      at = ++from;
    } else return like.not;
  }
  while (pattern[p] === '%') p++;
  return (p === pattern.length) !== like.not;
}

/** Scopes within a scope that are no part of what it reads or gives: the subqueries of its conditions. */
function childrenOf(query: Query): ReadonlyMap<number, readonly number[]> {
  const used = new Set<number>([query.root]);
  const through = (input: Input): void => {
    if (input.source.kind === 'scope') used.add(input.source.scope);
    if (input.source.kind === 'derived') through(input.source.over);
  };
  for (const scope of query.scopes) {
    for (const input of scope.inputs) through(input);
    for (const output of scope.outputs) for (const sub of output.subqueries) used.add(sub);
    for (const branch of scope.branches) used.add(branch);
  }
  const children = new Map<number, number[]>();
  query.scopes.forEach((scope, index) => {
    if (scope.parent === null || scope.cte || used.has(index)) return;
    const list = children.get(scope.parent);
    if (list) list.push(index);
    else children.set(scope.parent, [index]);
  });
  return children;
}

/** What a field of a structured column is: made from that column, with the type that the column's type gives it. */
function field(column: ResolvedColumn, path: readonly string[]): ResolvedColumn {
  return { ...column, type: fieldType(column.type, path), sources: column.sources.map(s => ({ ...s, kind: compose(s.kind, 'transformation') })) };
}

/** A table's name as a value: its row, made from all its columns. */
function wholeRow(name: string, input: ResolvedScope): ResolvedColumn {
  const sources = uniqueSources(input.columns.flatMap(c => c.sources).map(s => ({ ...s, kind: compose(s.kind, 'transformation') })));
  return { name, type: null, sources, scope: -1, output: -1, dataset: null };
}

function isValue(kind: UseKind): boolean {
  return kind === 'identity' || kind === 'transformation' || kind === 'aggregation';
}

function compose(inner: ColumnSource['kind'], outer: ColumnSource['kind']): ColumnSource['kind'] {
  if (inner === 'aggregation' || outer === 'aggregation') return 'aggregation';
  return inner === 'transformation' || outer === 'transformation' ? 'transformation' : 'identity';
}

const STRENGTH = { identity: 0, transformation: 1, aggregation: 2 } as const;

/** One source a column, with the strongest kind, in the order of first use. */
function uniqueSources(sources: readonly ColumnSource[]): readonly ColumnSource[] {
  if (sources.length < 2) return sources;
  const out = new Map<string, ColumnSource>();
  for (const s of sources) {
    const k = `${s.dataset}\n${s.column.toLowerCase()}`;
    const known = out.get(k);
    if (!known) out.set(k, s);
    else if (STRENGTH[s.kind] > STRENGTH[known.kind]) out.set(k, { ...known, kind: s.kind });
  }
  return [...out.values()];
}

function hasLateral(scope: Scope): boolean {
  return scope.inputs.some(i => i.join === 'lateral' || i.source.kind === 'function');
}

function endsWith(parts: readonly string[], qualifier: readonly string[]): boolean {
  if (qualifier.length > parts.length) return qualifier.length > 1 && qualifier[qualifier.length - 1]!.toLowerCase() !== '';
  return qualifier.every((q, i) => q.toLowerCase() === parts[parts.length - qualifier.length + i]!.toLowerCase());
}

/** Strings among literal arguments, lists included, that could be column names. */
function columnNames(values: readonly unknown[]): string[] {
  return values.flatMap(v => (typeof v === 'string' ? (/^[A-Za-z_][\w$]*(\.[A-Za-z_][\w$]*)?$/.test(v) ? [v] : []) : Array.isArray(v) ? columnNames(v) : []));
}
