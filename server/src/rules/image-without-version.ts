import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'image-without-version',
  group: 'infrastructure',
  severity: 'hint',
  certainty: 'certain',
  summary: 'A data service whose image has no version',
  why: '`latest` is another program tomorrow: file formats of Kafka, Postgres or ClickHouse change between versions, and a colleague\'s stack is not yours.',
  sources: ['https://docs.docker.com/build/building/best-practices/#pin-base-image-versions'],
  about: ['compose'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'no tag, and latest',
      files: `
        //- docker-compose.yml
        services:
          cache:
            image: redis
        #          ^^^^^ redis is another version tomorrow: name one
          store:
            image: minio/minio:latest
        #          ^^^^^^^^^^^^^^^^^^ minio/minio:latest is another version tomorrow
            volumes: ["./data:/data"]
      `,
    },
    {
      title: 'a version, a digest, a variable, a program of one\'s own',
      files: `
        //- docker-compose.yml
        services:
          cache: {image: "redis:7.2"}
          other: {image: "redis:\${REDIS_VERSION}"}
          own: {image: acme/loader}
      `,
    },
  ],
};
