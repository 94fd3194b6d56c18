import type { Span } from '../../text/span';

/** A credential in a text. `span` covers its characters alone. */
export interface Secret {
  readonly span: Span;
  /** What it is, in words: "an access key of AWS". */
  readonly what: string;
  /** Whether its form alone shows it; else name and randomness do. */
  readonly known: boolean;
  /** The name it is given in the file, if it is given one. */
  readonly name: string | null;
}

/** Only this much of a file is looked at. */
const MOST = 1_000_000;

/** Credentials whose form says what they are. No pattern can take more than linear time: each has one bounded repetition. */
const FORMS: readonly (readonly [string, RegExp])[] = [
  ['an access key of AWS', /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36,80}|github_pat_[A-Za-z0-9_]{60,100})\b/g],
  ['a token of GitLab', /\bglpat-[A-Za-z0-9_-]{20,40}\b/g],
  ['a token of Slack', /\bxox[abprs]-[A-Za-z0-9-]{20,100}\b/g],
  ['a webhook of Slack', /\bhooks\.slack\.com\/services\/T[A-Z0-9]{7,12}\/B[A-Z0-9]{7,12}\/[A-Za-z0-9]{20,30}\b/g],
  ['a key of Google', /\bAIza[A-Za-z0-9_-]{35}\b/g],
  ['a key of Stripe', /\b[sr]k_live_[A-Za-z0-9]{20,120}\b/g],
  ['a token of Databricks', /\bdapi[0-9a-f]{32}\b/g],
  ['a key of SendGrid', /\bSG\.[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{40,50}\b/g],
  ['a token of PyPI', /\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,200}\b/g],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b/g],
  ['a token of Hugging Face', /\bhf_[A-Za-z0-9]{34,40}\b/g],
  ['a key of OpenAI', /\bsk-(?:proj-)?[A-Za-z0-9]{40,160}\b/g],
  ['a key of a storage account', /\bAccountKey=[A-Za-z0-9+/]{80,90}={0,2}/g],
  ['a private key', /-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED |PGP )?PRIVATE KEY(?: BLOCK)?-----/g],
];

