import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'redis-keeps-nothing',
  group: 'streaming',
  severity: 'information',
  certainty: 'advice',
  summary: 'A Redis that keeps nothing over a restart',
  why: 'With snapshots switched off and no append-only file everything is in memory alone: streams, queues and the places of consumer groups are gone when the server is started anew. That is fine for a cache, not for records.',
  sources: ['https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/'],
  about: ['redis', 'compose'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'neither snapshots nor a file',
      files: `
        //- redis.conf
        save ""
        ^^^^ streams, queues and offsets are gone after a restart
      `,
    },
    {
      title: 'an append-only file',
      files: `
        //- redis.conf
        save ""
        appendonly yes
        appendfsync everysec
      `,
    },
    {
      title: 'the usual snapshots',
      files: `
        //- redis.conf
        maxmemory 2gb
        maxmemory-policy volatile-ttl
      `,
    },
  ],
};
