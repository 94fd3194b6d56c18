import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { replaceText } from './shared/fixes';

export const rule: Rule = {
  id: 'unknown-schema-type',
  group: 'streaming',
  severity: 'information',
  certainty: 'resolved',
  summary: 'A schema names a type that no file defines',
  why: 'The type may come from a library or another repository, so this is information; it is a warning where a type of almost the same name is there.',
  sources: ['https://avro.apache.org/docs/current/specification/#names'],
  about: ['avro', 'protobuf'],
  fix: 'suggested',
  *check(document, ws) {
    for (const reference of document.facts.references) {
      if (reference.type !== 'schema.type' || reference.implied || /^google\.protobuf\./.test(reference.name)) continue;
      const resolution = ws.resolve(reference, document.path);
      if (resolution.kind !== 'none') continue;
      const simple = reference.name.slice(reference.name.lastIndexOf('.') + 1);
      const names = TYPES.flatMap(t => ws.entitiesOf(t)).map(e => e.name);
      const near = names.includes(simple) ? [] : closest(simple, names, 2);
      const elsewhere = names.includes(simple) ? ': there is one of this name in another namespace' : '';
      yield { rule: this.id, span: reference.span, message: `No file defines the type '${reference.name}'${near[0] ? `; did you mean '${near[0]}'?` : elsewhere}`, data: { near }, ...(near.length > 0 ? { severity: 'warning' as const } : {}) };
    }
  },
  fixes(finding, document) {
    const near = (finding.data as { near?: readonly string[] } | undefined)?.near ?? [];
    return near.map(name => replaceText(document, `Change to '${name}'`, finding.span, name));
  },
  examples: [
    {
      title: 'a slip',
      files: `
        //- address.avsc
        {"type": "record", "name": "Address", "namespace": "shop", "fields": []}
        //- order.avsc
        {"type": "record", "name": "Order", "namespace": "shop", "fields": [
          {"name": "to", "type": "Adress"}
          //                      ^^^^^^ did you mean 'Address'?
        ]}
      `,
      fixed: `
        //- order.avsc
        {"type": "record", "name": "Order", "namespace": "shop", "fields": [
          {"name": "to", "type": "Address"}
        ]}
      `,
    },
    {
      title: "another file's type",
      files: `
        //- address.avsc
        {"type": "record", "name": "Address", "namespace": "shop", "fields": []}
        //- order.avsc
        {"type": "record", "name": "Order", "namespace": "shop", "fields": [
          {"name": "to", "type": "Address"}
        ]}
      `,
    },
  ],
};

const TYPES: readonly string[] = ['avro.record', 'avro.enum', 'avro.fixed', 'protobuf.message', 'protobuf.enum'];
