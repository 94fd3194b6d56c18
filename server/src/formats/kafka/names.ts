import { key, type Key } from '../../model/key';

/** A connector of Kafka Connect by its name. */
export function connectorKey(name: string): Key {
  return key('kafka-connect', name);
}

/** A Kafka Streams application, or a service that reads and writes topics, by its id or else by the file's path. */
export function streamsKey(name: string): Key {
  return key('kafka-streams', name);
}

/** A Kafka cluster of an operator's resource. */
export function clusterKey(name: string): Key {
  return key('kafka.cluster', name);
}

/** A service of a GitOps file. */
export function serviceKey(name: string): Key {
  return key('kafka.service', name);
}

/** The slot, server id, prefix or history topic that only one connector may use. */
export function exclusiveKey(kind: string, name: string): Key {
  return key(`kafka-connect.${kind}`, name);
}
