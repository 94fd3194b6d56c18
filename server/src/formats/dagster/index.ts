import type { Format } from '../../model/format';
import { expectDagster } from './expect';
import { extractPython } from './extract';

/** Dagster: assets, checks, jobs, schedules and sensors in Python. */
export const dagster: Format = {
  id: 'dagster',
  version: 1,
  beside: true,
  extensions: ['py'],
  recognises: (_path, head) => /^[ \t]*(from|import)[ \t]+dagster(_\w+)?\b/m.test(head()) || (head().length >= 4_000 && /\bdagster\b/.test(head())),
  extract: extractPython,
  expect: (document, _project, offset) => expectDagster(document, offset),
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};
