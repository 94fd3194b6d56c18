import { type Facts, NO_FACTS } from '../../model/facts';
import type { Document } from '../../model/format';
import { readSuppressions } from '../../model/suppression';
import type { Span } from '../../text/span';
import { Draft } from '../shared/draft';
import { extractJobSql } from '../shared/jobSql';
import { type Naming, pathPlace, tableNamed, topicPlace } from '../shared/codeNames';
import { scriptKey } from '../shared/names';
import type { Place } from '../shared/places';
import { lex, type Token } from './lex';

interface Call {
  readonly name: string;
  readonly span: Span;
  /** Arguments that are one literal or one constant; null for others. */
  readonly args: readonly (Token | null)[];
}

interface Chain {
  readonly root: string;
  readonly rootIndex: number;
  readonly calls: readonly Call[];
  readonly span: Span;
  /** The name that the whole chain's value is given. */
  readonly assigned: string | null;
  /** Names that occur in the chain's arguments. */
  readonly names: ReadonlySet<string>;
}

/** Calls of one chain beyond this are not read. */
const MOST_CALLS = 200;

/** The facts of a Scala or Java file that uses Spark. */
export function extractScala(document: Document): Facts {
  const { tokens, comments } = lex(document.text);
  const constants = constantsIn(tokens);
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, comments);
  const job = scriptKey(document.path, 'spark');
  const state: State = { draft, document, job, constants, naming: { path: document.path, defaults: new Map() }, views: new Set(), flows: new Map() };
  for (const chain of chainsIn(tokens)) follow(state, chain);
  if (draft.references.length === 0) return NO_FACTS;
  const name = document.path.slice(document.path.lastIndexOf('/') + 1);
  draft.declare({ id: job, kind: 'job', type: 'spark.job', role: 'defines', name, keys: [], nameSpan: null, span: { start: 0, end: document.text.length }, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false });
  return draft.facts();
}

interface State {
  readonly draft: Draft;
  readonly document: Document;
  readonly job: string;
  readonly constants: ReadonlyMap<string, Token>;
  readonly naming: Naming;
  readonly views: Set<string>;
  /** References that flow into a name. */
  readonly flows: Map<string, readonly number[]>;
}

/** `val NAME = "…"`, `String NAME = "…"`: names that are given a text once. */
function constantsIn(tokens: readonly Token[]): ReadonlyMap<string, Token> {
  const out = new Map<string, Token>();
  const twice = new Set<string>();
  for (let i = 0; i + 2 < tokens.length; i++) {
    const [name, sign, value] = [tokens[i]!, tokens[i + 1]!, tokens[i + 2]!];
    let at = value;
    if (name.kind !== 'name') continue;
    // `val name: String = "…"`.
    if (sign.text === ':' && tokens[i + 3]?.text === '=' && tokens[i + 4]) at = tokens[i + 4]!;
    else if (sign.text !== '=') continue;
    if (at.kind !== 'text') continue;
    if (out.has(name.text)) twice.add(name.text);
    out.set(name.text, at);
  }
  for (const name of twice) out.delete(name);
  return out;
}

/** Every chain `name.call(…).call(…)` of the file, in order. */
function* chainsIn(tokens: readonly Token[]): Iterable<Chain> {
  for (let i = 0; i < tokens.length; i++) {
    const root = tokens[i]!;
    if (root.kind !== 'name' || tokens[i - 1]?.text === '.' || (tokens[i + 1]?.text !== '.' && tokens[i + 1]?.text !== '(')) continue;
    const calls: Call[] = [];
    const names = new Set<string>();
    let at = i + 1;
    if (tokens[at]?.text === '(') {
      const { args, end } = argumentsAt(tokens, at, names);
      calls.push({ name: root.text, span: root.span, args });
      at = end;
    }
    while (tokens[at]?.text === '.' && tokens[at + 1]?.kind === 'name' && calls.length < MOST_CALLS) {
      const name = tokens[at + 1]!;
      at += 2;
      // Type arguments: `.as[Order]`.
      if (tokens[at]?.text === '[') at = closing(tokens, at, '[', ']');
      if (tokens[at]?.text === '(') {
        const { args, end } = argumentsAt(tokens, at, names);
        calls.push({ name: name.text, span: name.span, args });
        at = end;
      } else calls.push({ name: name.text, span: name.span, args: [] });
    }
    if (calls.length === 0) continue;
    const before = tokens[i - 1]?.text === '=' ? (tokens[i - 2]?.kind === 'name' ? tokens[i - 2]!.text : null) : null;
    yield { root: root.text, rootIndex: i, calls, span: { start: root.span.start, end: tokens[at - 1]!.span.end }, assigned: before, names };
  }
}

