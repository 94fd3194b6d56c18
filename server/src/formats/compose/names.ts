import { key, type Key } from '../../model/key';

/** Services, volumes and networks are named within one folder: its compose files are merged. */
export function serviceKey(folder: string, service: string): Key {
  return key('compose', `${folder}:${service}`);
}

export function volumeKey(folder: string, volume: string): Key {
  return key('compose.volume', `${folder}:${volume}`);
}

export function networkKey(folder: string, network: string): Key {
  return key('compose.network', `${folder}:${network}`);
}
