import macroDocs from './data/macroDocs.json';
import type { Document, Explanation } from '../../model/format';
import type { Span } from '../../text/span';
import { describeKey, type SchemaName } from '../../syntax/jsonSchema';
import { callsIn, type JinjaCall, readJinja, visit, rootsOf, dottedName } from '../../syntax/jinja';
import { nodeAt, readYaml } from '../../syntax/yaml';
import { entry } from '../../text/entry';
import { builtInMacros, builtInTests, knownPackage } from './builtIns';
import { CONTEXT_ENTRIES } from './expect/jinja';
import { schemaFor } from './expect';
import type { Project } from './project/data';
import { fileRole } from './project/paths';

const DOCS: { readonly [pkg: string]: { readonly [name: string]: string } } = macroDocs;

/** Documentation of what the cursor is on, if it is no entity: keys of YAML, configs, members of the Jinja context, dbt's own macros and tests. */
export function explain(document: Document, project: Project, offset: number): Explanation | null {
  const role = fileRole(document.path, project);
  if (!role) return null;
  const schema = schemaFor(role);
  if (schema) return explainYaml(document, offset, schema) ?? explainJinja(document, offset);
  if (role.kind === 'seed' || role.kind === 'fixture' || role.kind === 'artifact' || role.kind === 'pythonModel') return null;
  return explainJinja(document, offset);
}

function explainYaml(document: Document, offset: number, schema: SchemaName): Explanation | null {
  const yaml = readYaml(document.text);
  const hit = nodeAt(yaml, offset);
  if (!hit.scalar) return null;
  const inTests = hit.path.some((p, i) => (p === 'data_tests' || p === 'tests') && typeof hit.path[i + 1] === 'number');
  const isTest = inTests && (hit.part === 'key' ? typeof hit.path.at(-2) === 'number' : typeof hit.path.at(-1) === 'number');
  if (isTest) {
    const test = testPage(hit.scalar.text);
    if (test) return { span: hit.scalar.content, markdown: test };
  }
  if (hit.part !== 'key') return null;
  const page = describeKey(schema, yaml.root, hit.path);
  return page ? { span: hit.scalar.span, markdown: page.markdown } : null;
}

/** The page of a generic test of dbt or of a well-known package. */
function testPage(name: string): string | null {
  const [first, second] = name.split('.');
  const pkg = second === undefined ? 'dbt' : first!;
  const test = second ?? first!;
  const signature = pkg === 'dbt' ? builtInTests()[test] : knownPackage(pkg)?.tests[test];
  if (signature === undefined) return null;
  const doc = DOCS[`${pkg} tests`]?.[test];
  return page(`${name}(${signature})`, doc ?? 'A generic test.', pkg === 'dbt' ? 'https://docs.getdbt.com/reference/resource-properties/data-tests' : null);
}

function page(signature: string, doc: string, link: string | null): string {
  return `\`\`\`jinja\n${signature}\n\`\`\`\n${doc}${link ? `\n\n[Documentation](${link})` : ''}`;
}

function explainJinja(document: Document, offset: number): Explanation | null {
  const template = readJinja(document.text);
  for (const call of callsIn(template)) {
    const found = explainCall(call, offset);
    if (found) return found;
  }
  const segment = template.segments.find(s => s.span.start <= offset && offset <= s.span.end && s.kind !== 'text' && s.kind !== 'comment');
  let found: Explanation | null = null;
  for (const root of segment ? rootsOf(segment) : []) {
    visit(root, e => {
      if (found || offset < e.span.start || offset > e.span.end) return;
      const parts = dottedName(e);
      if (parts) found = explainName(parts, offset);
    });
  }
  return found;
}

function explainCall(call: JinjaCall, offset: number): Explanation | null {
  if (touching(call.calleeSpan, offset)) return explainName(call.parts, offset);
  if (call.callee !== 'config') return null;
  const arg = call.args.find(a => a.nameSpan && touching(a.nameSpan, offset));
  if (!arg?.nameSpan || arg.name === null) return null;
  for (const section of ['models', 'snapshots'] as const) {
    const found = describeKey('dbt/properties', null, [section, 0, 'config', arg.name]);
    if (found) return { span: arg.nameSpan, markdown: found.markdown };
  }
  return null;
}

function explainName(parts: readonly { readonly text: string; readonly span: Span }[], offset: number): Explanation | null {
  const first = parts[0];
  const second = parts[1];
  if (!first) return null;
  const entry = CONTEXT_ENTRIES.find(e => e.name === first.text);
  if (entry && touching(first.span, offset)) return { span: first.span, markdown: page(entry.signature === undefined ? entry.name : `${entry.name}(${entry.signature})`, entry.doc, entry.url ?? null) };
  if (entry && second && touching(second.span, offset)) {
    const member = entry.members?.[second.text];
    return member ? { span: second.span, markdown: page(`${first.text}.${second.text}${member.signature === undefined ? '' : `(${member.signature})`}`, member.doc, entry.url ?? null) } : null;
  }
  return second === undefined ? builtIn(first, 'dbt') : first.text === 'dbt' ? builtIn(second, 'dbt') : packageMacro(second, first.text);
}

function builtIn(name: { readonly text: string; readonly span: Span }, pkg: string): Explanation | null {
  const macro = builtInMacros().get(name.text);
  if (!macro) return null;
  return { span: name.span, markdown: page(`${name.text}(${macro.signature})`, entry(entry(DOCS, pkg) ?? {}, name.text) ?? `A macro of ${macro.package}.`, null) };
}

function packageMacro(name: { readonly text: string; readonly span: Span }, pkg: string): Explanation | null {
  const signature = knownPackage(pkg)?.macros[name.text];
  if (signature === undefined) return null;
  return { span: name.span, markdown: page(`${pkg}.${name.text}(${signature})`, entry(entry(DOCS, pkg) ?? {}, name.text) ?? `A macro of ${pkg}.`, null) };
}

function touching(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end && span.end > span.start;
}
