import type { CallAt, Choice, Expectation, Explanation, Word } from '../../model/format';
import { classify, completionContext, type Dialect } from '../../syntax/sql';
import { clauseWords, functionNamed, functionsOf, type FunctionDoc } from '../../syntax/sql/functionDocs';
import { TABLE_NAMESPACE } from './sqlNames';

/** What may stand at the cursor of SQL: columns, tables, functions, words. `text` has its templates masked. */
export function expectSql(text: string, offset: number, dialect: Dialect | null): Expectation | null {
  const context = completionContext(text, 0, text.length, offset, dialect);
  const choices: Choice[] = [];
  const dotted = context.qualifier !== null;
  switch (context.kind) {
    case 'column':
      if (!dotted && USING.test(text.slice(Math.max(0, offset - 300), offset))) {
        choices.push({ kind: 'columnsInScope', qualifier: null, shared: true });
        break;
      }
      if (context.clause === 'on' && !dotted) choices.push({ kind: 'joinConditions' });
      choices.push({ kind: 'columnsInScope', qualifier: context.qualifier });
      if (!dotted) choices.push({ kind: 'words', words: expressionWords(text, dialect) });
      break;
    case 'insert_column':
      choices.push({ kind: 'columnsOfWritten' });
      break;
    case 'table':
      if (!dotted) choices.push({ kind: 'ctes' });
      choices.push({ kind: 'entities', types: [], namespaces: [TABLE_NAMESPACE] });
      break;
    case 'statement':
      choices.push({ kind: 'words', words: keywords('statement', text, dialect) });
      break;
    case 'keyword':
      choices.push({ kind: 'words', words: keywords('query', text, dialect) });
      break;
  }
  if (choices.length === 0) return null;
  // A table's name is offered with its schema, so it replaces what is typed of that.
  const typed = context.kind === 'table' ? /[\w$.]*$/.exec(text.slice(Math.max(0, offset - 200), offset))![0].length : 0;
  return { replace: context.kind === 'table' ? { start: offset - typed, end: Math.max(offset, context.replace.end) } : context.replace, choices };
}

/** The cursor stands in the list of USING. */
export const USING = /\busing\s*\([\w\s,"`]*$/i;

/** Functions and words of an expression, as `text` writes them. */
export function expressionWords(text: string, dialect: Dialect | null): readonly Word[] {
  return [...functionWords(text, dialect), ...keywords('expression', text, dialect)];
}

/** Small or capital letters, as the file writes its words. */
function cased(word: string, upper: boolean): string {
  return upper ? word.toUpperCase() : word;
}

function isUpper(text: string): boolean {
  const word = /\b(select|from|create|insert|with)\b/i.exec(text.slice(0, 20_000));
  return word !== null && word[0] === word[0].toUpperCase();
}

function keywords(place: 'statement' | 'query' | 'expression', text: string, dialect: Dialect | null): readonly Word[] {
  const upper = isUpper(text);
  return clauseWords(place, dialect).map((w, i) => ({ label: cased(w, upper), kind: 'keyword' as const, rank: 8 + i / 100 }));
}

function functionWords(text: string, dialect: Dialect | null): readonly Word[] {
  const upper = isUpper(text);
  return functionsOf(dialect).map(f => {
    const name = /[A-Z]/.test(f.name) ? f.name : cased(f.name, upper);
    return { label: name, kind: 'function' as const, detail: `(${f.parameters})`, documentation: f.doc, insert: f.parameters === '' ? `${name}()` : `${name}(\${1})`, rank: 5 };
  });
}

/** What the function under the cursor does. Null if it is none that is known. */
export function explainSql(text: string, offset: number, dialect: Dialect | null): Explanation | null {
  let start = offset;
  let end = offset;
  while (start > 0 && /\w/.test(text[start - 1]!)) start--;
  while (end < text.length && /\w/.test(text[end]!)) end++;
  if (end === start || !/^\s*\(/.test(text.slice(end, end + 20))) return null;
  const found = functionNamed(text.slice(start, end));
  const line = text.lastIndexOf('\n', start) + 1;
  if (!found || classify(text, line, end, dialect).some(t => (t.kind === 'comment' || t.kind === 'string') && t.span.start <= start && start < t.span.end)) return null;
  return { span: { start, end }, markdown: `\`\`\`sql\n${found.name}(${found.parameters})\n\`\`\`\n${found.doc}${otherDialect(found, dialect)}` };
}

function otherDialect(found: FunctionDoc, dialect: Dialect | null): string {
  if (dialect !== null && !found.dialects.includes(dialect)) return `\n\nA function of ${found.dialects.join(', ')}.`;
  return found.dialects.length === 12 ? '' : `\n\nIn ${found.dialects.join(', ')}.`;
}

/** How far back the opening bracket of a call is looked for. */
const REACH = 5_000;

/** The call of a known function whose brackets hold the cursor. */
export function sqlCallAt(text: string, offset: number, _dialect: Dialect | null): CallAt | null {
  let depth = 0;
  let argument = 0;
  for (let i = offset - 1; i >= Math.max(0, offset - REACH); i--) {
    const c = text[i]!;
    if (c === "'") {
      const open = text.lastIndexOf("'", i - 1);
      if (open < 0) return null;
      i = open;
    } else if (c === ')') depth++;
    else if (c === ';') return null;
    else if (c === ',' && depth === 0) argument++;
    else if (c === '(') {
      if (depth > 0) {
        depth--;
        continue;
      }
      const name = /(\w+)\s*$/.exec(text.slice(Math.max(0, i - 100), i))?.[1];
      const found = name === undefined ? null : functionNamed(name);
      if (!found) {
        argument = 0;
        continue;
      }
      return { name: found.name, targets: [], argument, keyword: null, known: { parameters: found.parameters.replace(/\bas\b.*$/, 'as type'), documentation: found.doc } };
    }
  }
  return null;
}
