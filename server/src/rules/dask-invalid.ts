import { toolInvalid } from './shared/toolInvalid';

export const rule = toolInvalid({
  format: 'dask',
  file: 'a configuration of Dask',
  why: 'Workers start, but spill, pause and end in the wrong order.',
  sources: ['https://docs.dask.org/en/stable/configuration-reference.html'],
  examples: [
    {
      title: 'shares of memory out of order',
      files: `
        //- dask/dask.yaml
        distributed:
          worker:
            memory: {target: 0.9, spill: 0.7}
                                         ^^^ spill (0.7) should not be below target (0.9)
      `,
    },
    {
      title: 'in order',
      files: `
        //- dask/dask.yaml
        distributed:
          worker:
            memory: {target: 0.6, spill: 0.7, pause: 0.8, terminate: 0.95}
      `,
    },
  ],
});
