import type { Span } from '../../text/span';
import type { TagReader } from './expressions';
import type { BlockKind, Expr, Name, Statement } from './tree';

const ENDS: { readonly [end: string]: BlockKind } = {
  endif: 'if',
  endfor: 'for',
  endmacro: 'macro',
  endcall: 'call',
  endfilter: 'filter',
  endset: 'set',
  endblock: 'block',
  endwith: 'with',
  endautoescape: 'autoescape',
  endsnapshot: 'snapshot',
  endtest: 'test',
  enddata_test: 'data_test',
  endmaterialization: 'materialization',
  enddocs: 'docs',
};

/** What an end tag ends, else undefined. */
export function endedBy(keyword: string): BlockKind | undefined {
  return Object.hasOwn(ENDS, keyword) ? ENDS[keyword] : undefined;
}

/** Every tag that may stand between `{%` and `%}` in dbt: Jinja2's own, its `do` and loop controls, and dbt's blocks. */
export const TAG_NAMES: readonly string[] = [
  ...['if', 'elif', 'else', 'for', 'set', 'macro', 'call', 'filter', 'do', 'break', 'continue', 'with', 'block', 'raw', 'endraw'],
  ...['include', 'import', 'from', 'extends', 'autoescape', 'print', 'snapshot', 'test', 'data_test', 'materialization', 'docs'],
  ...Object.keys(ENDS),
];

/** The block that a statement opens, else null. */
export function opens(statement: Statement): BlockKind | null {
  switch (statement.kind) {
    case 'set':
      return statement.value === null ? 'set' : null;
    case 'test':
      return statement.keyword.text === 'data_test' ? 'data_test' : 'test';
    case 'if':
    case 'for':
    case 'macro':
    case 'call':
    case 'filter':
    case 'block':
    case 'with':
    case 'autoescape':
    case 'snapshot':
    case 'materialization':
    case 'docs':
      return statement.kind;
    default:
      return null;
  }
}

/** Reads the inside of `{% … %}` up to its end. Only `failure` of the reader tells whether Jinja accepts it. */
export function readStatement(reader: TagReader): Statement {
  const t = reader.current;
  if (t.kind !== 'name') {
    reader.unexpected('the name of a tag');
    return { kind: 'unknown', keyword: { text: '', span: { start: t.start, end: t.start } } };
  }
  reader.next();
  const keyword: Name = { text: t.text, span: { start: t.start, end: t.end } };
  const statement = bodyOf(reader, keyword);
  if (statement.kind === 'else' || statement.kind === 'elif' || opens(statement) !== null) reader.skipOp(':');
  reader.expectEnd('tag');
  return statement;
}

function bodyOf(reader: TagReader, keyword: Name): Statement {
  switch (keyword.text) {
    case 'set':
      return readSet(reader, keyword);
    case 'if':
    case 'elif':
      return { kind: keyword.text, keyword, test: reader.tuple({ withConditional: false }) };
    case 'else':
      return { kind: 'else', keyword };
    case 'for':
      return readFor(reader, keyword);
    case 'macro':
    case 'test':
    case 'data_test':
      return { kind: keyword.text === 'macro' ? 'macro' : 'test', keyword, name: reader.expectName(`the name of the ${keyword.text}`), parameters: reader.signature() };
    case 'materialization':
      return readMaterialization(reader, keyword);
    case 'snapshot':
    case 'docs':
      return readNamed(reader, keyword, keyword.text);
    case 'call':
      return readCall(reader, keyword);
    case 'filter':
      return { kind: 'filter', keyword, filters: reader.filterChain(true) };
    case 'do':
      return { kind: 'do', keyword, expr: reader.tuple() };
    case 'include':
      return readInclude(reader, keyword);
    case 'extends':
    case 'autoescape':
      return { kind: keyword.text, keyword, expr: reader.expression() };
    case 'print':
      return readPrint(reader, keyword);
    case 'block':
      return readBlockTag(reader, keyword);
    case 'import':
      return readImport(reader, keyword);
    case 'from':
      return readFrom(reader, keyword);
    case 'with':
      return readWith(reader, keyword);
    case 'break':
    case 'continue':
      return { kind: keyword.text, keyword };
    default:
      return readOther(reader, keyword);
  }
}

function readSet(reader: TagReader, keyword: Name): Statement {
  const target = reader.target({ withNamespace: true });
  if (reader.skipOp('=')) return { kind: 'set', keyword, target, value: reader.tuple(), filters: null };
  return { kind: 'set', keyword, target, value: null, filters: reader.filterChain(false) };
}

function readFor(reader: TagReader, keyword: Name): Statement {
  const target = reader.target({ endName: 'in' });
  if (!reader.skipName('in')) reader.unexpected('`in`');
  const iterable = reader.tuple({ withConditional: false, endName: 'recursive' });
  const test = reader.skipName('if') ? reader.expression() : null;
  const recursive = reader.skipName('recursive');
  return { kind: 'for', keyword, target, iterable, test, recursive };
}

