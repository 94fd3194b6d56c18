import { readComments, type Section, sectionsOf } from './sections';
import type { YamlDocument } from '../../syntax/yaml';
import { checkBinlog } from '../shared/binlog';
import { toolFormat } from './file';

/** Option files of a MySQL or MariaDB server: what is known of settings that change capture depends on. */
export const mysql = toolFormat({
  id: 'mysql',
  extensions: ['cnf', 'ini'],
  schema: 'pipelines/mysql',
  recognises: (path, head) => /^\s*\[(mysqld|mariadb|server)(-[\d.]+)?\]/m.test(head) && (path.endsWith('.cnf') || /(^|\/)my[\w.-]*\.ini$/.test(path)),
  read,
  extract({ root, text, path, draft }) {
    if (root) draft.declare({ id: `mysql.configuration|${path}`, kind: 'symbol', type: 'mysql.configuration', role: 'defines', name: path.slice(path.lastIndexOf('/') + 1), keys: [], nameSpan: null, span: root.span, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false });
    const server = sectionsOf(text).filter(s => /^(mysqld|mariadb|server)(-[\d.]+)?$/.test(s.name));
    const settings = server.flatMap(s => s.entries.map(e => ({ name: e.key.text.toLowerCase().replace(/_/g, '-'), value: e.value?.text ?? null, span: e.value?.content ?? e.key.content })));
    if (server[0]) checkBinlog(draft, { settings, more: true, kind: null, at: server[0].nameSpan });
  },
});

/** The sections as mappings of one; a section that stands twice is one mapping. */
function read(text: string): YamlDocument {
  const sections = sectionsOf(text);
  const comments = readComments(text);
  const byName = new Map<string, Section[]>();
  for (const s of sections) byName.set(s.name, [...(byName.get(s.name) ?? []), s]);
  const pairs = [...byName.values()].map(list => {
    const first = list[0]!;
    const own = list.flatMap(s => s.entries);
    const span = { start: first.nameSpan.start, end: own.at(-1)?.span.end ?? first.nameSpan.end };
    return {
      key: { kind: 'scalar' as const, span: first.nameSpan, content: first.nameSpan, style: 'plain' as const, text: first.name, value: first.name, anchor: null, alias: null, tag: null }, span,
      value: own.length === 0 ? null : { kind: 'map' as const, span: { start: own[0]!.span.start, end: span.end }, pairs: own, flow: false, indent: 0, anchor: null, alias: null },
    };
  });
  if (pairs.length === 0) return { root: null, problems: [], comments };
  return { root: { kind: 'map', span: { start: pairs[0]!.span.start, end: Math.max(...pairs.map(p => p.span.end)) }, pairs, flow: false, indent: 0, anchor: null, alias: null }, problems: [], comments };
}
