import { toolInvalid } from './shared/toolInvalid';

export const rule = toolInvalid({
  format: 'vector',
  file: 'a configuration of Vector',
  why: '`vector validate` fails, and Vector does not start.',
  sources: ['https://vector.dev/docs/reference/configuration/'],
  examples: [
    {
      title: 'a component without a type, a table twice',
      files: `
        //- vector.toml
        [sources.orders]
        type = "file"
        include = ["/var/log/*.log"]
        [sinks.out]
               ^^^ needs
        inputs = ["orders"]
        [sources.orders]
                 ^^^^^^ 'orders' is there already
      `,
    },
    {
      title: 'what it takes',
      files: `
        //- vector.toml
        [sources.orders]
        type = "file"
        include = ["/var/log/*.log"]
        [sinks.out]
        type = "console"
        inputs = ["orders"]
        encoding.codec = "json"
      `,
    },
  ],
});