/** `materialization name, default` or `materialization name, adapter='x', supported_languages=[…]`. */
function readMaterialization(reader: TagReader, keyword: Name): Statement {
  const name = reader.expectName('the name of the materialization');
  let adapter: string | null = 'default';
  const values: Expr[] = [];
  while (reader.skipOp(',')) {
    const option = reader.expectName('`default`, `adapter` or `supported_languages`');
    if (option === null) break;
    if (option.text === 'default') continue;
    if (option.text !== 'adapter' && option.text !== 'supported_languages') {
      reader.fail(`A materialization takes \`default\`, \`adapter\` or \`supported_languages\`, not \`${option.text}\``, option.span);
      break;
    }
    if (!reader.expectOp('=')) break;
    const value = reader.expression();
    values.push(value);
    if (option.text === 'adapter') adapter = value.kind === 'string' ? value.value : null;
  }
  return { kind: 'materialization', keyword, name, adapter, values };
}

function readNamed(reader: TagReader, keyword: Name, kind: 'snapshot' | 'docs'): Statement {
  const name = reader.expectName(`the name of the ${kind} block`);
  const from = reader.current.start;
  reader.skipToMark();
  const rest: Span | null = reader.lastEnd > from ? { start: from, end: reader.lastEnd } : null;
  return { kind, keyword, name, rest };
}

function readCall(reader: TagReader, keyword: Name): Statement {
  const parameters = reader.isOp('(') ? reader.signature() : [];
  const call = reader.expression();
  if (call.kind !== 'call') reader.fail('A call block must call something', call.span);
  return { kind: 'call', keyword, parameters, call };
}

function readInclude(reader: TagReader, keyword: Name): Statement {
  const expr = reader.expression();
  if (reader.isName('ignore')) {
    const ahead = reader.peek();
    if (ahead.kind === 'name' && ahead.text === 'missing') {
      reader.next();
      reader.next();
    }
  }
  skipContext(reader);
  return { kind: 'include', keyword, expr };
}

function skipContext(reader: TagReader): boolean {
  if (!reader.isName('with') && !reader.isName('without')) return false;
  const ahead = reader.peek();
  if (ahead.kind !== 'name' || ahead.text !== 'context') return false;
  reader.next();
  reader.next();
  return true;
}

function readPrint(reader: TagReader, keyword: Name): Statement {
  const values: Expr[] = [];
  while (!reader.atEnd()) {
    if (values.length > 0 && !reader.expectOp(',')) break;
    values.push(reader.expression());
  }
  return { kind: 'print', keyword, values };
}

function readBlockTag(reader: TagReader, keyword: Name): Statement {
  const name = reader.expectName('the name of the block');
  reader.skipName('scoped');
  reader.skipName('required');
  return { kind: 'block', keyword, name };
}

function readImport(reader: TagReader, keyword: Name): Statement {
  const expr = reader.expression();
  if (!reader.skipName('as')) reader.unexpected('`as`');
  const target = reader.expectName('a name');
  skipContext(reader);
  return { kind: 'import', keyword, expr, target };
}

function readFrom(reader: TagReader, keyword: Name): Statement {
  const expr = reader.expression();
  const names: { name: Name; as: Name | null }[] = [];
  if (!reader.skipName('import')) reader.unexpected('`import`');
  while (!reader.atEnd() || names.length === 0) {
    if (names.length > 0 && !reader.expectOp(',')) break;
    if (skipContext(reader)) break;
    const name = reader.expectName('a name');
    if (name === null) break;
    if (name.text.startsWith('_')) reader.fail('Names that start with an underscore can’t be imported', name.span);
    const as = reader.skipName('as') ? reader.expectName('a name') : null;
    names.push({ name, as });
    if (skipContext(reader) || !reader.isOp(',')) break;
  }
  return { kind: 'from', keyword, expr, names };
}

function readWith(reader: TagReader, keyword: Name): Statement {
  const assignments: { target: Expr; value: Expr }[] = [];
  while (!reader.atEnd()) {
    if (assignments.length > 0 && !reader.expectOp(',')) break;
    const target = reader.target();
    if (!reader.expectOp('=')) break;
    assignments.push({ target, value: reader.expression() });
  }
  return { kind: 'with', keyword, assignments };
}

function readOther(reader: TagReader, keyword: Name): Statement {
  const of = endedBy(keyword.text);
  if (of === undefined) {
    // What is wrong is the name; the rest of the tag is passed over so that it isn't blamed as well.
    reader.skipToMark();
    return { kind: 'unknown', keyword };
  }
  const name = of === 'block' && reader.current.kind === 'name' ? reader.expectName('a name') : null;
  return { kind: 'end', keyword, of, name };
}
