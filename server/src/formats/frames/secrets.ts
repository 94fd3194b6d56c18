import { type PythonFile, statementsIn, visitExpressions, expressionsIn, type Expression } from '../../syntax/python';
import type { Trouble } from './state';

/** Forms of secrets that their issuers document. Each is anchored and of bounded length. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/^(?:AKIA|ASIA)[0-9A-Z]{16}$/, 'an AWS access key id'], [/^gh[pousr]_[A-Za-z0-9]{36,255}$/, 'a GitHub token'], [/^github_pat_[A-Za-z0-9_]{60,100}$/, 'a GitHub token'], [/^glpat-[\w-]{20,40}$/, 'a GitLab token'], [/^xox[abprs]-[A-Za-z0-9-]{20,200}$/, 'a Slack token'], [/^sk_live_[A-Za-z0-9]{20,100}$/, 'a Stripe key'],
  [/^AIza[\w-]{35}$/, 'a Google API key'], [/^dapi[0-9a-f]{32}(-\d)?$/, 'a Databricks token'], [/^dbt[cu]_[\w-]{30,80}$/, 'a dbt Cloud token'], [/^sk-(?:ant-|proj-)?[A-Za-z0-9_-]{40,200}$/, 'an API key'], [/^hf_[A-Za-z0-9]{30,60}$/, 'a Hugging Face token'], [/^SG\.[\w-]{16,32}\.[\w-]{32,64}$/, 'a SendGrid key'],
  [/-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----[\s\S]{100}/, 'a private key'],
];
const NAMES = /(?:^|_)(?:password|passwd|pwd|secret|secret_key|access_key|api_key|apikey|auth_token|access_token|private_key|client_secret|account_key|secret_access_key|sas_token)$/i;
const PLACEHOLDERS = /^(?:<.*>|\{.*\}|\$.*|x+|\*+|.*(?:your|change|example|dummy|placeholder|todo|fake|sample|test|insert|redacted|none|null|secret|password|passwd|token|key|admin|postgres|root|mysql|minio|airflow|user|default|localhost|env|arn:|projects\/|vault).*)$/i;

/** Secrets among the literals of a file: by the form that their issuer gives them, or by a telling name and randomness. */
export function secretsIn(file: PythonFile): Trouble[] {
  const out: Trouble[] = [];
  const found = (e: Expression, what: string): void => {
    if (e.kind === 'text' && !out.some(o => o.span.start === e.span.start)) out.push({ rule: 'secret-in-code', span: e.span, message: `This looks like ${what}: whoever reads the repository or its history has it; read it from the environment or a secret store, and revoke this one` });
  };
  const named = (name: string, value: Expression | null): void => {
    if (value?.kind === 'text' && NAMES.test(name) && value.value.length >= 16 && value.value.length <= 200 && !/\s/.test(value.value) && !PLACEHOLDERS.test(value.value) && entropy(value.value) >= 3.5 && /\d/.test(value.value) && /[A-Za-z]/.test(value.value)) found(value, 'a secret');
  };
  for (const s of statementsIn(file.body)) {
    if (s.kind === 'assign') for (const t of s.targets) named(t.kind === 'name' || t.kind === 'attribute' ? t.name : t.kind === 'subscript' && t.index?.kind === 'text' ? t.index.value.replace(/[.-]/g, '_') : '', s.value);
    for (const root of expressionsIn(s)) {
      visitExpressions(root, e => {
        if (e.kind === 'text' && e.value.length >= 16 && !e.value.includes(' EXAMPLE')) for (const [form, what] of FORMS) if (form.test(e.value) && !/EXAMPLE/.test(e.value)) found(e, what);
        if (e.kind === 'call') for (const a of e.args) if (a.name !== null) named(a.name, a.value);
        if (e.kind === 'dict') for (const x of e.entries) if (x.key?.kind === 'text') named(x.key.value.replace(/[.-]/g, '_'), x.value);
        if (e.kind === 'call' && e.callee.kind === 'attribute' && e.callee.name === 'option' && e.args[0]?.value.kind === 'text') named(e.args[0].value.value.replace(/[.-]/g, '_'), e.args[1]?.value ?? null);
        return true;
      });
    }
  }
  return out;
}

/** Shannon's entropy of a text's characters, in bits. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const c of text) counts.set(c, (counts.get(c) ?? 0) + 1);
  let bits = 0;
  for (const n of counts.values()) bits -= (n / text.length) * Math.log2(n / text.length);
  return bits;
}
