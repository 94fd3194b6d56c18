import type { Format } from '../../model/format';
import { avro } from './avro';
import { jsonSchema } from './json';
import { protobuf } from './protobuf';

/** Schemas of records, whichever language they are written in. */
export const schemaFormats: readonly Format[] = [avro, protobuf, jsonSchema];
