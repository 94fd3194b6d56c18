import type { Problem } from '../../model/facts';
import { closest } from '../../text/fuzzy';
import type { Expr, JinjaTemplate, TagSegment } from './tree';
import { isDefinition, rootsOf, visit } from './walk';

/** Filters of Jinja2 3.1 and those that dbt adds; a dbt project can't add any. */
export const FILTERS: readonly string[] =
  `abs as_bool as_native as_number as_text attr batch capitalize center count d default dictsort e escape filesizeformat
  first float forceescape format groupby indent int is_list items join last length list lower map max min pprint random
  reject rejectattr replace reverse round safe select selectattr slice sort string striptags sum title tojson trim
  truncate unique upper urlencode urlize wordcount wordwrap xmlattr`.split(/\s+/);

/** Tests of Jinja2 3.1; operators that serve as tests can't be written after `is`. */
export const TESTS: readonly string[] =
  `boolean callable defined divisibleby eq equalto escaped even false filter float ge greaterthan gt in integer iterable
  le lessthan lower lt mapping ne none number odd sameas sequence string test true undefined upper`.split(/\s+/);

/**
 * What Jinja2 finds only when it compiles: unknown filters and tests, parameters named twice, `break` outside a loop.
 * Inside a condition Jinja2 leaves unknown filters to run time; there they are `jinja-unknown-filter`, no syntax error.
 */
export function checkTemplate(template: JinjaTemplate, problems: Problem[]): void {
  const places = placesOf(template);
  for (const segment of template.segments) {
    if (segment.kind !== 'output' && segment.kind !== 'tag') continue;
    const place = places.get(segment.block, segment.branch);
    if (segment.kind === 'tag') checkTag(segment, place.loop, problems);
    if (!mayHaveFilter(template.text, segment.inner.start, segment.inner.end)) continue;
    const conditional = place.condition || (segment.kind === 'tag' && (segment.statement.kind === 'if' || segment.statement.kind === 'elif'));
    for (const root of rootsOf(segment)) checkNames(root, conditional, problems);
  }
}

function mayHaveFilter(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === 124 || (c === 105 && text.charCodeAt(i + 1) === 115)) return true;
  }
  return false;
}

function checkNames(root: Expr, conditional: boolean, problems: Problem[]): void {
  const found: Expr[] = [];
  visit(root, e => {
    conditional ||= e.kind === 'conditional';
    if (e.kind === 'filter' || e.kind === 'test') found.push(e);
  });
  for (const e of found) checkName(e, conditional ? 'jinja-unknown-filter' : 'jinja-syntax', problems);
}

function checkName(e: Expr, rule: string, problems: Problem[]): void {
  if ((e.kind !== 'filter' && e.kind !== 'test') || e.name.text === '') return;
  const known = e.kind === 'filter' ? FILTERS : TESTS;
  if (known.includes(e.name.text)) return;
  const suggestions = closest(e.name.text, known);
  const hint = suggestions[0] === undefined ? '' : `; did you mean \`${suggestions[0]}\`?`;
  problems.push({ rule, span: e.name.span, message: `Jinja has no ${e.kind} \`${e.name.text}\`${hint}`, data: { [e.kind]: e.name.text, suggestions } });
}

function checkTag(segment: TagSegment, loop: boolean, problems: Problem[]): void {
  const { statement } = segment;
  if (statement.kind === 'macro' || statement.kind === 'test' || statement.kind === 'call') {
    const seen = new Set<string>();
    for (const { name } of statement.parameters) {
      if (seen.has(name.text)) problems.push({ rule: 'jinja-syntax', span: name.span, message: `The parameter \`${name.text}\` is there twice` });
      seen.add(name.text);
    }
  }
  if (statement.kind === 'for')
    visit(statement.target, e => {
      if (e.kind === 'name' && e.name === 'loop') problems.push({ rule: 'jinja-syntax', span: e.span, message: '`loop` is Jinja’s own name in a loop and can’t be assigned to' });
    });
  if ((statement.kind === 'break' || statement.kind === 'continue') && !loop)
    problems.push({ rule: 'jinja-syntax', span: statement.keyword.span, message: `\`${statement.kind}\` stands outside a loop`, data: { tag: statement.kind } });
}

interface Place {
  readonly loop: boolean;
  readonly condition: boolean;
}

/** For a branch of a block, whether it lies in a loop's body and in a condition. Macros and call blocks are functions: no loop reaches in. */
function placesOf(template: JinjaTemplate): { get(block: number, branch: number): Place } {
  const around: Place[] = [];
  const get = (index: number, branch: number): Place => {
    const block = template.blocks[index];
    if (block === undefined) return { loop: false, condition: false };
    const { loop, condition } = around[index]!;
    const own = isDefinition(block.kind) || block.kind === 'call' || block.kind === 'block';
    return { loop: (loop && !own) || (block.kind === 'for' && branch === 0), condition: condition || block.kind === 'if' };
  };
  for (const block of template.blocks) around.push(get(block.parent, block.parentBranch));
  return { get };
}
