import type { QueryFact } from './facts';
import type { Json, Key } from './key';
import { allUses } from './uses';
import type { Workspace } from './workspace';

/** What is known of a column that may classify it. */
export interface Classifiable {
  readonly tags?: readonly string[];
  readonly meta?: { readonly [name: string]: Json } | null;
}

const TAG = /^(pii|pci|phi|spi|gdpr|hipaa|personal|sensitive|confidential|restricted|secret|private)([_:-].*)?$|^contains_(pii|phi)$|taxonomies\/|^(email|phone|ssn|name|address|dob)$/i;
const META = ['pii', 'contains_pii', 'is_pii', 'phi', 'sensitive', 'sensitivity', 'classification', 'data_classification', 'privacy', 'masking_policy', 'policy_tag', 'policy_tags', 'gdpr'];

/** The classification a column bears: `open` if it says that it is not personal, null if it says nothing. */
export function classificationOf(column: Classifiable): { readonly label: string; readonly key: string | null; readonly open: boolean } | null {
  const tag = column.tags?.find(t => TAG.test(t));
  if (tag !== undefined) return { label: tag, key: null, open: false };
  for (const key of META) {
    const value = column.meta?.[key];
    if (value === undefined || value === null) continue;
    const text = typeof value === 'object' ? key : String(value);
    return { label: value === true ? key : text, key, open: value === false || /^(none|no|false|public|open|internal|low|n\/a)$/i.test(text) };
  }
  return null;
}

/** How sensitive a column is, and what says so. */
export interface ColumnClass {
  readonly dataset: Key;
  readonly column: string;
  readonly label: string;
  /** The key of its meta that says so; null for a tag. */
  readonly key: string | null;
  /** Whether it is said to be harmless. */
  readonly open: boolean;
  /** `own`: said of the column itself. `contract`: said by a data contract about its dataset. `copy`, `made`: of a column upstream, of which it is a copy or from which it is computed. */
  readonly by: 'own' | 'contract' | 'copy' | 'made';
}

/** A workspace with what was looked up of it so far. Make one for each file that is checked, never keep it longer. */
export interface Classifier {
  readonly ws: Workspace;
  /** The tables of data contracts that are about a dataset. */
  readonly contracts: Map<Key, readonly Key[]>;
}

export function classifier(ws: Workspace): Classifier {
  return { ws, contracts: new Map() };
}

function contractsOf({ ws, contracts }: Classifier, dataset: Key): readonly Key[] {
  let found = contracts.get(dataset);
  if (!found) {
    found = ws.entitiesOf('contract.table').length === 0 ? [] : ws.referrers(dataset).flatMap(r => (r.type === 'contract.dataset' && r.from !== null ? [r.from] : []));
    contracts.set(dataset, found);
  }
  return found;
}

/** What is said of a column itself, by its declarations or by a data contract about its dataset; null if nothing is. */
export function ownClass(c: Classifier, dataset: Key, column: string): ColumnClass | null {
  const { ws } = c;
  const known = ws.column(dataset, column);
  const own = known ? classificationOf(known) : null;
  if (own) return { dataset, column, ...own, by: 'own' };
  for (const contract of contractsOf(c, dataset)) {
    const said = ws.column(contract, column);
    const found = said ? classificationOf(said) : null;
    if (found) return { dataset, column, ...found, by: 'contract' };
  }
  return null;
}

/** The class of a column: its own, else that of the columns it comes from. Null if nothing is known. */
export function classOf(c: Classifier, dataset: Key, column: string): ColumnClass | null {
  return ownClass(c, dataset, column) ?? inheritedClass(c, dataset, column, 'made');
}

/** The columns of a dataset that are known to be personal, by their own names: those that it is known to have, and those that a contract says it has. */
export function personalColumns(c: Classifier, dataset: Key): readonly string[] {
  const names = new Map<string, string>();
  for (const from of [dataset, ...contractsOf(c, dataset)]) for (const column of c.ws.columns(from).columns) names.set(column.name.toLowerCase(), names.get(column.name.toLowerCase()) ?? column.name);
  return [...names.values()].filter(name => {
    const found = classOf(c, dataset, name);
    return found !== null && !found.open;
  });
}

/** How far columns are followed upstream, and how many in all. */
const MAX_STEPS = 30;
const MAX_VISITED = 200;

