import type { Path } from '../../model/facts';
import type { EditOperation } from '../../model/format';
import type { Key } from '../../model/key';
import type { Fix } from '../../model/rule';
import type { DocumentView, Workspace } from '../../model/workspace';

/** A column to be masked: its entry in the document, if it has one, and whether it is only known to be personal by what it is made from. */
export interface Masked {
  readonly name: string;
  readonly path: Path | null;
  readonly inherited: boolean;
}

const POLICY = 'create_masking_policy_';
/** Macros that by their names hide what they are given. */
const MASKING = /^(mask|hash|redact|anonymi[sz]e|pseudonymi[sz]e|obfuscate|encrypt|tokeni[sz]e)(_\w+)?$|_(mask|hash|redact|anonymi[sz]e|pseudonymi[sz]e|obfuscate|encrypt)$/i;

/** Ways to mask columns of a model with what the project has for it: policies of dbt_snow_mask in the entry, then macros in the model's SQL. */
export function maskFixes(ws: Workspace, document: DocumentView, model: Key, columns: readonly Masked[]): readonly Fix[] {
  return [...policyFixes(ws, document, columns), ...macroFixes(ws, document, model, columns)];
}

function policyFixes(ws: Workspace, document: DocumentView, columns: readonly Masked[]): readonly Fix[] {
  if (columns.some(c => c.path === null)) return [];
  const policies = ws.entitiesOf('dbt.macro').filter(m => m.enabled && m.name.startsWith(POLICY)).map(m => m.name.slice(POLICY.length)).sort();
  return policies.slice(0, 3).map(policy => ({
    title: `Mask with the policy '${policy}'`, safe: false,
    changes: [{ kind: 'edit', file: document.path, operations: columns.map((c): EditOperation => ({ op: 'set', path: [...c.path!, 'meta', 'masking_policy'], value: policy })) }],
  }));
}

/** Only where every column is named in the outermost select, and nothing but its origin says that it is personal: then the macro ends it. */
function macroFixes(ws: Workspace, document: DocumentView, model: Key, columns: readonly Masked[]): readonly Fix[] {
  if (columns.some(c => !c.inherited)) return [];
  const macros = ws.entitiesOf('dbt.macro').filter(m => m.enabled && MASKING.test(m.name) && !m.name.includes('__') && takesOne(m.attributes.more) && m.roles.some(r => ws.project(r.file)?.root === document.project?.root));
  if (macros.length === 0) return [];
  const file = ws.entity(model)?.roles.find(r => r.role === 'defines' && r.file.endsWith('.sql'))?.file;
  const sql = file === undefined ? undefined : ws.document(file);
  const query = sql?.facts.queries.find(q => q.dataset !== null && ws.entity(q.dataset)?.id === model)?.query;
  const outputs = query?.scopes[query.root]?.outputs ?? [];
  const found = columns.map(c => outputs.filter(o => o.name?.toLowerCase() === c.name.toLowerCase() && o.kind === 'identity' && !o.star && !o.quoted));
  if (!sql || found.some(f => f.length !== 1)) return [];
  const texts = found.map(([o]) => sql.text.slice(o!.expression.start, o!.expression.end));
  if (texts.some(t => !/^[\w.]+$/.test(t))) return [];
  return macros.slice(0, 3).map(m => ({
    title: `Mask with the macro '${m.name}'`, safe: false,
    changes: [{ kind: 'edit', file: sql.path, operations: found.map(([o], i): EditOperation => ({ op: 'text', span: o!.expression, text: `{{ ${m.name}('${texts[i]}') }}${o!.aliased ? '' : ` as ${o!.name}`}` })) }],
  }));
}

function takesOne(more: { readonly [name: string]: unknown } | undefined): boolean {
  const parameters = more?.['parameters'];
  return more?.['takesAny'] === false && Array.isArray(parameters) && parameters.length === 1;
}
