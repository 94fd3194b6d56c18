import { type Facts, NO_FACTS } from '../../model/facts';
import type { Document, Format } from '../../model/format';
import { readYaml, yamlEdits } from '../../syntax/yaml';
import { expectYaml, explainYaml } from '../shared/structured';
import { extractDcs } from './dcs';
import { extractOdcs } from './odcs';

/** Data contracts: the Open Data Contract Standard and the Data Contract Specification, told apart by what is in the file. */
export const contract: Format = {
  id: 'contract',
  version: 1,
  extensions: ['yml', 'yaml'],
  recognises: (path, head) => /\.odcs\.ya?ml$/i.test(path) || languageOf(head()) !== null,
  extract(document): Facts {
    const tree = readYaml(document.text);
    switch (kindOf(document)) {
      case 'odcs': return extractOdcs(document, tree);
      case 'dcs': return extractDcs(document, tree);
      default: return NO_FACTS;
    }
  },
  expect(document, _project, offset) {
    const kind = kindOf(document);
    return kind ? expectYaml(document, `contracts/${kind}`, offset) : null;
  },
  explain(document, _project, offset) {
    const kind = kindOf(document);
    return kind ? explainYaml(document, `contracts/${kind}`, offset) : null;
  },
  edit: ({ text }, operations) => yamlEdits(text, operations),
};

function kindOf({ path, text }: Document): 'odcs' | 'dcs' | null {
  return languageOf(text.slice(0, 4_096)) ?? (/\.odcs\.ya?ml$/i.test(path) ? 'odcs' : null);
}

function languageOf(head: string): 'odcs' | 'dcs' | null {
  if (/^dataContractSpecification\s*:/m.test(head)) return 'dcs';
  if (/^kind\s*:\s*["']?DataContract["']?\s*(#.*)?$/m.test(head) && /^apiVersion\s*:/m.test(head)) return 'odcs';
  return null;
}
