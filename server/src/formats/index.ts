import type { Format } from '../model/format';
import { airflow } from './airflow';
import { alembic } from './alembic';
import { catalog } from './catalog';
import { commands } from './commands';
import { compose } from './compose';
import { contract } from './contract';
import { dagster } from './dagster';
import { datafile } from './datafile';
import { dataform } from './dataform';
import { dbt } from './dbt';
import { deequ, dqdl } from './deequ';
import { dlt } from './dlt';
import { frames } from './frames';
import { gx, gxPython } from './gx';
import { cloudformation, terraform } from './infrastructure';
import { kafkaFormats } from './kafka';
import { kedro } from './kedro';
import { liquibase } from './liquibase';
import { luigi } from './luigi';
import { openlineage } from './openlineage';
import { pandera } from './pandera';
import { pipelineTools } from './pipelines';
import { pipewright } from './pipewright';
import { prefect } from './prefect';
import { requirements } from './requirements';
import { scala } from './scala';
import { schemaFormats } from './schemas';
import { soda } from './soda';
import { sql } from './sql';
import { sqlmesh } from './sqlmesh';

/** Every format, in the order in which they are asked whether a file is theirs: the most particular first. */
export const formats: readonly Format[] = [
  pipewright,
  dbt,
  airflow,
  frames,
  scala,
  compose,
  terraform,
  cloudformation,
  ...pipelineTools,
  dataform,
  sqlmesh,
  datafile,
  requirements,
  ...schemaFormats,
  ...kafkaFormats,
  contract,
  gx,
  soda,
  openlineage,
  catalog,
  commands,
  gxPython,
  pandera,
  dqdl,
  deequ,
  dagster,
  prefect,
  kedro,
  dlt,
  luigi,
  alembic,
  liquibase,
  sql,
];
