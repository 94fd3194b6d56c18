import type { Format } from '../model/format';
import { airflow } from './airflow';
import { dbt } from './dbt';
import { alembic } from './alembic';
import { dataform } from './dataform';
import { pipewright } from './pipewright';
import { sql } from './sql';
import { sqlmesh } from './sqlmesh';

/** Every format, in the order in which they are asked whether a file is theirs: the most particular first. */
export const formats: readonly Format[] = [pipewright, dbt, airflow, alembic, dataform, sqlmesh, sql];