function closing(tokens: readonly Token[], at: number, open: string, close: string): number {
  let depth = 0;
  let i = at;
  for (; i < tokens.length; i++) {
    if (tokens[i]!.kind !== 'mark') continue;
    if (tokens[i]!.text === open) depth++;
    else if (tokens[i]!.text === close && --depth === 0) return i + 1;
  }
  return i;
}

function argumentsAt(tokens: readonly Token[], at: number, names: Set<string>): { readonly args: readonly (Token | null)[]; readonly end: number } {
  const end = closing(tokens, at, '(', ')');
  const args: (Token | null)[] = [];
  let depth = 0;
  let part: Token[] = [];
  const take = (): void => {
    // `name = "…"` and `Seq("…")` are what they hold.
    const literal = part.length === 1 ? part[0]! : part.length === 3 && part[1]!.text === '=' ? part[2]! : null;
    if (part.length > 0) args.push(literal !== null && literal.kind !== 'mark' ? literal : null);
    part = [];
  };
  for (let i = at + 1; i < end - 1; i++) {
    const t = tokens[i]!;
    if (t.kind === 'name') names.add(t.text);
    if (t.kind === 'mark' && '([{'.includes(t.text)) depth++;
    if (t.kind === 'mark' && ')]}'.includes(t.text)) depth--;
    if (depth === 0 && t.text === ',' && t.kind === 'mark') take();
    else part.push(t);
  }
  take();
  return { args, end };
}

