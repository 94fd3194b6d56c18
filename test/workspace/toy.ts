import type { Declaration, Facts, QueryFact, Reference } from '../../server/src/model/facts';
import { NO_FACTS } from '../../server/src/model/facts';
import type { Format, ProjectContext } from '../../server/src/model/format';
import { key } from '../../server/src/model/key';
import type { Output, Use } from '../../server/src/model/query';
import type { Rule } from '../../server/src/model/rule';

/**
 * A format just big enough to try the workspace on. Each line is a statement:
 *   table a x,y        a dataset with all its columns
 *   view b a x,z=y,*   a dataset made of columns of another one
 *   fill b a x         the same query without declaring b
 *   note a x           a description that mentions a column
 *   off a              disables a dataset
 *   also a n           a further name, through `unify`
 *   adopt a b          b is in truth a
 *   job j a b          a job that reads a and writes b
 *   use a              a mere mention
 * A file `project.toy` makes its folder a project; its text prefixes every name.
 */
export const toy: Format = {
  id: 'toy',
  version: 1,
  extensions: ['toy'],
  recognises: path => path.endsWith('.toy'),
  project: {
    markers: ['project.toy'],
    companions: ['extra.toy'],
    read: (root, text): ProjectContext => ({ format: 'toy', root, name: text('project.toy')?.trim() ?? '', owner: root, data: text('extra.toy')?.trim() ?? '' }),
  },
  extract: (document, project) => extract(document.path, document.text, project),
  unify: (_id, parts, _project, answers) => {
    const off = parts.some(p => p.type === 'toy.off');
    const also = parts.flatMap(p => (p.attributes.more?.['also'] as string[]) ?? []).map(n => key('also', n));
    return { attributes: { enabled: !off, description: answers(key('name', 'special')) ? 'there is a special one' : 'plain' }, keys: also };
  },
};

function extract(path: string, text: string, project: ProjectContext | null): Facts {
  const declarations: Declaration[] = [];
  const references: Reference[] = [];
  const queries: QueryFact[] = [];
  const id = (name: string) => key('name', (project?.name ?? '') + name);
  let offset = 0;
  if (path.endsWith('project.toy') || path.endsWith('extra.toy')) return NO_FACTS;
  for (const line of text.split('\n')) {
    const start = offset;
    const span = { start, end: start + line.length };
    offset += line.length + 1;
    const [verb, name, ...rest] = line.trim().split(' ');
    if (!name) continue;
    const declare = (more: Partial<Declaration>) =>
      declarations.push({ id: id(name), kind: 'dataset', type: 'toy.table', role: 'defines', name, keys: [], nameSpan: span, span, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false, ...more });
    const refer = (to: string, role: Reference['role'], from: string | null) =>
      references.push({ targets: [id(to), key('also', to)], type: 'toy.ref', name: to, span, fullSpan: span, from: from === null ? null : id(from), role, certainty: 'certain' });
    const column = (c: string) => ({ name: c, nameSpan: span, span, path: null, type: null });
    if (verb === 'table') declare({ columns: (rest[0] ?? '').split(',').filter(Boolean).map(column), columnsComplete: true });
    if (verb === 'note') declare({ role: 'describes', type: 'toy.note', columns: rest.map(column) });
    if (verb === 'off') declare({ role: 'describes', type: 'toy.off' });
    if (verb === 'also') declare({ role: 'describes', type: 'toy.also', attributes: { more: { also: rest } } });
    if (verb === 'adopt') declare({ role: 'describes', type: 'toy.adopt', adopts: rest.map(id) });
    if (verb === 'use') refer(name, 'uses', null);
    if ((verb === 'view' || verb === 'fill') && rest[0]) {
      if (verb === 'view') declare({});
      refer(rest[0], 'reads', name);
      queries.push(query(id(name), rest[0], (rest[1] ?? '*').split(','), span, references.length - 1));
    }
    if (verb === 'job' && rest[0] && rest[1]) {
      declare({ kind: 'job', type: 'toy.job', id: id(name) });
      refer(rest[0], 'reads', name);
      refer(rest[1], 'writes', name);
    }
  }
  return { ...NO_FACTS, declarations, references, queries };
}

function query(dataset: string, table: string, items: string[], span: { start: number; end: number }, reference: number): QueryFact {
  const outputs = items.map((item): Output => {
    const [to, from] = item.includes('=') ? (item.split('=') as [string, string]) : [item, item];
    const use: Use = { qualifier: [], qualifierSpan: null, column: from, quoted: false, span, kind: 'identity', scope: 0 };
    const star = item === '*';
    return {
      name: star ? null : to, nameSpan: span, quoted: false, aliased: to !== from, span, expression: span, star: star ? { qualifier: null, except: [], replace: [], rename: [] } : null,
      kind: 'identity', uses: star ? [] : [use], subqueries: [], type: null, literal: null, literals: null, opaque: false,
    };
  });
  return {
    dataset, job: null, dialect: 'toy', tables: { [span.start]: reference }, holes: [], targetColumns: null,
    query: {
      root: 0,
      scopes: [{
        kind: 'select', name: null, nameSpan: null, span, cte: false, parent: null, outputs, indirect: [], branches: [], byName: false, distinct: false, incomplete: false,
        inputs: [{ name: table, alias: null, span, source: { kind: 'table', table: { parts: [{ name: table, quoted: false, span }], span } }, columnAliases: null, join: 'from', using: [], natural: false }],
      }],
    },
  };
}

const base = { group: 'references', severity: 'error', certainty: 'resolved', why: '', sources: [], about: ['toy'], fix: 'none', examples: [] } as const;

export const toyRules: readonly Rule[] = [
  {
    ...base, id: 'toy-unknown', summary: 'Unknown name',
    *check(document, ws) {
      for (const r of document.facts.references) {
        const found = ws.resolve(r, document.path);
        if (found.kind !== 'one') yield { rule: 'toy-unknown', span: r.span, message: `${r.name}: ${found.kind} ${found.kind === 'none' ? found.disabled.length : found.entities.map(e => e.id).join()}` };
      }
    },
  },
  {
    ...base, id: 'toy-column', summary: 'Unknown column',
    *check(document, ws) {
      for (const q of document.facts.queries)
        for (const o of q.query.scopes[0]!.outputs)
          for (const u of o.uses) {
            const target = ws.resolveUse(document.path, q, u);
            if (target.kind === 'unknown') yield { rule: 'toy-column', span: u.span, message: `no ${u.column}; near ${target.near.join()}` };
          }
    },
  },
  {
    ...base, id: 'toy-facts', summary: 'Says what it sees of each entity it declares', severity: 'information',
    *check(document, ws) {
      for (const d of document.facts.declarations) {
        const e = ws.entity(d.id);
        yield { rule: 'toy-facts', span: d.span, message: `${e?.definitions} definitions, ${e?.attributes.description}, ${e?.enabled}, used by ${ws.referrers(d.id).length}, columns ${ws.columns(d.id).columns.map(c => c.name + c.from.map(f => `<${f.dataset}.${f.column}`).join('')).join()}, complete ${ws.columns(d.id).complete}` };
      }
    },
  },
];
