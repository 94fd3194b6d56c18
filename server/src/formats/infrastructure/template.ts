import type { Key } from '../../model/key';
import { valueOf as child, type YamlNode } from '../../syntax/yaml';
import { closest } from '../../text/fuzzy';
import type { Span } from '../../text/span';
import type { Draft } from '../shared/draft';
import { logicalKey } from './names';
import type { Value } from './resource';

/** What a template of CloudFormation knows beside its resources. */
export interface Template {
  readonly path: string;
  /** Defaults of parameters: a run may give others. */
  readonly parameters: ReadonlyMap<string, YamlNode | null>;
  readonly resources: ReadonlySet<string>;
  readonly mappings: YamlNode | null;
  /** Whether names may exist that no file shows: transforms and macros make resources. */
  readonly open: boolean;
}

export function templateOf(path: string, root: YamlNode | null): Template {
  const names = (section: string): [string, YamlNode | null][] => {
    const node = child(root, section);
    return node?.kind === 'map' ? node.pairs.map(p => [p.key.text, p.value]) : [];
  };
  const resources = child(root, 'Resources');
  const loops = resources?.kind === 'map' && resources.pairs.some(p => p.key.text.startsWith('Fn::'));
  return { path, parameters: new Map(names('Parameters').map(([n, v]) => [n, child(v, 'Default')])), resources: new Set(names('Resources').map(([n]) => n)), mappings: child(root, 'Mappings'), open: child(root, 'Transform') !== null || loops };
}

const unknown = (span: Span): Value => ({ kind: 'unknown', span });

/** What `Ref` of a name is: a parameter's default, a resource, or a symbol of what the stack is run with. */
export function refValue(t: Template, name: string, span: Span): Value {
  if (t.parameters.has(name)) {
    const otherwise = t.parameters.get(name);
    return otherwise?.kind === 'scalar' ? { kind: 'known', value: otherwise.value, span, content: span, assumed: true } : { kind: 'symbolic', text: `\${${name}}`, span };
  }
  return name.startsWith('AWS::') ? { kind: 'symbolic', text: `\${${name}}`, span } : { kind: 'resource', address: name, attribute: '', span };
}

/** A function by its long name with its argument; null if it is none. `value` reads an argument. */
export function functionOf(t: Template, name: string, argument: YamlNode | null, span: Span, value: (node: YamlNode | null) => Value): Value | null {
  const items = argument?.kind === 'seq' ? argument.items.map(i => i.value) : [argument];
  switch (name) {
    case 'Ref': return argument?.kind === 'scalar' ? refValue(t, argument.text, span) : unknown(span);
    case 'Fn::GetAtt': {
      const [first, second] = items;
      if (first?.kind !== 'scalar') return unknown(span);
      const [address, ...rest] = first.text.split('.');
      return { kind: 'resource', address: address!, attribute: second?.kind === 'scalar' ? second.text : rest.join('.'), span };
    }
    case 'Fn::Sub': return items[0]?.kind === 'scalar' ? substituted(t, items[0].text, items[0].content, span, items[1] ?? null, value) : unknown(span);
    case 'Fn::Join': {
      const [by, list] = items;
      const parts = list?.kind === 'seq' ? list.items.map(i => value(i.value)) : null;
      if (by?.kind !== 'scalar' || !parts) return unknown(span);
      return joinedText(parts, by.text, span);
    }
    case 'Fn::ImportValue': {
      const name = value(argument);
      return name.kind === 'known' && typeof name.value === 'string' ? { kind: 'resource', address: `import:${name.value}`, attribute: '', span } : unknown(span);
    }
    case 'Fn::FindInMap': {
      const keys = items.map(value);
      let here: YamlNode | null = t.mappings;
      for (const k of keys) here = k.kind === 'known' && k.value !== null ? child(here, String(k.value)) : null;
      const assumed = keys.some(k => k.kind === 'known' && k.assumed);
      return here?.kind === 'scalar' ? { kind: 'known', value: here.value, span, content: span, ...(assumed ? { assumed: true as const } : {}) } : unknown(span);
    }
    case 'Fn::If': {
      const [, yes, no] = items;
      const [a, b] = [value(yes ?? null), value(no ?? null)];
      return a.kind === 'known' && b.kind === 'known' && a.value === b.value ? { ...a, span } : unknown(span);
    }
    default: return name.startsWith('Fn::') || name === 'Condition' ? unknown(span) : null;
  }
}

function joinedText(parts: readonly Value[], by: string, span: Span): Value {
  const texts = parts.map(shown);
  if (texts.some(x => x === null)) return unknown(span);
  const text = texts.join(by);
  const assumed = parts.some(p => p.kind === 'known' && p.assumed);
  return parts.every(p => p.kind === 'known') ? { kind: 'known', value: text, span, content: span, ...(assumed ? { assumed: true as const } : {}) } : { kind: 'symbolic', text, span };
}

function shown(v: Value): string | null {
  return v.kind === 'known' ? String(v.value ?? '') : v.kind === 'symbolic' ? v.text : v.kind === 'resource' ? `\${${v.address}${v.attribute ? `.${v.attribute}` : ''}}` : null;
}

