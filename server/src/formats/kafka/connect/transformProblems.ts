import { closest, distance } from '../../../text/fuzzy';
import { predicateFacts, PREDICATES, transformFacts, TRANSFORMS, unpack } from './catalog';
import { isUnknown, itemsIn, type Setting } from './connector';
import type { Teller } from './problems';
import { doubled, lastPart } from './problems';
import { type Transform, transformsOf } from './transforms';
import { badRegex, judge } from './values';

const APACHE = 'org.apache.kafka.connect.transforms.';

/** What Connect rejects in transforms and predicates. */
export function transformProblems(t: Teller): void {
  const { c } = t;
  const list = c.settings.get('transforms');
  const predicates = c.settings.get('predicates');
  if (list) doubled(t, list, 'transform');
  if (predicates) doubled(t, predicates, 'predicate');
  const chain = transformsOf(c);
  const known = new Set(predicates ? itemsIn(predicates).map(i => i.text) : []);
  const seen = new Set<string>();
  for (const transform of chain) {
    if (seen.has(transform.alias) || isUnknown(transform.alias)) continue;
    seen.add(transform.alias);
    one(t, transform, known, predicates !== undefined && isUnknown(predicates.value));
  }
  for (const item of predicates ? itemsIn(predicates) : []) predicate(t, item.text, item.span);
  unlisted(t, 'transforms', new Set(chain.map(x => x.alias)), list);
  unlisted(t, 'predicates', known, predicates);
}

function one(t: Teller, x: Transform, predicates: ReadonlySet<string>, open: boolean): void {
  const { c } = t;
  if (!x.typeSetting || x.typeSetting.value.trim() === '') {
    if (c.list.some(s => isUnknown(s.key))) return;
    t.at('connect-missing-setting', x.aliasSpan, `Transform '${x.alias}' has no 'transforms.${x.alias}.type'`, { key: `transforms.${x.alias}.type` });
    return;
  }
  if (x.predicate && !open && !isUnknown(x.predicate.value) && !predicates.has(x.predicate.value.trim())) t.at('connect-invalid-value', x.predicate.span, `There is no predicate '${x.predicate.value.trim()}' in 'predicates'`, { near: closest(x.predicate.value.trim(), predicates, 1) }, x.predicate.path);
  const negate = x.options.get('negate');
  if (negate && !x.predicate) t.at('connect-missing-setting', negate.keySpan, `'negate' means nothing without a predicate: Connect refuses it`, { key: `transforms.${x.alias}.predicate` });
  if (x.type === null) return;
  const facts = transformFacts(x.type);
  if (!facts) {
    if (x.type.startsWith(APACHE) || x.type.startsWith('io.debezium.transforms.')) {
      const near = TRANSFORMS.map(f => f.name).filter(n => distance(n, x.type!.replace(/\$(Key|Value)$/, ''), 3) <= 3).slice(0, 2);
      // Debezium's package holds transforms of others as well; Apache's does not.
      if (near.length > 0 || x.type.startsWith(APACHE)) t.at('connect-transform-class', x.typeSetting.span, `There is no transform '${lastPart(x.type)}' in ${x.type.startsWith(APACHE) ? 'Apache Kafka' : 'Debezium'}${near[0] ? `; did you mean '${near[0]}'?` : ''}`, { near, severity: 'warning' }, x.typeSetting.path);
    }
    return;
  }
  if (facts.sides && facts.name.startsWith(APACHE) && !/\$(Key|Value)$/.test(x.type)) {
    const name = lastPart(x.type);
    t.at('connect-transform-class', x.typeSetting.span, `${name} can't be loaded by itself: use ${name}$Value or ${name}$Key`, { near: [`${x.type}$Value`, `${x.type}$Key`] }, x.typeSetting.path);
    return;
  }
  options(t, x, facts.keys, facts.name);
}

function options(t: Teller, x: Transform, keys: { readonly [name: string]: Parameters<typeof unpack>[1] }, name: string): void {
  for (const [key, packed] of Object.entries(keys)) {
    const facts = unpack(key, packed);
    const setting = x.options.get(key);
    if (!setting) {
      if (facts.required && name.startsWith(APACHE)) t.at('connect-missing-setting', x.typeSetting!.span, `${lastPart(name)} needs 'transforms.${x.alias}.${key}'`, { key: `transforms.${x.alias}.${key}` });
      continue;
    }
    if (isUnknown(setting.value)) continue;
    if (name.startsWith(APACHE)) t.value(setting, judge({ ...facts, name: setting.key }, setting.value));
    if (key === 'regex' || key === 'topic.regex' || key === 'pattern') t.value(setting, badRegex(setting.key, setting.value));
  }
  special(t, x, name);
}

