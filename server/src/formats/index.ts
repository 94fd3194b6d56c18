import type { Format } from '../model/format';
import { airflow } from './airflow';
import { dagster } from './dagster';
import { dbt } from './dbt';
import { dlt } from './dlt';
import { kedro } from './kedro';
import { pipewright } from './pipewright';
import { prefect } from './prefect';

/** Every format, in the order in which they are asked whether a file is theirs: the most particular first. */
export const formats: readonly Format[] = [pipewright, dbt, airflow, dagster, prefect, kedro, dlt];
