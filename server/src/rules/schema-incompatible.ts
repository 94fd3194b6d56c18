import type { Rule } from '../model/rule';
import { noted } from './shared/notes';

export const rule: Rule = {
  id: 'schema-incompatible',
  group: 'streaming',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'The schema can\'t follow the one before it at the level of compatibility',
  why: [
    'Compared with the commit where your branch left the main one, the Avro, Protobuf or JSON schema breaks the compatibility that `schemas.compatibility` asks for. A schema registry with that level refuses the new version, and producers that register it stop; without a registry readers fail on the data.',
    '',
    '| Level | Asks that |',
    '|:--|:--|',
    '| `BACKWARD` (default) | readers with the new schema take old data |',
    '| `FORWARD` | readers with the old schema take new data |',
    '| `FULL` | both |',
    '| `NONE` | nothing: this rule is silent |',
    '',
    'The `_TRANSITIVE` levels are held against every version that the file had in the commits before the base too (the last 50), and name the commit that shows the difference. In Avro give a new field a default, keep a removed symbol or give the enum a default, and name the old name under `aliases`; in Protobuf never use a field\'s number again (`reserved`); in JSON Schema leave new fields out of `required`.',
    '',
    'The comparison is made in the editor, some time after the last edit and when files are saved, in trusted workspaces with git. On the command line `pipewright impact` does the same. What another file defines is not looked into, and neither are combined JSON schemas (`oneOf` and kin).',
  ].join('\n'),
  sources: ['https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html', 'https://avro.apache.org/docs/current/specification/#schema-resolution', 'https://protobuf.dev/programming-guides/proto3/#updating'],
  about: ['avro.record', 'protobuf.message', 'json-schema.object'],
  fix: 'none',
  outside: true,
  check: (document, ws) => noted(document, ws, 'schema-incompatible'),
  examples: [],
};
