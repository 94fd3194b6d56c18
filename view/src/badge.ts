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

/** The mark of a system: square for data, round for jobs. */
export function badge(system: string, job: boolean): HTMLElement {
  const letters = lettersOf(system);
  const made = el('span', { class: `badge${job ? ' round' : ''}${letters.length > 2 ? ' long' : ''}`, 'aria-hidden': 'true' }, letters);
  const { ground, ink } = readable(colourOf(system));
  made.style.background = ground;
  made.style.color = ink;
  return made;
}

const DARK = '#14161a';
/** The contrast that WCAG 2 asks of small text. */
const ENOUGH = 4.5;

/** The colour, darkened as little as it takes for letters to be read on it, and the ink for them: near-black or white. */
export function readable(colour: string): { readonly ground: string; readonly ink: string } {
  let ground = colour;
  for (let step = 0; step < 12; step++) {
    const [light, dark] = [contrast('#ffffff', ground), contrast(DARK, ground)];
    if (Math.max(light, dark) >= ENOUGH) return { ground, ink: light >= dark ? '#ffffff' : DARK };
    ground = `#${channels(ground).map(c => Math.round(c * 0.95).toString(16).padStart(2, '0')).join('')}`;
  }
  return { ground, ink: '#ffffff' };
}

/** The ratio of WCAG 2 between two colours written `#rrggbb`. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = channels(colour).map(c => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16));
}

export { colourOf };
