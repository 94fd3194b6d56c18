import type { Severity } from '../model/rule';
import { atLeast, type Found, type Report } from './report';

/**
 * The report as JUnit XML: a suite for each file with findings, a test case for each finding. Findings at or above
 * `failOn` fail (none if it is null), the others pass with their message as output. Without findings one case passes, since
 * some readers take an empty report for a broken one.
 */
export function junit(report: Report, failOn: Severity | null): string {
  const fails = (f: Found): boolean => failOn !== null && atLeast(f.severity, failOn);
  const suites = new Map<string, Found[]>();
  for (const f of report.found) suites.set(f.file, [...(suites.get(f.file) ?? []), f]);
  const seconds = (report.milliseconds / 1000).toFixed(3);
  const total = Math.max(1, report.found.length);
  const out = ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites name="pipewright" tests="${total}" failures="${report.found.filter(fails).length}" errors="0" time="${seconds}">`];
  if (suites.size === 0) {
    out.push('  <testsuite name="pipewright" tests="1" failures="0" errors="0" skipped="0">', `    <testcase classname="pipewright" name="no findings in ${report.files} files"/>`, '  </testsuite>');
  }
  for (const [file, found] of suites) {
    out.push(`  <testsuite name="${attribute(file)}" tests="${found.length}" failures="${found.filter(fails).length}" errors="0" skipped="0">`);
    for (const f of found) {
      out.push(`    <testcase classname="${attribute(file)}" name="${attribute(`${f.rule} ${f.line}:${f.column}`)}">`);
      const text = content(`${f.file}:${f.line}:${f.column} ${f.severity} ${f.rule}\n${f.message}`);
      out.push(fails(f) ? `      <failure type="${f.severity}" message="${attribute(f.message)}">${text}</failure>` : `      <system-out>${text}</system-out>`, '    </testcase>');
    }
    out.push('  </testsuite>');
  }
  out.push('</testsuites>');
  return `${out.join('\n')}\n`;
}

/** Characters that XML 1.0 has no way to write are replaced. */
function legal(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

function content(text: string): string {
  return legal(text).replace(/[&<>]/g, c => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'));
}

/** Line breaks and tabs would be read as blanks in an attribute, unless they are written as numbers. */
function attribute(text: string): string {
  return content(text).replace(/["\n\r\t]/g, c => `&#${c.charCodeAt(0)};`);
}
