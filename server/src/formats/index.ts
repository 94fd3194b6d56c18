import type { Format } from '../model/format';
import { airflow } from './airflow';
import { dbt } from './dbt';
import { kafkaFormats } from './kafka';
import { pipewright } from './pipewright';
import { schemaFormats } from './schemas';

/** Every format, in the order in which they are asked whether a file is theirs: the most particular first. */
export const formats: readonly Format[] = [pipewright, dbt, airflow, ...schemaFormats, ...kafkaFormats];
