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
  'abort', 'action', 'add', 'after', 'aggregate', 'alias', 'align', 'all', 'alter', 'analyze', 'and', 'anti', 'any', 'append', 'apply', 'array', 'as', 'asc', 'asof', 'assert', 'at',
  'attach', 'auto', 'before', 'begin', 'between', 'bernoulli', 'both', 'bulk', 'by', 'cache', 'call', 'cascade', 'case', 'cast', 'change', 'changes', 'character', 'check', 'clone',
  'close', 'cluster', 'collate', 'column', 'columns', 'comment', 'commit', 'concurrently', 'connect', 'connect_by_root', 'connector', 'constraint', 'convert', 'copy', 'corresponding', 'create',
  'cross', 'cube', 'current', 'cursor', 'data', 'database', 'date', 'datetime', 'day', 'deallocate', 'declare', 'default', 'deferrable', 'define', 'delayed', 'delete', 'desc', 'describe', 'detach',
  'dictionary', 'distinct', 'distinctrow', 'distribute', 'distributed', 'diststyle', 'distkey', 'div', 'do', 'double', 'drop', 'dynamic', 'each', 'else', 'elseif', 'elsif', 'emit', 'empty', 'enable', 'end', 'endif', 'enforced',
  'engine', 'escape', 'event', 'except', 'except_all', 'exclude', 'excluding', 'exclusive', 'execute', 'exec', 'exists', 'explain', 'explode', 'export', 'extend', 'external', 'extract', 'false', 'fetch',
  'fields', 'fill', 'filter', 'final', 'first', 'flatten', 'following', 'for', 'force', 'foreign', 'format', 'from', 'full', 'function', 'generated', 'glob', 'global', 'go', 'grant', 'grants', 'grants', 'group', 'groups',
  'grouping', 'having', 'high_priority', 'hour', 'hourly', 'iceberg', 'identity', 'if', 'iff', 'ignore', 'ilike', 'immutable', 'import', 'in', 'include', 'including', 'increment', 'index', 'indexes', 'inner', 'inplace', 'insert', 'install', 'intersect',
  'interpolate', 'interval', 'into', 'is', 'isnull', 'notnull', 'join', 'keep', 'key', 'kill', 'lambda', 'language', 'last', 'lateral', 'leading', 'left', 'level', 'like', 'like_any', 'like_all', 'limit', 'list', 'live', 'load', 'local', 'location',
  'lock', 'logged', 'loop', 'low_priority', 'macro', 'map', 'masking', 'matched', 'match_condition', 'match_recognize', 'match_number', 'materialized', 'measures', 'member', 'merge', 'minus', 'minute', 'minvalue', 'mod', 'model', 'modify', 'month',
  'name', 'natural', 'new', 'next', 'no', 'not', 'nothing', 'null', 'nulls', 'of', 'off', 'offset', 'old', 'on', 'only', 'open', 'operator', 'optimize', 'option', 'options', 'or', 'order', 'ordinality', 'out', 'outer', 'over', 'overlaps',
  'overlay', 'overwrite', 'owner', 'package', 'parameters', 'partition', 'partitioned', 'paste', 'path', 'pattern', 'percent', 'pipe', 'pivot', 'placing', 'policy', 'position', 'positional', 'pragma', 'preceding', 'precision', 'prepare', 'prewhere', 'primary',
  'print', 'prior', 'privileges', 'procedure', 'projection', 'purge', 'qualify', 'raise', 'range', 'rank', 'recluster', 'recursive', 'ref', 'references', 'refresh', 'regexp', 'remote', 'remove', 'rename', 'reindex', 'repeatable', 'repeat', 'replace', 'replica', 'reset', 'resource', 'respect', 'restrict', 'return', 'returning', 'returns',
  'revoke', 'right', 'rlike', 'role', 'rollback', 'rollup', 'routine', 'row', 'rows', 'safe', 'safe_cast', 'sample', 'savepoint', 'schema', 'second', 'secret', 'secure', 'select', 'semi', 'separator', 'sequence', 'serde', 'server', 'session', 'set', 'sets', 'setting', 'settings', 'share', 'show',
  'similar', 'sink', 'skip', 'some', 'sort', 'sortkey', 'source', 'sounds', 'sql', 'stable', 'stage', 'start', 'statement', 'step', 'store', 'stored', 'straight_join', 'strawberry', 'stream', 'streaming', 'strict', 'struct', 'substring', 'substr', 'summarize', 'swap', 'symmetric', 'asymmetric', 'system', 'system_time', 'system_version', 'table', 'tables',
  'tablesample', 'tag', 'target', 'task', 'temp', 'temporary', 'tblproperties', 'terminate', 'then', 'ties', 'time', 'timestamp', 'timestamp_ntz', 'timestamp_ltz', 'timestamp_tz', 'timestamptz', 'to', 'top', 'totals', 'trailing', 'transaction', 'transform', 'transient', 'trigger', 'trim', 'true', 'truncate', 'try', 'try_cast', 'try_convert', 'ttl', 'type', 'unbounded',
  'uncache', 'undrop', 'union', 'unique', 'unknown', 'unload', 'unlogged', 'unmatched', 'unnest', 'unpivot', 'unset', 'update', 'usage', 'use', 'user', 'using', 'vacuum', 'value', 'values', 'varying', 'version', 'view', 'virtual', 'volatile', 'warehouse', 'watermark', 'week', 'when', 'where', 'while', 'window',
  'with', 'within', 'without', 'work', 'year', 'zone', 'quarter', 'month_name', 'xmlnamespaces', 'zorder', 'offsets', 'cost', 'unlisten', 'listen', 'notify', 'discard', 'checkpoint', 'msck', 'repair', 'overwriting', 'overriding', 'conflict', 'duplicate', 'inserts', 'ordered', 'partitions', 'low', 'quick', 'handler', 'rebuild', 'put', 'get', 'ls', 'rm',
  'parallel', 'called', 'input', 'leakproof', 'security', 'definer', 'invoker', 'comments', 'aggregating', 'mode', 'cubes', 'maxvalue', 'stop', 'resume', 'suspend', 'connection', 'account', 'network', 'integration', 'failover', 'replication', 'alert', 'notification', 'application', 'service', 'hybrid', 'global_temporary', 'managed', 'extension', 'domain', 'cast_', 'collation',
  'search', 'cycle', 'asensitive', 'exception', 'try_', 'catch', 'let', 'lazy', 'delta', 'array_join', 'spread', 'properties', 'rule', 'public', 'subscription', 'publication', 'foreach', 'continue', 'exit', 'iterate', 'leave', 'signal', 'switch', 'until', 'perform', 'elif', 'synonym', 'authorization', 'catalog', 'dataset', 'namespace', 'reservation', 'assignment', 'capacity', 'vector', 'snapshot',
  'struct_', 'comment_', 'parse_json', 'unpivot_', 'flush', 'analyse', 'help', 'receive', 'watch', 'xa', 'purge_', 'binlog', 'shutdown', 'uninstall', 'clustered', 'buckets', 'delimited', 'escaped', 'terminated', 'lines', 'stored_', 'inputformat', 'outputformat', 'tablespace', 'inherits', 'oids', 'preserve', 'autoincrement', 'auto_increment', 'encode', 'charset', 'nonclustered', 'fulltext', 'spatial', 'codec', 'alias_', 'ephemeral', 'metadata', 'headers', 'timestamp_', 'sortkeys', 'interleaved', 'compound', 'partition_by', 'codes', 'refresh_',
  'unpack', 'qualified', 'returning_', 'without_', 'wait', 'nowait', 'skip_', 'locked', 'ascending', 'descending', 'raw', 'xml', 'json', 'browse', 'auto_', 'explicit', 'root', 'elements', 'tree', 'rewrite', 'cluster_', 'pivot_', 'ordinal', 'sqlstate', 'nested', 'keys', 'conditional', 'unconditional', 'wrapper', 'error', 'overflow', 'absent', 'cached', 'directory', 'header', 'interactive', 'log', 'multiset', 'passing', 'private', 'read', 'siblings', 'ur', 'xor', 'scalar', 'array_', 'object', 'initially', 'immediate', 'deferred', 'match', 'simple', 'partial', 'always', 'stored__', 'persisted', 'invisible', 'visible', 'sparse', 'hidden', 'masked', 'rowguidcol', 'replicated', 'outfile', 'dumpfile', 'clone_', 'deep', 'shallow', 'version_', 'timestamp__', 'statements', 'unordered', 'per', 'parser', 'define_', 'subset', 'running', 'finish',
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

/** Whether a keyword of the table (in lower case) is spelt so. */
export function isWord(word: string): boolean {
  const id = lookUp(word, 0, word.length, hashOf(word));
  return id !== 0 && WORDS[id] !== '';
}
