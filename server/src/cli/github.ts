import type { Severity } from '../model/rule';
import type { Report } from './report';

const COMMANDS: { readonly [level in Severity]: string } = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' };

/**
 * Workflow commands that GitHub shows as annotations. `prefix` leads from the repository's root to the report's root
 * ('' or `folder/`), since GitHub wants paths from the repository's root. Columns are given only for findings on one line:
 * GitHub takes no others.
 */
export function github(report: Report, prefix: string): string {
  return report.found
    .map(f => {
      const columns = f.line === f.endLine ? `,col=${f.column},endColumn=${f.endColumn}` : '';
      return `::${COMMANDS[f.severity]} file=${property(prefix + f.file)},line=${f.line},endLine=${f.endLine}${columns},title=${property(f.rule)}::${message(f.message)}\n`;
    })
    .join('');
}

function message(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return message(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