function special(t: Teller, x: Transform, name: string): void {
  const text = (key: string): Setting | undefined => {
    const s = x.options.get(key);
    return s && !isUnknown(s.value) ? s : undefined;
  };
  switch (lastPart(name)) {
    case 'Cast': {
      const spec = text('spec');
      const types = ['int8', 'int16', 'int32', 'int64', 'float32', 'float64', 'boolean', 'string'];
      for (const item of spec ? itemsIn(spec) : []) {
        const type = item.text.split(':').at(-1)!.trim().toLowerCase();
        // Bytes can be cast from, but not to.
        if (!types.includes(type)) t.at('connect-invalid-value', item.span, `'${item.text}' casts to no type: it is one of ${types.join(', ')}`);
      }
      break;
    }
    case 'ReplaceField': {
      const renames = text('renames');
      for (const item of renames ? itemsIn(renames) : []) if (!/^[^:]+:[^:]+$/.test(item.text)) t.at('connect-invalid-value', item.span, `'${item.text}' must be written old:new`);
      for (const [old, now] of [['blacklist', 'exclude'], ['whitelist', 'include']] as const) {
        const s = x.options.get(old);
        if (s) t.at('connect-unknown-setting', s.keySpan, `Since Kafka 3 '${old}' is called '${now}'; Kafka 4 ignores the old name`, { near: [`transforms.${x.alias}.${now}`] }, s.path);
      }
      break;
    }
    case 'TimestampConverter': {
      const type = text('target.type');
      if (type && ['string'].includes(type.value.trim()) && !x.options.has('format')) t.at('connect-missing-setting', type.span, "A conversion to string needs a 'format'", { key: `transforms.${x.alias}.format` });
      break;
    }
    case 'InsertField': {
      if (['topic.field', 'partition.field', 'offset.field', 'timestamp.field', 'static.field'].every(k => !x.options.has(k))) t.at('connect-missing-setting', x.typeSetting!.span, 'InsertField needs at least one field to insert', { key: `transforms.${x.alias}.static.field` });
      else if (x.options.has('static.field') && !x.options.has('static.value')) t.at('connect-missing-setting', x.options.get('static.field')!.keySpan, "'static.field' needs a 'static.value'", { key: `transforms.${x.alias}.static.value` });
      break;
    }
    case 'HeaderFrom': {
      const [fields, headers] = [text('fields'), text('headers')];
      if (fields && headers && itemsIn(fields).length !== itemsIn(headers).length) t.at('connect-invalid-value', headers.span, `HeaderFrom needs as many headers as fields: ${itemsIn(fields).length} fields, ${itemsIn(headers).length} headers`);
      break;
    }
    default:
      break;
  }
}

function predicate(t: Teller, alias: string, span: { start: number; end: number }): void {
  const { c } = t;
  if (isUnknown(alias)) return;
  const type = c.settings.get(`predicates.${alias}.type`);
  if (!type || type.value.trim() === '') {
    t.at('connect-missing-setting', span, `Predicate '${alias}' has no 'predicates.${alias}.type'`, { key: `predicates.${alias}.type` });
    return;
  }
  const facts = predicateFacts(type.value.trim());
  if (!facts) {
    if (type.value.trim().startsWith(`${APACHE}predicates.`)) t.at('connect-transform-class', type.span, `There is no predicate '${lastPart(type.value.trim())}' in Apache Kafka`, { near: closest(type.value.trim(), PREDICATES.map(p => p.name), 2), severity: 'warning' }, type.path);
    return;
  }
  for (const [key, packed] of Object.entries(facts.keys)) {
    const setting = c.settings.get(`predicates.${alias}.${key}`);
    if (!setting && unpack(key, packed).required) t.at('connect-missing-setting', type.span, `${lastPart(facts.name)} needs 'predicates.${alias}.${key}'`, { key: `predicates.${alias}.${key}` });
    if (setting && key === 'pattern' && !isUnknown(setting.value)) t.value(setting, badRegex(setting.key, setting.value));
  }
}

/** Settings of an alias that the list does not name: nothing reads them. */
function unlisted(t: Teller, kind: 'transforms' | 'predicates', listed: ReadonlySet<string>, list: Setting | undefined): void {
  if ((list && isUnknown(list.value)) || listed.size >= 200) return;
  const told = new Set<string>();
  for (const s of t.c.list) {
    if (!s.key.startsWith(`${kind}.`) || isUnknown(s.key)) continue;
    const rest = s.key.slice(kind.length + 1);
    // An alias may hold dots itself.
    if ([...listed].some(alias => rest.startsWith(`${alias}.`))) continue;
    const alias = rest.split('.')[0]!;
    if (told.has(alias)) continue;
    told.add(alias);
    t.at('connect-unknown-setting', s.keySpan, `'${alias}' is not listed in '${kind}': its settings are ignored`, { add: alias, list: kind }, s.path);
  }
}
