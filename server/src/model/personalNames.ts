import { type Found, pattern } from '../text/pattern';
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
const VETO = new Set(['hash', 'hashed', 'sha', 'sha1', 'sha256', 'md5', 'encrypted', 'masked', 'redacted', 'anonymized', 'anonymised', 'tokenized', 'count', 'cnt', 'pct', 'percent', 'rate', 'ratio', 'avg', 'total', 'sum', 'min', 'max', 'num', 'number_of', 'domain', 'is', 'has', 'was', 'sk', 'fk', 'key', 'flag', 'type', 'status', 'verified', 'valid', 'opt', 'template', 'campaign', 'sent', 'opened', 'clicked', 'subject', 'bounced', 'delivered', 'code', 'code_type', 'label', 'category', 'length', 'changed', 'created', 'updated', 'at', 'timezone', 'url', 'description', 'system', 'list', 'event', 'events', 'isdefault', 'suppress', 'default', 'enabled', 'disabled', 'allow', 'allowed', 'notification', 'notifications', 'setting', 'settings', 'repository', 'file', 'team', 'product', 'mode', 'channel', 'optin', 'optout', 'opted', 'optedin', 'strategy', 'filter', 'contenttype', 'issuer', 'agency', 'attribution', 'feed', 'ids', 'template', 'support', 'helpdesk', 'escalation']);

const PATTERNS: readonly (readonly [string, RegExp])[] = WORDS.map(([kind, words]) => [kind, new RegExp(`(?:^|_)(?:${words.split('|').map(w => w.replace(/ /g, '_')).join('|')})(?:_|$)`)]);

/** What kind of personal data a column holds by its name; null if it looks like none. `own` are the user's patterns (regular expressions without case). */
export function personalKind(column: string, own: readonly string[]): string | null {
  for (const pattern of own) if (matches(pattern, column)) return 'personal data';
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

function matches(source: string, column: string): boolean {
  let found = READ.get(source);
  if (found === undefined) {
    found = pattern(source);
    if (READ.size >= MOST_READ) READ.clear();
    READ.set(source, found);
  }
  return found?.(column) ?? false;
}

/** Patterns of a project are matched in bounded time; one that can't be read matches nothing. */
const READ = new Map<string, Found | null>();
const MOST_READ = 1_000;

function tokensOf(name: string): string[] {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase().split(/[^a-z\d]+/).filter(t => t !== '');
}

