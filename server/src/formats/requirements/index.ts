import { type Declaration, type Facts, NO_FACTS } from '../../model/facts';
import type { Document, Format } from '../../model/format';
import { key } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import type { Span } from '../../text/span';
import { DATA_TOOLS } from './tools';
import { ruffSettings } from './ruff';
import { type Requirement, requirementsIn } from './read';

/** Lists of Python packages: the data tools among them, with their versions. */
export const requirements: Format = {
  id: 'requirements',
  version: 2,
  extensions: ['txt', 'in', 'toml', 'cfg', 'yml', 'yaml'],
  names: ['Pipfile', 'ruff.toml', '.ruff.toml'],
  recognises(path, head) {
    const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    if (/^(dev-|test-)?(requirements|constraints)([-_.\w]*)\.(txt|in)$/.test(name) || /(^|\/)requirements\/[^/]+\.(txt|in)$/i.test(path)) return true;
    if (name === 'pyproject.toml' || name === 'setup.cfg' || name === 'pipfile' || name === 'ruff.toml' || name === '.ruff.toml') return true;
    return /^(environment|conda)[-_\w]*\.ya?ml$/.test(name) && /^dependencies:/m.test(head());
  },
  extract: document => extract(document),
};

function extract(document: Document): Facts {
  const comments: Span[] = [...document.text.matchAll(/#[^\n]*/g)].map(m => ({ start: m.index, end: m.index + m[0].length }));
  const declarations = requirementsIn(document.path, document.text).filter(r => DATA_TOOLS.has(r.name)).map(declared);
  const ruff = /\.toml$/i.test(document.path) ? ruffSettings(document.path, document.text) : null;
  if (ruff) declarations.push(ruff);
  return { ...NO_FACTS, declarations, suppressions: readSuppressions(document.text, comments) };
}

function declared(r: Requirement): Declaration {
  const about = DATA_TOOLS.get(r.name)!;
  return {
    id: key('python.package', r.name), kind: 'symbol', type: 'python.package', role: 'describes', name: r.name, keys: [], nameSpan: r.nameSpan, span: r.span, parent: null, path: null,
    attributes: { description: about.what, ...(r.pinned ? { version: r.pinned } : {}), more: { facts: [r.specifier === '' ? 'any version' : r.specifier], specifier: r.specifier, system: about.system } }, columns: [], columnsComplete: false,
  };
}
