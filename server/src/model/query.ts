import type { Span } from '../text/span';

/**
 * What a SQL statement (or a DataFrame chain) says about columns, not yet resolved against its inputs.
 * A query is a flat list of scopes that refer to each other by index, so it is a plain value.
 * All spans are offsets into the file that holds the statement.
 */
export interface Query {
  readonly scopes: readonly Scope[];
  /** Index of the scope whose outputs are the statement's result. */
  readonly root: number;
}

export interface Scope {
  readonly kind: 'select' | 'set' | 'values' | 'opaque';
  /** CTE name or derived-table alias; null for the outermost query and plain subqueries. */
  readonly name: string | null;
  readonly nameSpan: Span | null;
  /** CTE: the query between the brackets; else the select itself. */
  readonly span: Span;
  readonly cte: boolean;
  /** The enclosing scope whose inputs a correlated reference may reach; null at the top. CTE bodies have no parent. */
  readonly parent: number | null;
  /** FROM items in the order written. */
  readonly inputs: readonly Input[];
  /** SELECT items in the order written. Empty for kind `set` (see `branches`). */
  readonly outputs: readonly Output[];
  /** Uses that decide which rows there are, not what a column holds: join, filter, group_by, sort, window. */
  readonly indirect: readonly Use[];
  /** Outputs (0-based) that GROUP BY names by their position, or all that are no aggregates (`group by all`); absent if none. */
  readonly groupedOutputs?: readonly number[] | 'all';
  /** For kind `set`: the united scopes, left to right. */
  readonly branches: readonly number[];
  /** For kind `set`: by position (false) or by name (true). */
  readonly byName: boolean;
  readonly distinct: boolean;
  /** What a bare star adds to names that both of two inputs have and that USING does not merge: `_x` and `_y` of a pandas merge. */
  readonly suffixes?: readonly [string, string];
  /** True if something here could not be read, so that outputs or inputs may be missing: then never claim that a name is unknown. */
  readonly incomplete: boolean;
  /** Set where it counts as incomplete only because names may be variables: its outputs are all there, in their places. */
  readonly placed?: true;
}

/** One item of FROM. */
export interface Input {
  /** The name that qualifies its columns: the alias, else the table's own last part; null if it has none. */
  readonly name: string | null;
  readonly alias: { readonly name: string; readonly span: Span } | null;
  /** The item without join keyword and condition. */
  readonly span: Span;
  readonly source: InputSource;
  /** `AS t (a, b)`: new names of its columns, else null. */
  readonly columnAliases: readonly string[] | null;
  /** How it is joined to the items before it; `from` for the first item and after a comma. */
  readonly join: 'from' | 'inner' | 'left' | 'right' | 'full' | 'cross' | 'semi' | 'anti' | 'asof' | 'lateral';
  /** USING columns; [] if none. */
  readonly using: readonly { readonly name: string; readonly span: Span }[];
  readonly natural: boolean;
}

export type InputSource =
  | { readonly kind: 'table'; readonly table: TableName }
  | { readonly kind: 'scope'; readonly scope: number }
  /** A table function or UNNEST: its columns if the reader knows them, else null. `uses` are the columns its arguments read. */
  | { readonly kind: 'function'; readonly name: string; readonly columns: readonly { name: string; type: string | null }[] | null; readonly uses: readonly Use[] }
  /** PIVOT, MATCH_RECOGNIZE and the like over an inner input; columns null = not known. */
  | { readonly kind: 'derived'; readonly over: Input; readonly columns: readonly Output[] | null; readonly keeps: 'all' | 'none' | { readonly except: readonly string[] } };

/** A table as named in SQL. `parts` are unquoted, in the order written (`db.schema.table`), each with its span. */
export interface TableName {
  readonly parts: readonly { readonly name: string; readonly quoted: boolean; readonly span: Span }[];
  readonly span: Span;
}

export type UseKind = 'identity' | 'transformation' | 'aggregation' | 'join' | 'filter' | 'group_by' | 'sort' | 'window' | 'conditional';

