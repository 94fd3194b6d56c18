import type { Format } from '../../model/format';
import { airbyteCatalog, airbyteManifest } from './airbyte';
import { bundle } from './bundle';
import { druid } from './druid';
import { feast } from './feast';
import { feastViews } from './feastViews';
import { flinkCdc } from './flinkCdc';
import { meltano } from './meltano';
import { mysql } from './mysql';
import { pulsar } from './pulsar';
import { redpandaConnect } from './redpandaConnect';
import { dask, redis, sparkDefaults } from './settings';
import { singer } from './singer';
import { sling } from './sling';
import { sparkPipeline } from './sparkPipeline';
import { vector } from './vector';

/** Tools whose pipelines are files of their own: one file here for each. */
export const pipelineTools: readonly Format[] = [flinkCdc, sling, pulsar, druid, vector, redpandaConnect, meltano, bundle, sparkPipeline, feast, feastViews, airbyteCatalog, airbyteManifest, singer, redis, sparkDefaults, dask, mysql];
