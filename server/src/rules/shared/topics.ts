import type { Entity } from '../../model/workspace';

/** How many partitions a topic has, as the file that declares it says; null if none does, or several do. */
export function partitionsOf(topic: Entity): number | null {
  if (topic.definitions !== 1) return null;
  const said = Number(topic.attributes.more?.['partitions'] ?? topic.attributes.config?.['partitions'] ?? topic.attributes.config?.['num_partitions'] ?? Number.NaN);
  return Number.isInteger(said) && said > 0 ? said : null;
}
