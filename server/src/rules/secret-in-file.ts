import type { Rule } from '../model/rule';
import { replaceText } from './shared/fixes';
import { secretsIn } from './shared/secrets';

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
  why: 'Whoever can read the repository, now or in its history, has it. Keep it in the environment or a store for secrets, and change one that was committed. Told where the form of the text shows what it is (a key of AWS, a token of GitHub, a private key), in addresses such as `postgres://user:password@host`, and where a name such as `api_key` is given a text that looks random. Stand-ins (`changeme`, `${PASSWORD}`, `<token>`), names, paths and words are left alone; in folders of tests, examples and documentation it is a hint.',
  sources: ['https://owasp.org/www-project-top-ten/', 'CWE-798'],
  about: [],
  fix: 'suggested',
  *check(document) {
    const told = document.facts.problems.filter(p => ELSEWHERE.has(p.rule));
    for (const secret of secretsIn(document.text)) {
      if (told.some(p => p.span.start < secret.span.end && secret.span.start < p.span.end)) continue;
      yield { rule: this.id, ...(TESTS.test(document.path) ? { severity: 'hint' as const } : {}), span: secret.span, message: `This looks like ${secret.what}: keep it out of the repository, and change it if it was committed`, data: { name: secret.name } };
    }
  },
  fixes(finding, document) {
    const { name } = finding.data as { readonly name: string | null };
    if (name === null || !document.formats.some(f => f === 'soda' || f === 'gx')) return [];
    const variable = name.replace(/[.-]/g, '_').toUpperCase();
    return [replaceText(document, `Read it from the environment: \${${variable}}`, finding.span, `\${${variable}}`)];
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
