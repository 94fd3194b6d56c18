import { toolInvalid } from './shared/toolInvalid';

export const rule = toolInvalid({
  format: 'pulsar',
  file: 'a function or connector of Pulsar',
  why: 'It is not registered: Pulsar checks topics, retries, windows and resources before it takes it.',
  sources: ['apache/pulsar FunctionConfigUtils', 'https://pulsar.apache.org/docs/next/functions-cli/'],
  examples: [
    {
      title: 'dead letters without retries, one topic on both sides',
      files: `
        //- function.yaml
        className: Enrich
        inputs: [persistent://shop/in/orders]
        output: persistent://shop/in/orders
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ is both input and output
        deadLetterTopic: persistent://shop/in/dead
                         ^^^^^^^^^^^^^^^^^^^^^^^^^ needs maxMessageRetries
      `,
    },
    {
      title: 'what it takes',
      files: `
        //- function.yaml
        className: Enrich
        inputs: [a]
        output: b
        deadLetterTopic: dead
        maxMessageRetries: 3
      `,
    },
  ],
});
