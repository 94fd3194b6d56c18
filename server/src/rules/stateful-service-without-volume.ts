import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'stateful-service-without-volume',
  group: 'infrastructure',
  severity: 'hint',
  certainty: 'certain',
  summary: 'A database or broker that keeps its data in the container',
  why: 'When the container is made anew (a new image, `docker compose down`), the data is gone.',
  sources: ['https://docs.docker.com/engine/storage/volumes/'],
  about: ['compose'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a database without a volume',
      files: `
        //- docker-compose.yml
        services:
          shopdb:
        # ^^^^^^ shopdb keeps its data in the container
            image: postgres:16
      `,
    },
    {
      title: 'with one',
      files: `
        //- docker-compose.yml
        services:
          db:
            image: postgres:16
            volumes: ["data:/var/lib/postgresql/data"]
        volumes: {data: }
      `,
    },
  ],
};
