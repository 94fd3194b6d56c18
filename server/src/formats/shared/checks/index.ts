import type { Statement } from '../../../model/query';
import type { Dialect, SqlFile } from '../../../syntax/sql';
import type { Draft } from '../draft';
import { checkBigQuery } from './bigquery';
import { checkClickHouse } from './clickhouse';
import { checkFlink, checkKsql } from './streaming';
import { checkGeneral } from './general';
import { checkLake, checkTrino } from './lake';
import { checkMigration } from './migration';
import { checkMySql } from './mysql';
import { checkPostgres } from './postgres';
import { checkRedshift } from './redshift';
import { checkSnowflake } from './snowflake';

/** What the checks of a file's statements know. */
export interface CheckedScript {
  /** The text with templates masked; offsets are those of the file. */
  readonly text: string;
  readonly dialect: Dialect | null;
  /** The migration tool that runs the file, null if none does. */
  readonly tool: string | null;
}

export interface Checked extends CheckedScript {
  readonly draft: Draft;
  readonly statements: readonly Statement[];
}

/** Adds what the statements of a script alone show to be wrong. Statements with a syntax error are left alone. */
export function checkStatements(draft: Draft, file: SqlFile, script: CheckedScript): void {
  const sound = file.statements.filter(s => !file.problems.some(p => p.span.start <= s.span.end && s.span.start <= p.span.end));
  const checked: Checked = { ...script, draft, statements: sound };
  for (const statement of sound) {
    checkGeneral(checked, statement);
    if (script.dialect === 'clickhouse') checkClickHouse(checked, statement);
    if (script.dialect === 'bigquery') checkBigQuery(checked, statement);
    if (script.dialect === 'redshift') checkRedshift(checked, statement);
    if (script.dialect === 'snowflake') checkSnowflake(checked, statement);
    if (script.dialect === 'flink') checkFlink(checked, statement);
    if (script.dialect === 'ksqldb') checkKsql(checked, statement);
    if (script.dialect === 'mysql') checkMySql(checked, statement);
    if (script.dialect === 'databricks') checkLake(checked, statement);
    if (script.dialect === 'trino') checkTrino(checked, statement);
    if (script.dialect === 'postgres') checkPostgres(checked, statement);
    checkMigration(checked, statement);
  }
}
