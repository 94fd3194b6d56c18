import { toolInvalid } from './shared/toolInvalid';

export const rule = toolInvalid({
  format: 'meltano',
  file: 'a project of Meltano',
  why: 'Meltano stops when it reads the project.',
  sources: ['https://docs.meltano.com/reference/settings/', 'meltano.schema.json'],
  examples: [
    {
      title: 'a plugin without a name',
      files: `
        //- meltano.yml
        version: 1
        plugins:
          extractors:
            - variant: meltanolabs
              ^^^^^^^ name
      `,
    },
    {
      title: 'what it takes',
      files: `
        //- meltano.yml
        version: 1
        plugins:
          extractors:
            - name: tap-postgres
              variant: meltanolabs
      `,
    },
  ],
});
