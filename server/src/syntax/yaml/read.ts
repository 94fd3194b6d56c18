import { readExact } from './exact';
import type { YamlDocument } from './tree';

/** Reads `text` from `start` to `end` as YAML. Never throws; what cannot be read is left out and reported. */
export function readYaml(text: string, start = 0, end = text.length): YamlDocument {
  return readExact(text, start, end);
}
