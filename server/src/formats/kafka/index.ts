import type { Format } from '../../model/format';
import { kafkaConnect, kafkaConnectInText } from './connect';
import { kafkaStreams } from './streams';
import { kafka } from './topics';

/** Kafka and what runs on it; those that read beside other formats come last. */
export const kafkaFormats: readonly Format[] = [kafkaConnect, kafka, kafkaStreams, kafkaConnectInText];
