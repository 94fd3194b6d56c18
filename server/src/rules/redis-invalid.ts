import { toolInvalid } from './shared/toolInvalid';

export const rule = toolInvalid({
  format: 'redis',
  file: 'a configuration of Redis',
  why: 'The server does not start: a word that it doesn\'t know, a value outside of those it takes.',
  sources: ['https://redis.io/docs/latest/operate/oss_and_stack/management/config/'],
  examples: [
    {
      title: 'a word that is none',
      files: `
        //- redis.conf
        appendfsync sometimes
                    ^^^^^^^^^ always
      `,
    },
    {
      title: 'what it takes',
      files: `
        //- redis.conf
        appendonly yes
        appendfsync everysec
      `,
    },
  ],
});
