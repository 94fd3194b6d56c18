import { colourOf } from '../../server/src/features/render/svg';
import { el } from './dom';

/** Two or three letters that tell a system; where its own name's first two would mislead or say little. */
const LETTERS: { readonly [system: string]: string } = {
  snowflake: 'Sf', postgres: 'Pg', mysql: 'My', bigquery: 'Bq', redshift: 'Rs', databricks: 'Db', duckdb: 'Du', clickhouse: 'Ch', dbt: 'dbt', kafka: 'Kf', 'kafka-connect': 'Kc', airflow: 'Af', dagster: 'Dg',
  prefect: 'Pf', spark: 'Sp', flink: 'Fl', s3: 'S3', gcs: 'Gs', adls: 'Az', iceberg: 'Ic', pubsub: 'Ps', trino: 'Tr', mongodb: 'Mg', elasticsearch: 'El', sql: 'Sq', storage: 'St', file: 'Fi',
};

export function lettersOf(system: string): string {
  return LETTERS[system] ?? `${system.charAt(0).toUpperCase()}${system.charAt(1).toLowerCase()}`;
}

/** The mark of a system: square for data, round for jobs. Letters are dark or light, whichever reads better on the colour. */
export function badge(system: string, job: boolean): HTMLElement {
  const letters = lettersOf(system);
  const made = el('span', { class: `badge${job ? ' round' : ''}${letters.length > 2 ? ' long' : ''}`, 'aria-hidden': 'true' }, letters);
  const colour = colourOf(system);
  made.style.background = colour;
  made.style.color = inkOn(colour);
  return made;
}

/** Near-black or white, by the contrast of WCAG 2. */
export function inkOn(colour: string): string {
  const luminance = [1, 3, 5].reduce((sum, at, i) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return sum + (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4) * [0.2126, 0.7152, 0.0722][i]!;
  }, 0);
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.056 ? '#ffffff' : '#14161a';
}

export { colourOf };
