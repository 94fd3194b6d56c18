import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { replaceText } from './shared/fixes';

export const rule: Rule = {
  id: 'avro-default-order',
  group: 'streaming',
  severity: 'warning',
  certainty: 'certain',
  summary: "A default that is not of the union's first type",
  why: "Up to Avro 1.11 a union's default must be of its first type, and some registries and libraries still refuse others. The fix puts the type of the default first: readers see no difference, but the registry makes a new version of the schema.",
  sources: ['https://avro.apache.org/docs/current/specification/', 'confluentinc/schema-registry#707'],
  about: ['avro'],
  fix: 'suggested',
  check: document => problemsOf(document, 'avro-default-order'),
  fixes(finding, document) {
    const { value } = told(finding);
    const index = value('index');
    const start = document.text.lastIndexOf('{', finding.span.start);
    const match = /"type"\s*:\s*(\[[^[\]]*\])/d.exec(document.text.slice(start, finding.span.start));
    const at = match?.indices?.[1];
    const types: unknown = match ? parsed(match[1]!) : null;
    if (!at || typeof index !== 'number' || !Array.isArray(types) || types.length <= index) return [];
    const moved = [types[index], ...types.filter((_, i) => i !== index)].map(t => JSON.stringify(t));
    return [replaceText(document, `Put ${moved[0]!} first`, { start: start + at[0], end: start + at[1] }, `[${moved.join(', ')}]`)];
  },
  examples: [
    {
      title: 'null behind string',
      files: `
        //- order.avsc
        {"type": "record", "name": "Order", "fields": [
          {"name": "note", "type": ["string", "null"], "default": null}
          //                                                      ^^^^ is refused by Avro up to 1.11
        ]}
      `,
      fixed: `
        //- order.avsc
        {"type": "record", "name": "Order", "fields": [
          {"name": "note", "type": ["null", "string"], "default": null}
        ]}
      `,
    },
    {
      title: 'null first',
      files: `
        //- order.avsc
        {"type": "record", "name": "Order", "fields": [
          {"name": "note", "type": ["null", "string"], "default": null}
        ]}
      `,
    },
  ],
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
