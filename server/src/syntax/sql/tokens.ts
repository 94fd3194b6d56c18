import type { Dialect } from './types';
import { traits } from './dialects';
import { AGGREGATE, FLAGS, WORDS } from './words';
import { COMMENT, emptyTokens, HOLE, HOLE_STRING, NAME, NUMBER, OPERATOR, PARAM, QUOTED, STRING, tokenize } from './lexer';
import { span, type Span } from '../../text/span';

export interface SqlToken {
  readonly span: Span;
  readonly kind: 'keyword' | 'function' | 'name' | 'string' | 'number' | 'comment' | 'operator' | 'punctuation' | 'parameter' | 'hole';
}

/** Words that the parser knows but that are names more often than keywords. */
const SOFT: ReadonlySet<string> = new Set([
  'action', 'comment', 'data', 'date', 'day', 'event', 'fields', 'first', 'hour', 'index', 'key', 'last', 'level', 'location', 'minute', 'mode', 'month', 'name', 'next', 'owner', 'path', 'position', 'second', 'session', 'source', 'sql',
  'status', 'step', 'target', 'time', 'timestamp', 'type', 'user', 'usage', 'value', 'version', 'week', 'year', 'account', 'service', 'task', 'tag', 'role', 'public', 'properties', 'error', 'object', 'keys', 'format', 'model', 'rank', 'header',
]);

/** The tokens of [start, end) for highlighting, comments included, in order. */
export function classify(text: string, start: number, end: number, dialect: Dialect | null): SqlToken[] {
  const t = emptyTokens(1024);
  tokenize(text, start, end, traits(dialect), t, true);
  const out: SqlToken[] = [];
  for (let i = 0; i < t.count; i++) out.push({ span: span(t.starts[i]!, t.ends[i]!), kind: kindOf(t, i) });
  return out;
}

function kindOf(t: ReturnType<typeof emptyTokens>, i: number): SqlToken['kind'] {
  switch (t.kinds[i]) {
    case NAME: {
      const id = t.ids[i]!;
      const word = WORDS[id]!;
      const called = WORDS[t.ids[i + 1]!] === '(';
      const qualified = i > 0 && WORDS[t.ids[i - 1]!] === '.';
      if (qualified) return called ? 'function' : 'name';
      if (word !== '' && !(SOFT.has(word) && !called)) return SOFT.has(word) ? 'function' : 'keyword';
      return called || (FLAGS[id]! & AGGREGATE) !== 0 && called ? 'function' : 'name';
    }
    case QUOTED:
      return 'name';
    case STRING:
    case HOLE_STRING:
      return 'string';
    case NUMBER:
      return 'number';
    case PARAM:
      return 'parameter';
    case HOLE:
      return 'hole';
    case COMMENT:
      return 'comment';
    case OPERATOR: {
      const word = WORDS[t.ids[i]!]!;
      return word === '(' || word === ')' || word === ',' || word === ';' || word === '[' || word === ']' || word === '{' || word === '}' || word === '.' ? 'punctuation' : 'operator';
    }
    default:
      return 'operator';
  }
}