/** A chain's reads, the SQL it runs, and what it writes. */
function follow(state: State, chain: Chain): void {
  const { calls } = chain;
  const reads: number[] = [...(state.flows.get(chain.root) ?? []), ...[...chain.names].flatMap(n => state.flows.get(n) ?? [])];
  let reading = calls.some(c => c.name === 'read' || c.name === 'readStream') || /^(read|reader|dfr)$/.test(chain.root);
  let writing = false;
  let format: string | null = null;
  const options = new Map<string, Token>();
  for (const call of calls) {
    const first = valueOf(state, call.args[0] ?? null);
    switch (call.name) {
      case 'read': case 'readStream': reading = true; writing = false; options.clear(); format = null; break;
      case 'write': case 'writeStream': writing = true; reading = false; options.clear(); format = null; break;
      case 'writeTo': if (first) write(state, table(first, true, state.naming), first, call, chain, reads); break;
      case 'format': format = first?.text.toLowerCase() ?? null; break;
      case 'option': {
        const value = valueOf(state, call.args[1] ?? null);
        if (first && value) options.set(first.text.toLowerCase(), value);
        break;
      }
      case 'sql':
        if (first && /^(spark|sparkSession|session|sqlContext|ss)$/i.test(chain.root)) {
          const before = state.draft.references.length;
          extractJobSql(state.draft, state.document.text, { job: state.job, text: first.text, origin: first.content, at: first.span, dialect: 'databricks', place: 'code', schema: null, known: {} });
          for (let i = before; i < state.draft.references.length; i++) if (state.draft.references[i]!.role === 'reads') reads.push(i);
        }
        break;
      case 'table':
        if (first && (reading || /^(spark|sparkSession|session|sqlContext)$/i.test(chain.root))) read(state, table(first, false, state.naming), first, call, reads);
        break;
      case 'load': case 'parquet': case 'csv': case 'json': case 'orc': case 'text': case 'textFile': case 'avro': case 'delta': case 'jdbc': case 'save': case 'start': case 'saveAsTable': case 'insertInto': case 'toTable': {
        const kind = /^(load|save|start|saveAsTable|insertInto|toTable|jdbc)$/.test(call.name) ? format : call.name;
        const named = call.name === 'jdbc' ? valueOf(state, call.args[1] ?? null) : first;
        const [place, token] = target(kind, call.name, named, options, writing);
        if (!place || !token) break;
        if (writing) write(state, place, token, call, chain, reads);
        else if (reading) read(state, place, token, call, reads);
        break;
      }
      case 'createOrReplaceTempView': case 'createTempView': case 'createGlobalTempView':
        if (first) {
          state.views.add(first.text.toLowerCase());
          state.flows.set(first.text, [...reads]);
        }
        break;
      case 'forPath': case 'forName': {
        const last = valueOf(state, call.args[call.args.length - 1] ?? null);
        if (last && chain.root === 'DeltaTable') read(state, call.name === 'forPath' ? pathPlace(last.text, state.naming) : table(last, false, state.naming), last, call, reads);
        break;
      }
      default: break;
    }
  }
  if (chain.assigned !== null) state.flows.set(chain.assigned, [...new Set(reads)]);

  function target(kind: string | null, call: string, named: Token | null, given: ReadonlyMap<string, Token>, written: boolean): readonly [Place | null, Token | null] {
    if (kind === 'kafka') {
      const topic = given.get('subscribe') ?? given.get('topic') ?? given.get('subscribepattern') ?? null;
      return [topic ? topicPlace(topic.text, state.naming) : null, topic];
    }
    if (/^(saveAsTable|insertInto|toTable|jdbc)$/.test(call)) return [named ? table(named, written, state.naming) : null, named];
    const stored = given.get('dbtable') ?? (kind === 'snowflake' || kind === 'bigquery' ? given.get('table') : undefined);
    if (stored) return [table(stored, written, state.naming), stored];
    const path = named ?? given.get('path') ?? null;
    if (path && (kind === 'iceberg' || kind === 'bigquery') && !path.text.includes('/')) return [table(path, written, state.naming), path];
    return [path ? pathPlace(path.text, state.naming) : null, path];
  }
}

/** A literal, or the text of a constant as it stands at its own place. */
function valueOf(state: State, token: Token | null): Token | null {
  if (token === null || token.kind === 'text') return token;
  const constant = state.constants.get(token.text);
  return constant ? { ...constant, span: token.span, content: null } : null;
}

function table(token: Token, written: boolean, naming: Naming): Place | null {
  return tableNamed(token.text, written, naming);
}

function read(state: State, place: Place | null, token: Token, call: Call, reads: number[]): void {
  if (!place || (place.type === 'sql.table' && state.views.has(place.name.toLowerCase()))) {
    reads.push(...(state.flows.get(token.text) ?? []));
    return;
  }
  reads.push(refer(state, place, token, call, 'reads'));
}

function write(state: State, place: Place | null, token: Token, call: Call, chain: Chain, reads: readonly number[]): void {
  if (!place) return;
  const to = refer(state, place, token, call, 'writes');
  for (const from of new Set(reads)) state.draft.edges.push({ from, to, job: state.job, span: chain.span, confidence: place.type === 'sql.table' ? 'likely' : 'exact' });
}

function refer(state: State, place: Place, token: Token, call: Call, role: 'reads' | 'writes'): number {
  const span = token.content ?? token.span;
  const known = place.type !== 'sql.table' && !place.name.includes('${');
  state.draft.describe(place.id, 'dataset', place.type, place.name, span, place.targets);
  return state.draft.refer({ targets: place.targets, type: place.type, name: place.name, span, fullSpan: call.span.start <= span.start ? { start: call.span.start, end: Math.max(call.span.end, token.span.end) } : token.span, from: state.job, role, certainty: known ? 'certain' : 'likely', ...(token.content ? {} : { implied: true }), data: { place: 'code' } });
}
