import type { Json, Key } from '../../model/key';
import type { Workspace } from '../../model/workspace';
import { type Found, pattern } from '../../text/pattern';

/** Groups of words that make a column's name look personal, each as the tokens that must follow each other. Our own list. */
const WORDS: readonly (readonly [string, string])[] = [
  ['email address', 'email|e mail|email address'],
  ['phone number', 'phone|mobile number|msisdn|fax|phone number|telephone|cell phone'],
  ['government id', 'ssn|social security|nino|cpf|curp|passport|national id|tax id|driver licence|driver license|drivers license'],
  ['name', 'first name|last name|middle name|full name|maiden name|given name|family name|surname|nickname|firstname|lastname|fullname'],
  ['date of birth', 'dob|birth date|birthdate|birthday|birth day|birth year|date of birth'],
  ['postal address', 'street|street address|address line|postal address|mailing address|billing address|shipping address|home address'],
  ['bank or card number', 'iban|account number|routing number|card number|credit card|cvv|cvc'],
  ['online identifier', 'ip address|mac address|device id|idfa|gaid|cookie id|user agent ip'],
  ['special category', 'religion|ethnicity|sexual orientation'],
  ['credential', 'password|passwd|secret key|access token|refresh token'],
];

/** Words that take the meaning away: a hash is no address, a count is no person. */
const VETO = new Set(['hash', 'hashed', 'sha', 'sha1', 'sha256', 'md5', 'encrypted', 'masked', 'redacted', 'anonymized', 'anonymised', 'tokenized', 'count', 'cnt', 'pct', 'percent', 'rate', 'ratio', 'avg', 'total', 'sum', 'min', 'max', 'num', 'number_of', 'domain', 'is', 'has', 'was', 'sk', 'fk', 'key', 'flag', 'type', 'status', 'verified', 'valid', 'opt', 'template', 'campaign', 'sent', 'opened', 'clicked', 'subject', 'bounced', 'delivered', 'code', 'code_type', 'label', 'category', 'length', 'changed', 'created', 'updated', 'at', 'timezone', 'url', 'description', 'system', 'list', 'event', 'events', 'isdefault', 'suppress', 'default', 'enabled', 'disabled', 'allow', 'allowed', 'notification', 'notifications', 'setting', 'settings', 'repository', 'file', 'team', 'product', 'mode', 'channel']);

const PATTERNS: readonly (readonly [string, RegExp])[] = WORDS.map(([kind, words]) => [kind, new RegExp(`(?:^|_)(?:${words.split('|').map(w => w.replace(/ /g, '_')).join('|')})(?:_|$)`)]);

/** What kind of personal data a column holds by its name; null if it looks like none. `own` are the user's patterns (regular expressions without case). */
export function personalKind(column: string, own: readonly string[]): string | null {
  for (const source of own) if (matches(source, column)) return 'personal data';
  let kind = KNOWN.get(column);
  if (kind === undefined) {
    kind = kindOf(column);
    if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
    KNOWN.set(column, kind);
  }
  return kind;
}

/** Names seen before: a project has many columns but few names. */
const KNOWN = new Map<string, string | null>();
const MOST_KNOWN = 20_000;

function kindOf(column: string): string | null {
  const tokens = tokensOf(column);
  if (tokens.length > 6 || tokens.some(t => VETO.has(t))) return null;
  const joined = tokens.join('_');
  return PATTERNS.find(([, pattern]) => pattern.test(joined))?.[0] ?? null;
}

/** Patterns of a project are matched in bounded time; one that can't be read matches nothing. */
function matches(source: string, column: string): boolean {
  let found = READ.get(source);
  if (found === undefined) {
    found = pattern(source);
    if (READ.size >= MOST_READ) READ.clear();
    READ.set(source, found);
  }
  return found?.(column) ?? false;
}

const READ = new Map<string, Found | null>();
const MOST_READ = 1_000;

function tokensOf(name: string): string[] {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase().split(/[^a-z\d]+/).filter(t => t !== '');
}

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

/** How far columns are followed upstream. */
const MAX_STEPS = 30;

/** The nearest classified column upstream that a column is an unchanged copy of; null if there is none. */
export function inheritedClass(ws: Workspace, dataset: Key, column: string): { readonly dataset: Key; readonly column: string; readonly label: string; readonly key: string | null } | null {
  let at = { dataset, column };
  for (let step = 0; step < MAX_STEPS; step++) {
    const [source, more] = ws.column(at.dataset, at.column)?.from ?? [];
    if (!source || more || source.kind !== 'identity') return null;
    const found = ws.column(source.dataset, source.column);
    const own = found ? classificationOf(found) : null;
    if (own) return own.open ? null : { dataset: source.dataset, column: source.column, label: own.label, key: own.key };
    at = { dataset: source.dataset, column: source.column };
  }
  return null;
}
