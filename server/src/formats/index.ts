import type { Format } from '../model/format';
import { airflow } from './airflow';
import { datafile } from './datafile';
import { dbt } from './dbt';
import { frames } from './frames';
import { requirements } from './requirements';
import { scala } from './scala';
import { pipewright } from './pipewright';

/** Every format, in the order in which they are asked whether a file is theirs: the most particular first. */
export const formats: readonly Format[] = [pipewright, dbt, airflow, frames, scala, datafile, requirements];
