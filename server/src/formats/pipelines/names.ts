import { key, type Key } from '../../model/key';
import { streamKey, tableTargets, topicKey } from '../shared/names';

/** A job of one of these tools: `flink-cdc|shop`, `vector|etc/vector.yaml#to_s3`. */
export function jobKey(tool: string, name: string): Key {
  return key(tool, name);
}

/** A named part of a file: a task of a bundle, a component of Vector. */
export function partKey(tool: string, file: string, part: string): Key {
  return key(`${tool}.part`, `${file}#${part}`);
}

/** What a repository of Feast (a folder) names: `feast.view|feature_repo:shop_stats`. */
export function featureKey(kind: 'entity' | 'view' | 'service', folder: string, name: string): Key {
  return key(`feast.${kind}`, `${folder}:${name}`);
}

/** A dataset by what a tool's own settings call it. */
export function datasetTargets(kind: 'topic' | 'table' | 'kinesis' | 'firehose' | 'pubsub' | 'redis' | 'druid' | 'index', name: string, written: boolean): readonly Key[] {
  switch (kind) {
    case 'topic': return [topicKey(name)];
    case 'table': return tableTargets(name.split('.'), written);
    case 'druid': return [key('druid', name)];
    case 'index': return [key('elasticsearch', name)];
    default: return [streamKey(kind, name)];
  }
}
