import type { Format } from '../model/format';
import { airflow } from './airflow';
import { compose } from './compose';
import { dataform } from './dataform';
import { dbt } from './dbt';
import { cloudformation, terraform } from './infrastructure';
import { pipelineTools } from './pipelines';
import { pipewright } from './pipewright';
import { sql } from './sql';
import { sqlmesh } from './sqlmesh';

/** Every format, in the order in which they are asked whether a file is theirs: the most particular first. */
export const formats: readonly Format[] = [
  pipewright,
  dbt,
  airflow,
  compose,
  terraform,
  cloudformation,
  ...pipelineTools,
  dataform,
  sqlmesh,
  sql,
];
