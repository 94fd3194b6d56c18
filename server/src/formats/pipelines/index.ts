import type { Format } from '../../model/format';
import { bundle } from './bundle';
import { druid } from './druid';
import { feast } from './feast';
import { flinkCdc } from './flinkCdc';
import { meltano } from './meltano';
import { mysql } from './mysql';
import { pulsar } from './pulsar';
import { redpandaConnect } from './redpandaConnect';
import { dask, redis, sparkDefaults } from './settings';
import { sling } from './sling';
import { sparkPipeline } from './sparkPipeline';
import { vector } from './vector';

/** Tools whose pipelines are files of their own: one file here for each. */
export const pipelineTools: readonly Format[] = [flinkCdc, sling, pulsar, druid, vector, redpandaConnect, meltano, bundle, sparkPipeline, feast, redis, sparkDefaults, dask, mysql];
