import type { Token } from '../../model/format';
import { dottedName } from './calls';
import { tokensOf } from './inside';
import type { Expr, JinjaTemplate, Name, OutputSegment, Statement, TagSegment } from './tree';
import { bindingsOf } from './values';
import { rootsOf, visit } from './walk';

type TokenType = Token['type'];

/** Functions and objects that dbt itself puts into a template's context; other things that are called are macros. */
export const CONTEXT_NAMES: readonly string[] =
  `adapter api as_bool as_native as_number as_text builtins config context_macro_stack database_schemas dbt_metadata_envs
  dbt_version diff_of_two_dicts doc env_var exceptions execute flags fromjson fromyaml function graph invocation_args_dict
  invocation_id load_result local_md5 log metric model modules namespace on_run_end_context print project_name ref render
  results return run_query run_started_at schema schemas selected_resources set set_strict source sql store_raw_result
  store_result submit_python_job target this thread_id tojson toyaml try_or_compiler_error var zip zip_strict
  range dict lipsum cycler joiner loop caller super varargs kwargs`.split(/\s+/);

const WORDS: readonly string[] = ['and', 'or', 'not', 'in', 'is', 'if', 'else', 'recursive', 'with', 'without', 'context', 'ignore', 'missing', 'import', 'as', 'scoped', 'required'];
const SILENT_OPERATORS = '()[]{},.:;';

/** Tokens for highlighting the Jinja of a template, in order and apart from each other. A token may span several lines. */
export function semanticTokens(template: JinjaTemplate): readonly Token[] {
  const tokens: Token[] = [];
  for (const segment of template.segments) {
    if (segment.kind === 'comment') tokens.push({ span: segment.span, type: 'comment' });
    else if (segment.kind === 'raw') rawTokens(template, segment.span.start, segment.content.start, 'raw', tokens);
    if (segment.kind === 'raw' && segment.closed) rawTokens(template, segment.content.end, segment.span.end, 'endraw', tokens);
    if (segment.kind === 'output' || segment.kind === 'tag') insideTokens(template, segment, tokens);
  }
  return tokens;
}

function rawTokens(template: JinjaTemplate, from: number, to: number, word: string, tokens: Token[]): void {
  const at = template.text.indexOf(word, from);
  if (at >= 0 && at < to) tokens.push({ span: { start: at, end: at + word.length }, type: 'keyword' });
}

function insideTokens(template: JinjaTemplate, segment: OutputSegment | TagSegment, tokens: Token[]): void {
  const roles = rolesOf(template, segment);
  for (const t of tokensOf(template, segment)) {
    if (t.start >= segment.span.end) break;
    const span = { start: t.start, end: Math.min(t.end, segment.span.end) };
    if (t.kind === 'string') tokens.push({ span, type: 'string' });
    else if (t.kind === 'integer' || t.kind === 'float') tokens.push({ span, type: 'number' });
    else if (t.kind === 'op' && !SILENT_OPERATORS.includes(t.text)) tokens.push({ span, type: 'operator' });
    else if (t.kind === 'name') {
      const type = roles.get(t.start) ?? (WORDS.includes(t.text) ? 'keyword' : null);
      if (type !== null) tokens.push({ span, type });
    }
  }
}

/** What each name of a tag is, by where it starts. */
function rolesOf(template: JinjaTemplate, segment: OutputSegment | TagSegment): ReadonlyMap<number, TokenType> {
  const roles = new Map<number, TokenType>();
  if (segment.kind === 'tag') statementRoles(segment.statement, roles);
  for (const root of rootsOf(segment)) visit(root, e => expressionRole(template, e, roles));
  return roles;
}

function note(roles: Map<number, TokenType>, name: Name | null, type: TokenType): void {
  if (name !== null && name.text !== '' && !roles.has(name.span.start)) roles.set(name.span.start, type);
}

function statementRoles(s: Statement, roles: Map<number, TokenType>): void {
  note(roles, s.keyword, 'keyword');
  switch (s.kind) {
    case 'macro':
    case 'test':
      note(roles, s.name, 'macro');
      break;
    case 'materialization':
    case 'snapshot':
    case 'docs':
    case 'block':
      note(roles, s.name, 'class');
      break;
    case 'import':
      note(roles, s.target, 'namespace');
      break;
    case 'from':
      for (const n of s.names) {
        note(roles, n.name, 'macro');
        note(roles, n.as, 'macro');
      }
      break;
  }
  if (s.kind === 'macro' || s.kind === 'test' || s.kind === 'call')
    for (const p of s.parameters) {
      note(roles, p.name, 'parameter');
      note(roles, p.type, 'type');
    }
}

function expressionRole(template: JinjaTemplate, e: Expr, roles: Map<number, TokenType>): void {
  switch (e.kind) {
    case 'bool':
    case 'none':
      roles.set(e.span.start, 'keyword');
      break;
    case 'name':
      if (!roles.has(e.span.start)) roles.set(e.span.start, variableType(template, e));
      break;
    case 'attribute':
      note(roles, e.name, 'property');
      break;
    case 'filter':
    case 'test':
      note(roles, e.name, 'function');
      for (const a of e.args) note(roles, a.name, 'parameter');
      break;
    case 'call':
      for (const a of e.args) note(roles, a.name, 'parameter');
      calleeRoles(template, e.callee, roles);
      break;
  }
}

function variableType(template: JinjaTemplate, e: Expr & { kind: 'name' }): TokenType {
  const bindings = bindingsOf(template, e);
  return bindings.some(b => b.expr === null && b.block < 0) ? 'parameter' : 'variable';
}

/** `ref` and `adapter.dispatch` are functions; `star` and `dbt_utils.star` macros, with the package as a namespace. */
function calleeRoles(template: JinjaTemplate, callee: Expr, roles: Map<number, TokenType>): void {
  const parts = dottedName(callee);
  const first = parts?.[0];
  if (parts === null || first === undefined) {
    if (callee.kind === 'attribute') note(roles, callee.name, 'function');
    return;
  }
  const bound = bindingsOf(template, { name: first.text, span: first.span }).length > 0;
  const own = bound || CONTEXT_NAMES.includes(first.text);
  note(roles, parts[parts.length - 1]!, own ? 'function' : 'macro');
  if (parts.length > 1 && !own) note(roles, first, 'namespace');
}