/** A column named in an expression. */
export interface Use {
  /** `t` in `t.amount`; several for `db.schema.t.amount` or a struct path; [] if unqualified. */
  readonly qualifier: readonly string[];
  readonly qualifierSpan: Span | null;
  readonly column: string;
  /** A quoted name keeps its case in most dialects. */
  readonly quoted: boolean;
  /** The column's name alone, quotes included. */
  readonly span: Span;
  readonly kind: UseKind;
  /** The scope in which the name is looked up first (a subquery inside an expression has its own). */
  readonly scope: number;
}

/** One SELECT item. */
export interface Output {
  /** Its name, unquoted; null if it is a star or the engine makes up a name. */
  readonly name: string | null;
  /** The alias, or the column's own name where there is no alias. */
  readonly nameSpan: Span | null;
  readonly quoted: boolean;
  readonly aliased: boolean;
  /** The whole item with its alias. */
  readonly span: Span;
  /** The expression without the alias. */
  readonly expression: Span;
  readonly star: Star | null;
  /** How the value comes about: a bare column, anything computed, or through an aggregate. */
  readonly kind: 'identity' | 'transformation' | 'aggregation';
  /** Columns the value is made of (identity, transformation, aggregation), and those it only depends on (conditional, window, sort...). */
  readonly uses: readonly Use[];
  /** Scopes of scalar subqueries inside the expression. */
  readonly subqueries: readonly number[];
  /** The type if the text alone tells it: of a cast, a literal, a function with a fixed result; lower case, as written (`numeric(10,2)`). */
  readonly type: string | null;
  /** A literal constant: its text, for accepted values and constants; else null. */
  readonly literal: string | null;
  /** `case … end` whose results are all literals: their values (strings unquoted), for accepted values; else null. */
  readonly literals: readonly string[] | null;
  /** True if Jinja or unread text is inside, so uses may be missing. */
  readonly opaque: boolean;
  /** Set if the value no longer tells what it was made from: masked or hashed by what carries it. */
  readonly hidden?: true;
}

export interface Star {
  /** `t` in `t.*`; null for a bare star. */
  readonly qualifier: readonly string[] | null;
  readonly except: readonly { readonly name: string; readonly span: Span }[];
  readonly replace: readonly Output[];
  readonly rename: readonly { readonly from: string; readonly to: string }[];
  /** `* ilike 'a%'`: only the columns whose names are like this, or (`not`) unlike it; absent for all. */
  readonly like?: { readonly pattern: string; readonly not: boolean; readonly caseless: boolean };
}

/** What a statement does to tables, beside its query. */
export interface Statement {
  readonly kind: StatementKind;
  readonly span: Span;
  /** The table written, created, altered or dropped. */
  readonly target: TableName | null;
  /** Column list of an INSERT, in order; null if absent. */
  readonly targetColumns: readonly { readonly name: string; readonly span: Span }[] | null;
  /** Columns of a CREATE or ALTER … ADD. */
  readonly columns: readonly ColumnDefinition[];
  readonly query: Query | null;
  /** Further tables the statement reads that are in no query (LIKE, CLONE, COPY FROM a stage). */
  readonly reads: readonly TableName[];
  /** Clauses as words and values: partition_by, cluster_by, engine, with options, … by lower-case name. */
  readonly options: readonly { readonly name: string; readonly value: string; readonly span: Span }[];
  readonly flags: { readonly orReplace: boolean; readonly ifNotExists: boolean; readonly temporary: boolean; readonly overwrite: boolean };
}

export type StatementKind =
  | 'select' | 'create_table' | 'create_view' | 'create_materialized_view' | 'create_external_table' | 'create_dynamic_table'
  | 'create_stream' | 'create_task' | 'create_pipe' | 'create_stage' | 'create_other' | 'alter' | 'rename' | 'drop' | 'truncate'
  | 'insert' | 'merge' | 'update' | 'delete' | 'copy' | 'unload' | 'use' | 'comment' | 'other';

export interface ColumnDefinition {
  readonly name: string;
  readonly quoted: boolean;
  readonly nameSpan: Span;
  readonly span: Span;
  /** As written, lower case, null if absent. */
  readonly type: string | null;
  readonly nullable: boolean | null;
  readonly primaryKey: boolean;
  readonly unique: boolean;
  readonly references: { readonly table: TableName; readonly columns: readonly string[] } | null;
  readonly comment: string | null;
  readonly default: string | null;
}
