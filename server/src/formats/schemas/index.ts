import type { Format } from '../../model/format';
import { avro } from './avro';

/** Schemas of records, whichever language they are written in. */
export const schemaFormats: readonly Format[] = [avro];
