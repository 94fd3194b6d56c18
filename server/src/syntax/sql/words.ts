import { AGGREGATES } from './functions';

/**
 * The words and operators the parser compares with. A word that is not here is a plain name to it,
 * so the compiler refuses a comparison with a word that the lexer would never give.
 */
const OPERATORS = [
  '(', ')', '[', ']', '{', '}', ',', ';', '.', ':', '::', '?', '+', '-', '*', '/', '%', '^', '**', '//', '|', '||', '&', '&&', '~', '!', '#', '@',
  '=', '==', '<', '>', '<=', '>=', '<>', '!=', '^=', '<=>', '<<', '>>', '->', '->>', '#>', '#>>', '#-', '=>', ':=', '|>', '^@', '@>', '<@', '@@', '@?',
  '?|', '?&', '!~', '~*', '!~*', '~~', '!~~', '~~*', '!~~*', '<->', '<#>', '-|-', '&<', '&>', '|/', '||/', '!!', '?::', '+=', '-=', '$', '\\', '@-@', '~=', '..',
  '->*', '<%', '%>', '*=', '=*',
] as const;

const KEYWORDS = [
  'absent', 'account', 'action', 'add', 'after', 'aggregate', 'alias', 'all', 'alter', 'analyze', 'and', 'anti', 'any', 'apply', 'array', 'as', 'asc', 'asof', 'assert',
  'asymmetric', 'at', 'auto_increment', 'autoincrement', 'before', 'begin', 'bernoulli', 'between', 'both', 'browse', 'bulk', 'by', 'cached', 'call', 'cascade', 'case',
  'cast', 'catch', 'changes', 'character', 'check', 'clone', 'cluster', 'clustered', 'codec', 'collate', 'column', 'columns', 'comment', 'commit', 'compound',
  'conditional', 'connect', 'connect_by_root', 'connector', 'constraint', 'convert', 'copy', 'corresponding', 'create', 'cross', 'cube', 'current', 'cycle', 'data',
  'database', 'date', 'datetime', 'day', 'declare', 'deep', 'default', 'deferrable', 'definer', 'delayed', 'delete', 'desc', 'describe', 'dictionary', 'directory',
  'distinct', 'distinctrow', 'distkey', 'distribute', 'distributed', 'diststyle', 'div', 'do', 'double', 'drop', 'dumpfile', 'dynamic', 'each', 'else', 'elseif',
  'elsif', 'emit', 'empty', 'encode', 'end', 'enforced', 'engine', 'ephemeral', 'error', 'escape', 'event', 'except', 'exception', 'exclude', 'exec', 'execute',
  'exists', 'explain', 'explode', 'export', 'extend', 'external', 'extract', 'false', 'fetch', 'fields', 'fill', 'filter', 'final', 'first', 'following', 'for', 'force',
  'foreign', 'format', 'from', 'full', 'fulltext', 'function', 'generated', 'glob', 'global', 'go', 'grant', 'grants', 'group', 'grouping', 'groups', 'having', 'header',
  'headers', 'hidden', 'high_priority', 'hour', 'hybrid', 'iceberg', 'identity', 'if', 'iff', 'ignore', 'ilike', 'immutable', 'in', 'include', 'index', 'initially',
  'inner', 'insert', 'interactive', 'interleaved', 'interpolate', 'intersect', 'interval', 'into', 'invisible', 'invoker', 'is', 'isnull', 'join', 'json', 'keep', 'key',
  'keys', 'lambda', 'language', 'last', 'lateral', 'leading', 'left', 'level', 'like', 'limit', 'live', 'local', 'location', 'lock', 'log', 'loop', 'low_priority',
  'macro', 'managed', 'map', 'masking', 'match', 'match_condition', 'match_recognize', 'materialized', 'measures', 'member', 'merge', 'metadata', 'minus', 'minute',
  'mod', 'mode', 'model', 'month', 'multiset', 'name', 'natural', 'next', 'no', 'nonclustered', 'not', 'nothing', 'notnull', 'null', 'nulls', 'object', 'of', 'offset',
  'on', 'only', 'operator', 'option', 'options', 'or', 'order', 'ordinal', 'ordinality', 'outer', 'outfile', 'over', 'overflow', 'overlaps', 'overlay', 'overriding',
  'overwrite', 'owner', 'partition', 'partition_by', 'partitioned', 'passing', 'paste', 'path', 'percent', 'persisted', 'pipe', 'pivot', 'placing', 'position',
  'positional', 'preceding', 'precision', 'prewhere', 'primary', 'print', 'prior', 'private', 'procedure', 'projection', 'properties', 'public', 'qualify', 'quick',
  'range', 'rank', 'read', 'recursive', 'references', 'refresh', 'regexp', 'rename', 'repeat', 'repeatable', 'replace', 'respect', 'restrict', 'return', 'returning',
  'returns', 'revoke', 'right', 'rlike', 'role', 'rollback', 'rollup', 'row', 'rows', 'running', 'safe', 'safe_cast', 'sample', 'scalar', 'schema', 'search', 'second',
  'secure', 'security', 'select', 'semi', 'separator', 'service', 'session', 'set', 'sets', 'settings', 'shallow', 'share', 'show', 'siblings', 'similar', 'sink',
  'snapshot', 'some', 'sort', 'sortkey', 'sounds', 'source', 'sparse', 'spatial', 'sql', 'stage', 'start', 'statement', 'step', 'stored', 'straight_join', 'stream',
  'streaming', 'strict', 'struct', 'substr', 'substring', 'summarize', 'swap', 'symmetric', 'system', 'system_time', 'system_version', 'table', 'tables', 'tablesample',
  'tag', 'target', 'task', 'tblproperties', 'temp', 'temporary', 'then', 'ties', 'time', 'timestamp', 'timestamp_ltz', 'timestamp_ntz', 'timestamp_tz', 'timestamptz',
  'to', 'top', 'totals', 'trailing', 'transaction', 'transient', 'trigger', 'trim', 'true', 'truncate', 'try', 'try_', 'try_cast', 'try_convert', 'ttl', 'type',
  'unbounded', 'unconditional', 'undrop', 'union', 'unique', 'unknown', 'unload', 'unlogged', 'unnest', 'unpivot', 'update', 'ur', 'usage', 'use', 'user', 'using',
  'value', 'values', 'varying', 'version', 'view', 'virtual', 'visible', 'volatile', 'watermark', 'week', 'when', 'where', 'while', 'window', 'with', 'within',
  'without', 'work', 'wrapper', 'xml', 'xmlnamespaces', 'xor', 'year', 'zone',
] as const;

