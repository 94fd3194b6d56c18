import { type Reading, scalar, toolFormat } from './file';

/** Configuration of a Feast repository; its feature views are Python. */
export const feast = toolFormat({
  id: 'feast',
  extensions: ['yaml', 'yml'],
  schema: 'pipelines/feast',
  recognises: (path, head) => /(^|\/)feature_store\.ya?ml$/.test(path) && /^project:/m.test(head),
  extract({ root, draft }: Reading): void {
    const name = scalar(root, 'project');
    if (name) draft.declare({ id: `feast.project|${name.text}`, kind: 'symbol', type: 'feast.project', role: 'defines', name: name.text, keys: [], nameSpan: name.span, span: root?.span ?? name.span, parent: null, path: null, attributes: { more: { facts: [scalar(root, 'provider')?.text ?? ''].filter(f => f !== '') } }, columns: [], columnsComplete: false });
  },
});
