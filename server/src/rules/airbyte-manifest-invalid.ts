import { toolInvalid } from './shared/toolInvalid';

export const rule = toolInvalid({
  format: 'airbyte-manifest',
  file: 'a connector of Airbyte as a file',
  why: 'The connector does not start, or its check fails.',
  sources: ['https://docs.airbyte.com/platform/connector-development/config-based/understanding-the-yaml-file/reference'],
  examples: [
    {
      title: 'a check of a stream that is not there',
      files: `
        //- source-shop/manifest.yaml
        version: 6.0.0
        type: DeclarativeSource
        check: {type: CheckStream, stream_names: [ordes]}
                                                  ^^^^^ no stream 'ordes'
        streams:
          - {type: DeclarativeStream, name: orders, retriever: {type: SimpleRetriever}}
      `,
    },
    {
      title: 'what it takes',
      files: `
        //- source-shop/manifest.yaml
        version: 6.0.0
        type: DeclarativeSource
        check: {type: CheckStream, stream_names: [orders]}
        streams:
          - {type: DeclarativeStream, name: orders, retriever: {type: SimpleRetriever}}
      `,
    },
  ],
});
