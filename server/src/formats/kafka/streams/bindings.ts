import type { YamlNode } from '../../../syntax/yaml';
import { mergedPairs } from '../../../syntax/yaml';
import type { Span } from '../../../text/span';

export interface Binding {
  /** The function or channel whose inputs and outputs belong together; null if nothing tells. */
  readonly of: string | null;
  readonly role: 'reads' | 'writes';
  readonly topics: readonly { readonly name: string; readonly span: Span }[];
}

/** Settings of a YAML tree under their whole names: `spring.cloud.stream.bindings.x-in-0.destination`. */
export function flattened(root: YamlNode | null): readonly { readonly key: string; readonly value: string; readonly span: Span }[] {
  const out: { key: string; value: string; span: Span }[] = [];
  const walk = (node: YamlNode | null, before: string, depth: number): void => {
    if (!node || depth > 30 || out.length > 5_000) return;
    if (node.kind === 'map') for (const p of mergedPairs(node)) walk(p.value, before === '' ? p.key.text : `${before}.${p.key.text}`, depth + 1);
    else if (node.kind === 'scalar' && node.content.end > node.content.start) out.push({ key: before, value: node.text, span: node.content });
  };
  walk(root, '', 0);
  return out;
}

/** Topics that settings of Spring Cloud Stream, Quarkus and MicroProfile Reactive Messaging bind. */
export function bindingsIn(settings: ReturnType<typeof flattened>): readonly Binding[] {
  const out: Binding[] = [];
  for (const { key, value, span } of settings) {
    const spring = /^spring\.cloud\.stream\.bindings\.(.+)\.destination$/.exec(key);
    const micro = /^(?:%\w+\.)?mp\.messaging\.(incoming|outgoing)\.(.+)\.topics?$/.exec(key);
    if (spring) {
      const name = spring[1]!.replace(/^["[]|["\]]$/g, '');
      const functional = /^(.*)-(in|out)-\d+$/.exec(name);
      const role = functional ? (functional[2] === 'in' ? 'reads' : 'writes') : /^(input|.*[-_]?in)$/i.test(name) ? 'reads' : /^(output|.*[-_]?out)$/i.test(name) ? 'writes' : null;
      if (role) out.push({ of: functional ? functional[1]! : null, role, topics: listed(value, span) });
    } else if (micro) out.push({ of: null, role: micro[1] === 'incoming' ? 'reads' : 'writes', topics: listed(value, span) });
  }
  return out.filter(b => b.topics.length > 0);
}

function listed(value: string, span: Span): { name: string; span: Span }[] {
  const exact = span.end - span.start === value.length;
  const out: { name: string; span: Span }[] = [];
  let at = 0;
  for (const part of value.split(',')) {
    const name = part.trim();
    const start = span.start + at + part.indexOf(name);
    if (/^[\w.-]{1,249}$/.test(name)) out.push({ name, span: exact ? { start, end: start + name.length } : span });
    at += part.length + 1;
  }
  return out;
}
