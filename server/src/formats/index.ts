import type { Format } from '../model/format';
import { airflow } from './airflow';
import { catalog } from './catalog';
import { contract } from './contract';
import { dbt } from './dbt';
import { gx, gxPython } from './gx';
import { openlineage } from './openlineage';
import { pandera } from './pandera';
import { pipewright } from './pipewright';
import { soda } from './soda';

/** Every format, in the order in which they are asked whether a file is theirs: the most particular first. */
export const formats: readonly Format[] = [pipewright, contract, dbt, gx, soda, openlineage, catalog, gxPython, pandera, airflow];
