import type { Format } from '../model/format';
import { airflow } from './airflow';
import { cloudformation, terraform } from './infrastructure';
import { compose } from './compose';
import { datafile } from './datafile';
import { dataform } from './dataform';
import { catalog } from './catalog';
import { contract } from './contract';
import { dbt } from './dbt';
import { frames } from './frames';
import { pipelineTools } from './pipelines';
import { requirements } from './requirements';
import { scala } from './scala';
import { gx, gxPython } from './gx';
import { openlineage } from './openlineage';
import { pandera } from './pandera';
import { pipewright } from './pipewright';
import { soda } from './soda';
import { sql } from './sql';
import { sqlmesh } from './sqlmesh';

/** Every format, in the order in which they are asked whether a file is theirs: the most particular first. */
export const formats: readonly Format[] = [
  pipewright,
  contract,
  dbt,
  gx,
  soda,
  openlineage,
  catalog,
  gxPython,
  pandera,
  airflow,
  frames,
  scala,
  compose,
  terraform,
  cloudformation,
  ...pipelineTools,
  dataform,
  sqlmesh,
  sql,
  datafile,
  requirements,
];
