import { span } from '../../text/span';
import { reader, withTokens } from './cursor';
import { traits } from './dialects';
import { statements } from './statements';
import type { SqlFile, SqlOptions, SqlProblem } from './types';

export { completionContext, type CompletionContext } from './complete';
export { DIALECTS } from './dialects';
export { classify, type SqlToken } from './tokens';
export type { Dialect, SqlFile, SqlOptions, SqlProblem } from './types';

/**
 * Reads the SQL in [start, end) of the text: statements with their queries, and the places no dialect in play accepts.
 * Total: any text gives a result, in linear time. Offsets are those of the text.
 */
export function readSql(text: string, start: number, end: number, options: SqlOptions): SqlFile {
  const from = Math.max(0, Math.min(start, text.length));
  const to = Math.max(from, Math.min(end, text.length));
  const t = traits(options.dialect);
  return withTokens(text, from, to, t, tokens => {
    const r = reader(text, t, tokens, options.holes ?? [], options.relationName ?? null);
    statements(r);
    const open = tokens.unterminated;
    const problems: SqlProblem[] = [];
    if (open !== null && !(options.holes ?? []).some(h => h.start <= open.span.end && open.span.start <= h.end)) {
      const expected = `the end of the ${open.what}`;
      problems.push({ rule: 'sql-syntax', span: span(open.span.start, open.span.end), message: `This ${open.what} is never closed.`, expected });
    } else problems.push(...r.problems);
    return { statements: r.statements, problems, dialect: options.dialect };
  });
}