export type Word = (typeof OPERATORS)[number] | (typeof KEYWORDS)[number] | '';

/** Interns a string the way the engine interns literals, so that `===` against a literal compares pointers. */
const interned = (s: string): string => Object.keys({ [s]: 0 })[0]!;

const FUNCTION_NAMES = [...AGGREGATES].filter(name => !(KEYWORDS as readonly string[]).includes(name));
const SPELLINGS: readonly string[] = ['', ...OPERATORS, ...KEYWORDS, ...FUNCTION_NAMES].map(interned);
const FIRST_FUNCTION = 1 + OPERATORS.length + KEYWORDS.length;

/** By id of a token: the word the parser sees. Names of functions have an id for the sake of their flags but are plain names. */
export const WORDS: readonly Word[] = SPELLINGS.map((w, id) => (id < FIRST_FUNCTION ? w : '') as Word);

/** By id: an operator between two operands (words like `like` and `between` are told apart in the parser). */
export const INFIX = 1;
/** By id: an aggregate function of some dialect. */
export const AGGREGATE = 2;
/** By id: a word that ends an expression wherever it stands and is never a bare alias. */
export const STOP = 4;
/** By id: an operator that may also stand before its operand. */
export const PREFIX = 8;
export const FLAGS = new Uint8Array(SPELLINGS.length);

