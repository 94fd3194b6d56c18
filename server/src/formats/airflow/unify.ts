import type { Attributes, Declaration } from '../../model/facts';

/** Attributes of several declarations of one thing: the first that says something wins, tags are united. */
export function mergeParts(parts: readonly Declaration[]): Attributes {
  const out: { [name: string]: unknown } = {};
  const tags = new Set<string>();
  for (const { attributes } of parts) {
    for (const [name, value] of Object.entries(attributes)) {
      if (name === 'tags') for (const tag of value as readonly string[]) tags.add(tag);
      else if (name === 'more') out['more'] = { ...(value as object), ...((out['more'] as object | undefined) ?? {}) };
      else if (!(name in out)) out[name] = value;
    }
  }
  if (tags.size > 0) out['tags'] = [...tags];
  return out as Attributes;
}
