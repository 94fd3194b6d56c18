import { toolInvalid } from './shared/toolInvalid';

export const rule = toolInvalid({
  format: 'feast',
  file: 'a configuration of Feast',
  why: '`feast apply` stops when it reads the file.',
  sources: ['https://docs.feast.dev/reference/feature-repository/feature-store-yaml'],
  examples: [
    {
      title: 'a word where a number belongs',
      files: `
        //- feature_store.yaml
        project: shop
        entity_key_serialization_version: three
                                          ^^^^^ whole number
      `,
    },
    {
      title: 'what it takes',
      files: `
        //- feature_store.yaml
        project: shop
        registry: data/registry.db
        provider: local
      `,
    },
  ],
});