function flag(bit: number, words: readonly Word[] | Iterable<string>): void {
  const set = new Set<string>(words);
  SPELLINGS.forEach((w, id) => {
    if (set.has(w)) FLAGS[id] = FLAGS[id]! | bit;
  });
}
flag(INFIX, [
  '+', '-', '*', '/', '%', '^', '**', '//', '|', '||', '&', '&&', '~', '#', '=', '==', '<', '>', '<=', '>=', '<>', '!=', '^=', '<=>', '<<', '>>', '->', '->>', '#>', '#>>', '#-', ':=',
  '^@', '@>', '<@', '@@', '@?', '?', '?|', '?&', '!~', '~*', '!~*', '~~', '!~~', '~~*', '!~~*', '<->', '<#>', '-|-', '&<', '&>', '!!', 'and', 'or', 'div', 'mod', 'is', 'in', 'like', 'ilike', 'rlike', 'regexp', 'similar',
  'between', 'glob', 'overlaps', 'not', 'collate', 'at', 'isnull', 'notnull', 'operator', 'member', 'sounds', 'escape', '*=', '=*', '+=', '-=', '<%', '%>', '~=', 'xor', 'global', '!', '^=', '@',
]);
flag(PREFIX, ['+', '-', '~', '!', 'not', '@', '|/', '||/', '!!', 'prior', 'connect_by_root', '#']);
flag(AGGREGATE, AGGREGATES);
flag(STOP, [
  'from', 'where', 'group', 'having', 'order', 'union', 'intersect', 'except', 'join', 'on', 'when', 'then', 'else', 'and', 'or', 'as', 'limit', 'qualify', 'into', 'in', 'is', 'between', 'using', 'inner',
  'cross', 'select', 'with', ')', ']', '}', ',', ';', '|>', 'window', 'natural', 'full', 'fetch', 'lateral', 'prewhere', 'set', 'having', 'like', 'ilike', 'rlike', 'regexp', 'similar', 'collate', 'not', 'then', 'returning', 'tablesample',
]);

/** Hash table from spelling to id, open addressing. */
const SIZE = 8192;
const table = new Uint16Array(SIZE);

/** The hash of a lower-case ASCII word; the lexer computes the same while it scans. */
export function hashOf(word: string): number {
  let h = 0;
  for (let i = 0; i < word.length; i++) h = (Math.imul(h, 31) + word.charCodeAt(i)) | 0;
  return h;
}
SPELLINGS.forEach((w, id) => {
  if (w === '') return;
  let slot = (hashOf(w) >>> 0) % SIZE;
  while (table[slot] !== 0) slot = (slot + 1) % SIZE;
  table[slot] = id;
});

/** The id of the word at [start, end) whose hash (of the lower-case letters) is given; 0 if it is a plain name. */
export function lookUp(text: string, start: number, end: number, hash: number): number {
  let slot = (hash >>> 0) % SIZE;
  for (let id = table[slot]!; id !== 0; id = table[(slot = (slot + 1) % SIZE)]!) {
    const w = SPELLINGS[id]!;
    if (w.length === end - start && sameWord(text, start, w)) return id;
  }
  return 0;
}

function sameWord(text: string, start: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    const c = text.charCodeAt(start + i);
    if ((c >= 65 && c <= 90 ? c | 32 : c) !== word.charCodeAt(i)) return false;
  }
  return true;
}

/** The id of an operator by its spelling, for the lexer. */
export function operatorId(spelling: string): number {
  return SPELLINGS.indexOf(spelling);
}

/** Operators of two and more characters, by first character, longest first. */
export const LONG_OPERATORS: ReadonlyMap<number, readonly { readonly text: string; readonly id: number }[]> = (() => {
  const map = new Map<number, { text: string; id: number }[]>();
  for (const op of OPERATORS) {
    if (op.length < 2) continue;
    const list = map.get(op.charCodeAt(0)) ?? [];
    list.push({ text: op, id: operatorId(op) });
    map.set(op.charCodeAt(0), list);
  }
  for (const list of map.values()) list.sort((a, b) => b.text.length - a.text.length);
  return map;
})();

/** Ids of the operators of one character, by character code. */
export const SHORT_OPERATORS: Uint16Array = (() => {
  const ids = new Uint16Array(128);
  for (const op of OPERATORS) if (op.length === 1) ids[op.charCodeAt(0)] = operatorId(op);
  return ids;
})();