/** `scheme://user:password@host`. */
const URL = /\b[a-z][a-z0-9+.-]{1,20}:\/\/([^\s:/@'"`<>{}$]{1,60}):([^\s@/'"`<>{}$]{3,80})@[\w.-]{2,100}/gi;

/** `password: value`, `"api_key": "value"`, `secret = 'value'`. The value is read up to its quote or the end of the word. */
const ASSIGNED = /(?<![\w.-])["']?((?:[A-Za-z0-9]{1,30}[_.-]){0,4}(?:password|passwd|pwd|passphrase|secret|token|api[_-]?key|apikey|access[_-]?key|secret[_-]?key|account[_-]?key|private[_-]?key|client[_-]?secret|auth[_-]?token|credentials?))["']?[ \t]{0,4}[:=][ \t]{0,4}(?:(["'])([^"'\n]{6,200})\2|([^\s"'#,;{}[\]()]{6,200})(?=[ \t]*(?:#|,|$)))/gim;

const NAMES: ReadonlySet<string> = new Set(['password', 'passwd', 'pwd', 'passphrase']);
/** Values that stand for something that is given elsewhere, or for nothing. */
const PLACEHOLDER = /^[<[({$%*]|\$\{|\{\{|%\(|\bENV\b|env_var|os\.environ|getenv|vault|secretsmanager|^(?:arn:|projects\/|https?:\/\/|file:|\/|\.\/|s3:|gs:)|x{4,}|\*{3,}|\.{3}|example|placeholder|change[_-]?me|changeit|your|dummy|sample|fake|mock|test|redacted|hidden|insert|replace|todo|none|null|undefined|default|secret|pa.?[s$]{1,2}w|tiger|hunter2|super|secure|phrase|strong|token|key|admin|postgres|root|user|docker|local|airflow|minio|snowflake|demo/i;

/** Keys that vendors print in their documentation or build into emulators, by a piece that is in no other. */
const PUBLIC = /IOSFODNN7|I44QH8DHB|wJalrXUtnFEMI|je7MtGbClwBF|Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq|C2y6yDjf5\/R\+ob0N8A7Cgv30VRDJIWEHLM\+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw|16C7e42F292c6912E7710c838347Ae178B4a/;

/** What every form, URL and assignment has in it: most files have none of it, and one look tells. */
const HINT_OF_FORM = /AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|hooks\.slack|AIza|k_live_|dapi|SG\.|pypi-|npm_|hf_|\bsk-|AccountKey=|-----BEGIN /;
const HINT_OF_NAME = /passw|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|credential/i;

/** Credentials in a text. What looks like a stand-in is left out, so that examples and templates are no findings. */
export function secretsIn(text: string): readonly Secret[] {
  const source = text.length > MOST ? text.slice(0, MOST) : text;
  const out: Secret[] = [];
  const add = (start: number, length: number, what: string, known: boolean, name: string | null = null): void => {
    const span = { start, end: start + length };
    if (!out.some(s => s.span.start < span.end && span.start < s.span.end)) out.push({ span, what, known, name });
  };
  const forms = HINT_OF_FORM.test(source) ? FORMS : [];
  for (const [what, form] of forms) for (const m of source.matchAll(form)) {
    const body = m[0].replace(/^.*?[=_-]/, '');
    if (PUBLIC.test(m[0]) || /example|xxxx|0000000|1234567|abcdef/i.test(m[0]) || (body.length > 12 && entropy(body) < 2.5 && !m[0].startsWith('---'))) continue;
    // A heading of a key without its body is text about keys.
    if (m[0].startsWith('---') && !/^[\s\\n"',+]{0,12}[A-Za-z0-9+/=]{40}/.test(source.slice(m.index + m[0].length, m.index + m[0].length + 60))) continue;
    add(m.index, m[0].length, what, true);
  }
  if (source.includes('://')) for (const m of source.matchAll(URL)) {
    const password = m[2]!;
    if (PLACEHOLDER.test(password) || password.toLowerCase() === m[1]!.toLowerCase() || entropy(password) < 2) continue;
    add(m.index + m[0].lastIndexOf(`:${password}@`) + 1, password.length, 'a password', false, null);
  }
  if (HINT_OF_NAME.test(source)) for (const m of source.matchAll(ASSIGNED)) {
    const value = m[3] ?? m[4]!;
    const last = m[1]!.split(/[_.-]/).pop()!.toLowerCase();
    if (PLACEHOLDER.test(value) || PUBLIC.test(value) || !isRandom(value, NAMES.has(last))) continue;
    add(m.index + m[0].lastIndexOf(value), value.length, NAMES.has(last) ? 'a password' : 'a secret', false, m[1]!);
  }
  return out.sort((a, b) => a.span.start - b.span.start);
}

/** Whether a value looks made up by a machine, or, for passwords, at least not like words or code. */
function isRandom(value: string, password: boolean): boolean {
  if (/\s/.test(value) || /^[\d.,:-]+$/.test(value) || /^(true|false)$/i.test(value)) return false;
  // Names, paths, calls and dotted words are no secrets.
  if (/^[A-Za-z_]+$/.test(value) || /^[a-z]+([A-Z][a-z]+)+\d?$/.test(value) || /^[\w-]+(\.[\w-]+)+$/.test(value) || /[()<>|\\]/.test(value) || /^[\w-]*\/[\w/.-]*$/.test(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter(k => k.test(value)).length;
  if (password) return value.length >= 8 && kinds >= 3 && /\d/.test(value) && entropy(value) >= 2.7;
  return value.length >= 16 && kinds >= 2 && /\d/.test(value) && /[A-Za-z]/.test(value) && entropy(value) >= 3.3 && !/^[a-z]+([_-][a-z0-9]+)+$/.test(value) && !/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(value);
}

/** Bits of information in each character, by how often characters occur. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const c of text) counts.set(c, (counts.get(c) ?? 0) + 1);
  let bits = 0;
  for (const n of counts.values()) bits -= (n / text.length) * Math.log2(n / text.length);
  return bits;
}
