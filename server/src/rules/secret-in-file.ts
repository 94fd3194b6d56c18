import type { Rule } from '../model/rule';
import type { Span } from '../text/span';
import { edit } from './shared/fixes';
import { type Secret, secretsIn } from './shared/secrets';

/** Rules that tell of secrets in files of their own. */
const ELSEWHERE: ReadonlySet<string> = new Set(['secret-in-yaml', 'plaintext-credentials', 'secret-in-code']);

/** Credentials in tests and examples are mostly made up. */
const TESTS = /(^|\/)(tests?|testing|fixtures?|examples?|docs?|samples?|e2e|integration[_-]tests?)\//i;

export const rule: Rule = {
  id: 'secret-in-file',
  group: 'governance',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A password, key or token is written in a file of the repository',
  why: 'Whoever can read the repository, now or in its history, has it. Keep it in the environment or a store for secrets, and change one that was committed. Told where the form of the text shows what it is (a key of AWS, a token of GitHub, a private key), in addresses such as `postgres://user:password@host`, and where a name such as `api_key` is given a text that looks random. A value is told once in a file, where it stands first. Keys of documentation and of emulators, which everybody knows, are no secrets. Stand-ins (`changeme`, `${PASSWORD}`, `<token>`), names, paths and words are left alone; in folders of tests, examples and documentation it is a hint.',
  sources: ['https://owasp.org/www-project-top-ten/', 'CWE-798'],
  about: [],
  fix: 'suggested',
  *check(document) {
    const told = document.facts.problems.filter(p => ELSEWHERE.has(p.rule));
    const found = secretsIn(document.text).filter(secret => !told.some(p => p.span.start < secret.span.end && secret.span.start < p.span.end));
    for (const [secret, ...again] of byValue(document.text, found)) {
      const times = again.length === 0 ? '' : again.length === 1 ? ' (it stands here twice)' : ` (it stands here ${again.length + 1} times)`;
      yield { rule: this.id, ...(TESTS.test(document.path) ? { severity: 'hint' as const } : {}), span: secret!.span, message: `This looks like ${secret!.what}${times}: keep it out of the repository, and change it if it was committed`, data: { name: secret!.name, again: again.map(s => s.span) } };
    }
  },
  fixes(finding, document) {
    const { name, again } = finding.data as { readonly name: string | null; readonly again: readonly Span[] };
    if (name === null || !document.formats.some(f => f === 'soda' || f === 'gx')) return [];
    const variable = name.replace(/[.-]/g, '_').toUpperCase();
    return [edit(document, `Read it from the environment: \${${variable}}`, [finding.span, ...again].map(span => ({ op: 'text', span, text: `\${${variable}}` })))];
  },
  examples: [
    {
      title: 'a password in the configuration of Soda',
      files: `
        //- soda/configuration.yml
        data_source shop:
          type: postgres
          password: 9fK!x2Lq7Zw
          #         ^^^^^^^^^^^ looks like a password
      `,
      fixed: `
        //- soda/configuration.yml
        data_source shop:
          type: postgres
          password: \${PASSWORD}
      `,
    },
    {
      title: 'a key in two places is one to change',
      files: `
        //- models/load.sql
        copy into orders from 's3://shop/orders' access_key_id 'AKIA2QWERTZUPASDFGHK';
        --                                                      ^^^^^^^^^^^^^^^^^^^^ an access key of AWS (it stands here twice)
        copy into lines from 's3://shop/lines' access_key_id 'AKIA2QWERTZUPASDFGHK';
      `,
    },
    {
      title: 'keys of documentation and emulators',
      files: `
        //- models/load.sql
        copy into orders from 's3://shop/orders' access_key_id 'AKIAIOSFODNN7EXAMPLE' secret_access_key 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
        //- soda/configuration.yml
        data_source lake:
          account_key: Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==
      `,
    },
    {
      title: 'stand-ins and names',
      files: `
        //- soda/configuration.yml
        data_source shop:
          type: postgres
          username: ada
          password: \${POSTGRES_PASSWORD}
        data_source dev:
          type: postgres
          password: changeme
          token: snowflake_service_token
      `,
    },
  ],
};

/** Secrets by what is written there, in the order of their first places: a key pasted forty times is one thing to change. */
function byValue(text: string, secrets: readonly Secret[]): Iterable<readonly Secret[]> {
  const out = new Map<string, Secret[]>();
  for (const secret of secrets) {
    // A private key is told by its heading, which is the same for all.
    const value = secret.what === 'a private key' ? String(secret.span.start) : text.slice(secret.span.start, secret.span.end);
    const same = out.get(value);
    if (same) same.push(secret);
    else out.set(value, [secret]);
  }
  return out.values();
}
