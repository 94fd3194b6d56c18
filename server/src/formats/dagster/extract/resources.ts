import { type CallExpression, evaluate, expressionsIn, isSequence, knownText, moduleScope, type PythonFile, statementsIn, visitExpressions } from '../../../syntax/python';
import { pythonKey } from '../../shared/pythonModules';
import { resourceKey } from '../names';
import type { Extraction } from './index';

/** Resources that `Definitions` gives by key, and the places that ask for them by key. */
export function extractResources(x: Extraction, file: PythonFile): void {
  for (const r of x.state.resources) {
    x.draft.declare({
      id: resourceKey(r.name), kind: 'symbol', type: 'dagster.resource', role: 'defines', name: r.name, keys: [], nameSpan: r.span, span: r.span, parent: null, path: null, attributes: r.of === null ? {} : { more: { facts: [r.of] } }, columns: [], columnsComplete: false,
    });
  }
  for (const s of file.body) {
    // A component's class, which YAML names by its path.
    if (s.kind === 'class' && s.bases.some(b => /(Component|Resolvable|Model)$/.test(x.text.slice(b.span.start, b.span.end)))) {
      x.draft.declare({
        id: pythonKey(x.path, s.name), kind: 'symbol', type: 'dagster.component_class', role: 'defines', name: s.name, keys: [], nameSpan: { start: s.nameSpan.start, end: s.nameSpan.start }, span: s.span, parent: null, path: null, attributes: s.docstring ? { description: s.docstring.value.trim() } : {}, columns: [], columnsComplete: false,
      });
    }
  }
  for (const s of statementsIn(file.body)) {
    for (const root of expressionsIn(s)) {
      visitExpressions(root, e => {
        if (e.kind === 'call') asksFor(x, e);
        return true;
      });
    }
  }
}

/** Arguments that name resources by key. */
function asksFor(x: Extraction, call: CallExpression): void {
  for (const a of call.args) {
    if (a.name !== 'required_resource_keys' && a.name !== 'io_manager_key') continue;
    const value = evaluate(a.value, moduleScope());
    for (const v of isSequence(value) ? value.items : [value]) {
      const name = knownText(v);
      if (name !== null && v.kind === 'text' && v.origin) x.draft.refer({ targets: [resourceKey(name)], type: 'dagster.resource', name, span: v.origin, fullSpan: v.origin, from: null, role: 'names', certainty: 'likely' });
    }
  }
}
