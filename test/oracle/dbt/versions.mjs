// The releases of dbt that we lay ourselves beside, pinned.
import { environment } from '../python.mjs';

/**
 * dbt-core 1.12 asks for a parser wheel that is fetched from outside the package registry while it is built.
 * It is only used behind the flag `use_v2_parser`, so core itself goes in without its dependencies, over those of 1.11.
 */
const CORE_1_12 = [
  ['dbt-core==1.11.16', 'dbt-duckdb==1.11.1', 'duckdb==2.0.1', 'dbt-adapters==1.24.5', 'dbt-common==1.39.0', 'python-dotenv==1.2.4', 'metricflow==0.213.0', 'dbt-semantic-interfaces==0.9.0'],
  ['--no-deps', 'dbt-core==1.12.6'],
];
const CORE_1_10 = [['dbt-core==1.10.23', 'dbt-duckdb==1.10.1']];

/** The newest v2 whose wheel is in the registry itself; later ones are fetched from elsewhere at build time. */
const FUSION = [['--only-binary', ':all:', 'dbt==2.0.0rc196']];

/** The environments: `core` is the yardstick, `older` and `fusion` show what changed. Each may be { missing }. */
export const releases = {
  core: () => environment('dbt-1.12', CORE_1_12),
  older: () => environment('dbt-1.10', CORE_1_10),
  fusion: () => environment('dbt-2', FUSION),
};
