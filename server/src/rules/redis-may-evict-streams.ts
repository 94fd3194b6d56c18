import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'redis-may-evict-streams',
  group: 'streaming',
  severity: 'information',
  certainty: 'advice',
  summary: 'A Redis that may throw streams away',
  why: 'With an `allkeys` policy Redis evicts any key when its memory is full, a stream or queue as well as a cached page. Use `noeviction` or a `volatile` policy where records are kept.',
  sources: ['https://redis.io/docs/latest/develop/reference/eviction/'],
  about: ['compose', 'redis'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a policy for all keys',
      files: `
        //- docker-compose.yml
        services:
          queue:
            image: redis:7
            command: redis-server --maxmemory 1gb --maxmemory-policy allkeys-lru
        #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ allkeys-lru may throw away whole streams
      `,
    },
    {
      title: 'in the server\'s own file',
      files: `
        //- redis.conf
        # two gigabytes
        maxmemory 2gb
        maxmemory-policy allkeys-lfu
                         ^^^^^^^^^^^ allkeys-lfu may throw away whole streams
      `,
    },
    {
      title: 'one for keys with an end',
      files: `
        //- docker-compose.yml
        services:
          queue:
            image: redis:7
            command: redis-server --maxmemory 1gb --maxmemory-policy volatile-ttl
      `,
    },
  ],
};
