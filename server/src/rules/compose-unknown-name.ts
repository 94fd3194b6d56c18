import type { Rule } from '../model/rule';
import type { Workspace } from '../model/workspace';
import { closest } from '../text/fuzzy';
import { didYouMean, isSurelyUnknown, replaceBy } from './shared/names';

/** Whether a folder above has a compose file, over which this one may be laid. */
function underAnother(workspace: Workspace, path: string): boolean {
  const parts = path.split('/').slice(0, -1);
  for (let n = parts.length - 1; n >= 0; n--) for (const name of ['docker-compose.yml', 'docker-compose.yaml', 'compose.yml', 'compose.yaml']) if (workspace.document([...parts.slice(0, n), name].join('/'))) return true;
  return false;
}

const WORDS: { readonly [type: string]: string } = { 'compose.service': 'service', 'compose.volume': 'volume', 'compose.network': 'network' };

export const rule: Rule = {
  id: 'compose-unknown-name',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A service, volume or network that no compose file of the folder declares',
  why: '`docker compose` refuses the project: "depends on undefined service", "refers to undefined volume", "refers to undefined network". Below a folder with a compose file it is a warning, since the file may be laid over that one (`-f`).',
  sources: ['https://github.com/compose-spec/compose-spec/blob/main/spec.md', 'compose-go: service depends on undefined service'],
  about: ['compose'],
  fix: 'suggested',
  *check(document, workspace) {
    for (const reference of document.facts.references) {
      const word = WORDS[reference.type];
      if (word === undefined || !isSurelyUnknown(workspace, reference, document.path)) continue;
      const near = closest(reference.name, document.facts.declarations.filter(d => d.type === reference.type).map(d => d.name));
      yield { rule: this.id, span: reference.span, message: `There is no ${word} '${reference.name}' here${word === 'service' ? '' : `: declare it under '${word}s'`}${didYouMean(near)}`, ...(underAnother(workspace, document.path) ? { severity: 'warning' as const } : {}), data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'all three',
      files: `
        //- docker-compose.yml
        services:
          loader:
            image: postgres:16
            depends_on: [brokr]
        #                ^^^^^ There is no service 'brokr' here; did you mean 'broker'?
            volumes: ["data:/var/lib/postgresql/data"]
        #              ^^^^ There is no volume 'data' here: declare it under 'volumes'
            networks: [inner]
        #              ^^^^^ There is no network 'inner' here: declare it under 'networks'
          broker:
            image: apache/kafka:3.9.0
            volumes: ["./kafka:/var/lib/kafka"]
      `,
    },
    {
      title: 'the fix for a near name',
      files: `
        //- compose.yaml
        services:
          db:
            image: postgres:16
            volumes: ["dat:/var/lib/postgresql/data"]
        #              ^^^ There is no volume 'dat' here: declare it under 'volumes'; did you mean 'data'?
        volumes:
          data: {}
      `,
      fixed: `
        //- compose.yaml
        services:
          db:
            image: postgres:16
            volumes: ["data:/var/lib/postgresql/data"]
        volumes:
          data: {}
      `,
    },
    {
      title: 'declared, in an override, from elsewhere',
      files: `
        //- docker-compose.yml
        services:
          db:
            image: postgres:16
            volumes: ["data:/var/lib/postgresql/data", "./init:/init", "/tmp/x:/x"]
            depends_on:
              extra: {condition: service_started}
        volumes:
          data:
        //- docker-compose.override.yml
        services:
          extra:
            image: redis:7
            depends_on: [nowhere]
      `,
    },
  ],
};
