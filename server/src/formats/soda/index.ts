import { type Facts, NO_FACTS } from '../../model/facts';
import type { Document, Format } from '../../model/format';
import { pairOf, readYaml, yamlEdits } from '../../syntax/yaml';
import { expectYaml, explainYaml } from '../shared/structured';
import { extractSodaCl } from './checks';
import { extractSodaConfiguration } from './configuration';
import { extractSodaContract } from './contract';
import { expectSodaCl, explainSodaCl } from './editor';

const HEADINGS = /^["']?(checks for |filter \S+ \[|configurations for |for each (dataset|table|column) |profile columns|discover (datasets|tables)|sample (datasets|tables))/m;
const CONFIGURATION = /^data_source \S+:/m;

/** Soda: checks in SodaCL, contracts of Soda 4, configurations. Told by what is in the file: `checks.yml` may be anything. */
export const soda: Format = {
  id: 'soda',
  version: 2,
  extensions: ['yml', 'yaml'],
  recognises: (_path, head) => kindOf(head()) !== null,
  extract(document): Facts {
    const tree = readYaml(document.text);
    switch (kindOf(document.text.slice(0, 4_096))) {
      case 'checks': return extractSodaCl(document, tree);
      case 'contract': return pairOf(tree.root, 'dataset') ? extractSodaContract(document, tree) : NO_FACTS;
      case 'configuration': return extractSodaConfiguration(document, tree);
      default: return NO_FACTS;
    }
  },
  expect: (document, _project, offset) => (isContract(document) ? expectYaml(document, 'soda/contract', offset) : kindOf(document.text.slice(0, 4_096)) === 'checks' ? expectSodaCl(document, offset) : null),
  explain: (document, _project, offset) => (isContract(document) ? explainYaml(document, 'soda/contract', offset) : explainSodaCl(document, offset)),
  edit: ({ text }, operations) => yamlEdits(text, operations),
};

function isContract({ text }: Document): boolean {
  return kindOf(text.slice(0, 4_096)) === 'contract';
}

function kindOf(head: string): 'checks' | 'contract' | 'configuration' | null {
  if (HEADINGS.test(head)) return 'checks';
  if (CONFIGURATION.test(head)) return 'configuration';
  return /^dataset: ["']?[\w.$-]+(\/[\w.$ -]+)+["']?\s*$/m.test(head) && /^columns:/m.test(head) ? 'contract' : null;
}
