import { jsonText } from '../features/render/json';
import { countLevels, diagnosticOf, type Report } from './report';

/** The report as JSON, version 1. */
export function checkJson(report: Report): Iterable<string> {
  return jsonText({
    version: 1,
    root: report.root,
    files: report.files,
    milliseconds: Math.round(report.milliseconds),
    diagnostics: report.found.map(diagnosticOf),
    summary: countLevels(report.found),
  });
}