/** A text with `${Name}`, `${Name.Attribute}` and `${!literal}` in it. */
function substituted(t: Template, text: string, content: Span, span: Span, own: YamlNode | null, value: (node: YamlNode | null) => Value): Value {
  if (!text.includes('${')) return { kind: 'known', value: text, span, content };
  const parts: Value[] = [];
  let from = 0;
  for (const m of text.matchAll(/\$\{([^}]*)\}/g)) {
    parts.push({ kind: 'known', value: text.slice(from, m.index), span, content: span });
    from = m.index + m[0].length;
    const name = m[1]!.trim();
    const given = child(own, name);
    if (name.startsWith('!')) parts.push({ kind: 'known', value: `\${${name.slice(1)}}`, span, content: span });
    else if (given) parts.push(value(given));
    else parts.push(name.includes('.') ? { kind: 'resource', address: name.slice(0, name.indexOf('.')), attribute: name.slice(name.indexOf('.') + 1), span } : refValue(t, name, span));
  }
  parts.push({ kind: 'known', value: text.slice(from), span, content: span });
  return joinedText(parts, '', span);
}

const MOST_DEPTH = 60;

/** Every place of the template that names a parameter or resource, as a reference; what is nowhere is a problem unless a transform may make it. */
export function referToNames(draft: Draft, t: Template, root: YamlNode | null): void {
  const refer = (name: string, span: Span, from: Key | null, attribute: boolean): void => {
    if (name === '' || name.startsWith('AWS::')) return;
    const known = t.resources.has(name) || (!attribute && t.parameters.has(name));
    draft.refer({ targets: [logicalKey(t.path, name)], type: 'cloudformation.name', name, span, fullSpan: span, from, role: 'uses', certainty: 'likely' });
    if (known || t.open) return;
    const near = closest(name, [...t.resources, ...(attribute ? [] : t.parameters.keys())]);
    draft.problem('cloudformation-undeclared', span, `There is no ${attribute ? 'resource' : 'parameter or resource'} '${name}' in this template${near[0] ? `; did you mean '${near[0]}'?` : ''}`, { near });
  };
  const dotted = (node: Extract<YamlNode, { kind: 'scalar' }>, from: Key | null): void => {
    const name = node.text.split('.')[0]!;
    refer(name, { start: node.content.start, end: Math.min(node.content.end, node.content.start + name.length) }, from, true);
  };
  const inText = (node: YamlNode | null | undefined, own: YamlNode | null, from: Key | null): void => {
    if (node?.kind !== 'scalar') return;
    const exact = node.content.end - node.content.start === node.text.length;
    for (const m of node.text.matchAll(/\$\{([^}!]*)\}/g)) {
      const name = m[1]!.trim();
      const plain = name.split('.')[0]!;
      if (child(own, name) || plain === '') continue;
      const start = node.content.start + m.index + m[0].indexOf(plain);
      refer(plain, exact ? { start, end: start + plain.length } : node.content, from, name.includes('.'));
    }
  };
  const walk = (node: YamlNode | null, from: Key | null, depth: number): void => {
    if (node === null || depth > MOST_DEPTH) return;
    const tag = node.tag;
    if (node.kind === 'scalar') {
      if (tag === '!Ref') refer(node.text, node.content, from, false);
      else if (tag === '!GetAtt') dotted(node, from);
      else if (tag === '!Sub') inText(node, null, from);
      return;
    }
    if (node.kind === 'seq') {
      const first = node.items[0]?.value;
      if (tag === '!GetAtt' && first?.kind === 'scalar') dotted(first, from);
      else if (tag === '!Sub') inText(first, node.items[1]?.value ?? null, from);
      for (const i of node.items) walk(i.value, from, depth + 1);
      return;
    }
    for (const p of node.pairs) {
      const first = p.value?.kind === 'seq' ? p.value.items[0]?.value : p.value;
      const one = node.pairs.length === 1;
      if (one && p.key.text === 'Ref' && p.value?.kind === 'scalar') refer(p.value.text, p.value.content, from, false);
      else if (one && p.key.text === 'Fn::GetAtt' && first?.kind === 'scalar') dotted(first, from);
      else if (one && p.key.text === 'Fn::Sub') inText(first, p.value?.kind === 'seq' ? (p.value.items[1]?.value ?? null) : null, from);
      walk(p.value, from, depth + 1);
    }
  };
  for (const section of ['Resources', 'Outputs']) {
    const node = child(root, section);
    if (node?.kind !== 'map') continue;
    for (const { key, value } of node.pairs) {
      const from = section === 'Resources' ? logicalKey(t.path, key.text) : null;
      const depends = section === 'Resources' ? child(value, 'DependsOn') : null;
      for (const d of depends?.kind === 'seq' ? depends.items.map(i => i.value) : [depends]) if (d?.kind === 'scalar') refer(d.text, d.content, from, true);
      walk(value, from, 0);
    }
  }
}