/**
 * The nearest classified column upstream that a column is an unchanged copy of; with `made`, also one that it is computed from without
 * being hashed, masked, counted or the like. Null if there is none, or if it is said to be harmless.
 */
export function inheritedClass(c: Classifier, dataset: Key, column: string, through: 'copy' | 'made' = 'copy'): ColumnClass | null {
  const { ws } = c;
  const seen = new Set<string>();
  const follow = (at: Key, name: string, depth: number): ColumnClass | null => {
    const mark = `${at}\n${name.toLowerCase()}`;
    if (depth > MAX_STEPS || seen.size >= MAX_VISITED || seen.has(mark)) return null;
    seen.add(mark);
    const sources = ws.column(at, name)?.from ?? [];
    if (through === 'copy' && sources.length > 1) return null;
    for (const source of sources) {
      if (source.kind === 'aggregation' || (through === 'copy' && source.kind !== 'identity')) continue;
      const own = ownClass(c, source.dataset, source.column);
      if (own?.open) continue;
      const found = own ?? follow(source.dataset, source.column, depth + 1);
      if (!found || (source.kind === 'transformation' && hides(ws, at, name))) continue;
      return { ...found, by: source.kind === 'identity' && found.by !== 'made' ? 'copy' : 'made' };
    }
    return null;
  };
  return follow(dataset, column, 0);
}

/** Functions and tests whose result no longer tells the value. */
const HIDING = /\b(md5|sha\d*|sha_?\d+|\w*hash\w*|farm_fingerprint|murmur\w*|hmac\w*|\w*encrypt\w*|aes_\w*|\w*mask\w*|\w*redact\w*|\w*anonymi\w*|\w*pseudonymi\w*|\w*tokeni[sz]\w*|obfuscat\w*|generate_surrogate_key|surrogate_key|hll\w*|len|length|char_length|octet_length|count|count_if|is\s+(not\s+)?null|exists|domain)\b/i;
const HIDDEN_NAME = /(^|_)(hash|hashed|md5|sha\d*|masked|redacted|anonymi[sz]ed|encrypted|token|domain|is|has|count|cnt|num|length|key|sk)(_|$)/i;

/** Whether the expression that makes a column hides what it is made from: hashes, masks, counts, or only tests it. */
function hides(ws: Workspace, dataset: Key, column: string): boolean {
  if (HIDDEN_NAME.test(column)) return true;
  for (const { file } of ws.entity(dataset)?.roles ?? []) {
    const document = ws.document(file);
    for (const query of document?.facts.queries ?? []) {
      if (query.dataset === null || ws.entity(query.dataset)?.id !== dataset) continue;
      if (query.query.scopes.some(s => s.outputs.some(o => [o, ...(o.star?.replace ?? [])].some(p => p.hidden && p.name?.toLowerCase() === column.toLowerCase())))) return true;
      if (expressionsOf(ws, file, query, column).some(span => HIDING.test(document!.text.slice(span.start, Math.min(span.end, span.start + 2_000))))) return true;
    }
  }
  return false;
}

/** The expressions, from the result inwards, that a column of a query goes through. */
function expressionsOf(ws: Workspace, path: string, query: QueryFact, column: string): readonly { readonly start: number; readonly end: number }[] {
  const out: { start: number; end: number }[] = [];
  const seen = new Set<string>();
  const visit = (scope: number, name: string): void => {
    const mark = `${scope} ${name.toLowerCase()}`;
    if (seen.has(mark) || seen.size > MAX_VISITED) return;
    seen.add(mark);
    const s = query.query.scopes[scope];
    for (const branch of s?.branches ?? []) visit(branch, name);
    const named = s?.outputs.filter(o => o.name?.toLowerCase() === name.toLowerCase()) ?? [];
    for (const output of named) {
      if (output.kind !== 'identity') out.push(output.expression);
      for (const use of allUses(output)) {
        const target = ws.resolveUse(path, query, use);
        const inner = target.kind === 'output' ? query.query.scopes[target.scope]?.outputs[target.output] : undefined;
        if (target.kind === 'output' && inner?.name) visit(target.scope, inner.name);
      }
    }
    if (named.length === 0 && s?.outputs.some(o => o.star)) for (const input of s.inputs) if (input.source.kind === 'scope') visit(input.source.scope, name);
  };
  visit(query.query.root, column);
  return out;
}
