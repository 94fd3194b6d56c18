import type { Argument, Call, EdgeFact, Facts, QueryFact } from '../model/facts';
import type { Format, ProjectContext } from '../model/format';

/**
 * One reader for a file of several formats (a Python file with a DAG, data frames and a Kafka client): facts are put
 * together, and of what can only be answered once (documentation, completion) the first format that has an answer gives it.
 * The first format is the file's own; the others read beside it and have no projects.
 */
export function several(formats: readonly Format[]): Format {
  const first = formats[0]!;
  if (formats.length === 1) return first;
  const ofFormat = (f: Format, project: ProjectContext | null) => (project?.format === f.id ? project : null);
  const ask = <T>(answer: (f: Format) => T | null | undefined): T | null => {
    for (const f of formats) {
      const found = answer(f);
      if (found !== null && found !== undefined) return found;
    }
    return null;
  };
  const unifier = formats.find(f => f.unify);
  const expander = formats.find(f => f.expand);
  return {
    id: formats.map(f => f.id).join('+'),
    version: formats.reduce((sum, f) => sum * 100 + f.version, 0),
    extensions: first.extensions,
    recognises: (path, head, project) => first.recognises(path, head, project),
    extract: (document, project, files) => mergeFacts(formats.map(f => f.extract(document, ofFormat(f, project), files))),
    ...(unifier ? { unify: (id, parts, project, answers) => unifier.unify!(id, parts, ofFormat(unifier, project), answers) } : {}),
    ...(expander ? { expand: (call, callee, project) => expander.expand!(call, callee, ofFormat(expander, project)) } : {}),
    expect: (document, project, offset) => ask(f => f.expect?.(document, ofFormat(f, project), offset)),
    explain: (document, project, offset) => ask(f => f.explain?.(document, ofFormat(f, project), offset)),
    callAt: (document, project, offset) => ask(f => f.callAt?.(document, ofFormat(f, project), offset)),
    edit: (document, operations) => ask(f => f.edit?.(document, operations)) ?? operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
    tokens: (document, project) => formats.flatMap(f => f.tokens?.(document, ofFormat(f, project)) ?? []),
  };
}

/** The facts of one file as several formats see it; places told by index move along. */
export function mergeFacts(all: readonly Facts[]): Facts {
  const [first, ...others] = all.filter(f => !isEmpty(f));
  if (!first) return all[0]!;
  if (others.length === 0) return first;
  return others.reduce(joined, first);
}

function joined(a: Facts, b: Facts): Facts {
  const references = a.references.length;
  const calls = a.calls.length;
  const known = new Set(a.suppressions.map(s => s.span.start));
  const folded = new Set(a.folds.map(f => `${f.start}-${f.end}`));
  // What two formats find at one place is told once.
  const told = new Set(a.problems.map(p => `${p.rule} ${p.span.start} ${p.span.end}`));
  return {
    declarations: [...a.declarations, ...b.declarations],
    references: [...a.references, ...b.references],
    checks: [...a.checks, ...b.checks],
    queries: [...a.queries, ...b.queries.map(q => movedQuery(q, references, calls))],
    edges: [...a.edges, ...b.edges.map((e): EdgeFact => ({ ...e, from: e.from + references, to: e.to + references }))],
    calls: [...a.calls, ...b.calls.map((c): Call => ({ ...c, reference: c.reference + references, arguments: c.arguments.map((x): Argument => (x.reference === undefined ? x : { ...x, reference: x.reference + references })) }))],
    problems: [...a.problems, ...b.problems.filter(p => !told.has(`${p.rule} ${p.span.start} ${p.span.end}`))],
    suppressions: [...a.suppressions, ...b.suppressions.filter(s => !known.has(s.span.start))],
    folds: [...a.folds, ...b.folds.filter(f => !folded.has(`${f.start}-${f.end}`))],
  };
}

function movedQuery(q: QueryFact, references: number, calls: number): QueryFact {
  const tables: { [start: number]: number } = {};
  for (const [start, index] of Object.entries(q.tables)) tables[Number(start)] = index + references;
  return { ...q, tables, holes: q.holes.map(h => ({ ...h, call: h.call + calls })) };
}

function isEmpty(f: Facts): boolean {
  return f.declarations.length + f.references.length + f.checks.length + f.queries.length + f.edges.length + f.calls.length + f.problems.length + f.suppressions.length + f.folds.length === 0;
}
