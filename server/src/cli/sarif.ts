import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { Fix, Rule, Severity } from '../model/rule';
import type { TextEdit } from '../text/span';
import type { OpenedWorkspace } from './io';
import { type Found, fileReader, type Report } from './report';

export interface SarifOptions {
  readonly version: string;
  readonly rules: readonly Rule[];
  docs(rule: string): string;
  readonly opened: OpenedWorkspace;
}

const LEVELS: { readonly [level in Severity | 'off']: string } = { error: 'error', warning: 'warning', information: 'note', hint: 'note', off: 'none' };

/** The report as a SARIF 2.1.0 log: one run, the rules that found something with their pages, fixes as replacements. */
export function sarif(report: Report, options: SarifOptions): object {
  const used = [...new Set(report.found.map(f => f.rule))].sort();
  const byId = new Map(options.rules.map(r => [r.id, r]));
  const index = new Map(used.map((id, i) => [id, i]));
  const read = fileReader(options.opened);
  const seen = new Map<string, number>();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'pipewright', version: options.version, semanticVersion: options.version, ...address('informationUri', options.docs('README')), rules: used.map(id => ruleOf(id, byId.get(id), options)) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ROOT: { uri: rootUri(report.root), description: { text: 'The folder that was checked.' } } },
        invocations: [{ executionSuccessful: true }],
        results: report.found.map(f => ({
          ruleId: f.rule,
          ruleIndex: index.get(f.rule)!,
          level: LEVELS[f.severity],
          message: { text: f.message },
          locations: [{ physicalLocation: { artifactLocation: artifact(f.file), region: { startLine: f.line, startColumn: f.column, endLine: f.endLine, endColumn: f.endColumn } } }],
          ...(f.related.length === 0
            ? {}
            : { relatedLocations: f.related.map((r, id) => ({ id, message: { text: r.message }, physicalLocation: { artifactLocation: artifact(r.file), region: { startLine: r.line, startColumn: r.column } } })) }),
          partialFingerprints: { 'pipewrightFinding/v1': fingerprint(f, read(f.file)?.text ?? '', seen) },
          ...fixesOf(f, options.opened, read),
          properties: { severity: f.severity },
        })),
      },
    ],
  };
}

function ruleOf(id: string, rule: Rule | undefined, options: SarifOptions): object {
  if (rule === undefined) return { id };
  return {
    id,
    shortDescription: { text: `${rule.summary}.` },
    fullDescription: { text: plainWords(rule.why) },
    help: { text: plainWords(rule.why), markdown: [rule.why.trim(), ...(rule.sources.length > 0 ? [`Sources:\n\n${rule.sources.map(s => `- ${s}`).join('\n')}`] : [])].join('\n\n') },
    ...address('helpUri', options.docs(id)),
    defaultConfiguration: rule.severity === 'off' ? { enabled: false } : { level: LEVELS[rule.severity] },
    properties: { tags: [...new Set([rule.group, ...rule.about])].sort(), precision: rule.certainty === 'advice' ? 'medium' : 'very-high' },
  };
}

/** SARIF wants whole addresses: a path of a page that came with the program is none. */
function address(name: string, docs: string): object {
  return /^[a-z][a-z0-9+.-]*:/i.test(docs) ? { [name]: docs } : {};
}

/** Markdown without its marks. */
function plainWords(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '').trim();
}

/** The same finding in another version of the file has the same fingerprint: it holds no line numbers. Equal ones are counted. */
function fingerprint(f: Found, text: string, seen: Map<string, number>): string {
  const what = text.slice(f.finding.span.start, f.finding.span.end).replace(/\s+/g, ' ');
  const name = [f.rule, f.file, f.message, what].join('\u0000');
  const before = seen.get(name) ?? 0;
  seen.set(name, before + 1);
  return `${createHash('sha256').update(name).digest('hex').slice(0, 32)}:${before + 1}`;
}

/** Fixes that only edit files; SARIF has no words for moving them. */
function fixesOf(f: Found, opened: OpenedWorkspace, read: ReturnType<typeof fileReader>): { fixes?: object[] } {
  const fixes = f.changes.flatMap(fix => {
    const changes = fix.changes.every(c => c.kind === 'edit') ? artifactChanges(fix, opened, read) : [];
    return changes.length === 0 ? [] : [{ description: { text: fix.title }, artifactChanges: changes }];
  });
  return fixes.length === 0 ? {} : { fixes };
}

function artifactChanges(fix: Fix, opened: OpenedWorkspace, read: ReturnType<typeof fileReader>): object[] {
  return fix.changes.flatMap(change => {
    if (change.kind !== 'edit') return [];
    const edits = opened.edits(change.file, change.operations);
    const index = read(change.file)?.lines ?? null;
    if (edits.length === 0 || index === null) return [];
    const replacement = (e: TextEdit): object => {
      const start = index.position(e.span.start);
      const end = index.position(e.span.end);
      return {
        deletedRegion: { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 },
        ...(e.text === '' ? {} : { insertedContent: { text: e.text } }),
      };
    };
    return [{ artifactLocation: artifact(change.file), replacements: [...edits].sort((a, b) => a.span.start - b.span.start).map(replacement) }];
  });
}

function artifact(path: string): object {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'ROOT' };
}

function rootUri(root: string): string {
  const uri = pathToFileURL(root).href;
  return uri.endsWith('/') ? uri : `${uri}/`;
}
