import * as lsp from 'vscode-languageserver';
import type { PlacedFinding } from '../workspace/lint';
import { docsUrl } from '../docs';
import { severity } from './convert';
import type { SeverityCounts } from './protocol';
import { describe, type Root } from './root';

/** How long linting may hold the thread before requests get their turn. */
const SLICE_MS = 10;

/**
 * Looks for findings where they are in doubt and publishes them: open files first, then the rest in slices. A newer call
 * takes over from an older one.
 */
export class Publisher {
  private readonly published = new Map<string, readonly PlacedFinding[]>();
  private readonly pending = new Set<string>();
  private run = 0;
  /** Whether files besides the edited ones were looked at since the last rest. */
  private others = false;

  constructor(
    private readonly root: Root,
    /** Of nested folders only the innermost publishes a file's findings. */
    private readonly owns: (path: string) => boolean,
    private readonly send: (params: lsp.PublishDiagnosticsParams) => void,
    /** Called when nothing is in doubt any more; `others` as above. */
    private readonly settled: (others: boolean) => void,
  ) {}

  /** Everything may have changed (first scan, settings). */
  all(): void {
    for (const p of this.root.engine.workspace.store.peekPaths()) this.pending.add(p);
    for (const p of this.published.keys()) this.pending.add(p);
    this.others = true;
    this.start();
  }

  /** A document was opened, edited or closed, or files changed: these and whatever depends on them. */
  changed(paths: readonly string[]): void {
    for (const p of paths) this.pending.add(p);
    this.start();
  }

  counts(): SeverityCounts {
    const out = { error: 0, warning: 0, information: 0, hint: 0 };
    for (const list of this.published.values()) for (const f of list) out[f.severity]++;
    return out;
  }

  /** All that is published, without places. */
  everything(): { readonly rule: string; readonly severity: PlacedFinding['severity'] }[] {
    return [...this.published.values()].flatMap(list => list.map(f => ({ rule: f.finding.rule, severity: f.severity })));
  }

  /** Published findings by rule. */
  byRule(): ReadonlyMap<string, number> {
    const out = new Map<string, number>();
    for (const list of this.published.values()) for (const f of list) out.set(f.finding.rule, (out.get(f.finding.rule) ?? 0) + 1);
    return out;
  }

  /** The findings of a file that were last published. */
  found(path: string): readonly PlacedFinding[] {
    return this.published.get(path) ?? NONE;
  }

  /** Takes back all that was published and stops. */
  clear(): void {
    this.run++;
    this.pending.clear();
    for (const path of this.published.keys()) this.send({ uri: this.root.uriOf(path), diagnostics: [] });
    this.published.clear();
  }

  private start(): void {
    // A file that a project makes known was never asked about, so nothing about it can be in doubt.
    for (const p of [...this.root.linter.takeStale(), ...this.root.engine.workspace.store.takeAppeared()]) {
      if (!this.pending.has(p)) this.others = true;
      this.pending.add(p);
    }
    const run = ++this.run;
    // Open files at once: their findings are what the user waits for.
    for (const p of [...this.pending]) if (this.root.versions.has(p)) this.publish(p);
    if (this.pending.size === 0) this.atRest();
    else setImmediate(() => void this.rest(run));
  }

  private async rest(run: number): Promise<void> {
    let since = performance.now();
    for (const path of [...this.pending]) {
      if (run !== this.run || this.root.closed) return;
      this.publish(path);
      if (performance.now() - since < SLICE_MS) continue;
      await new Promise<void>(resolve => setImmediate(resolve));
      since = performance.now();
    }
    if (run === this.run) this.atRest();
  }

  private atRest(): void {
    const { others } = this;
    this.others = false;
    // All rules have seen all files: what a scan kept for them can go.
    if (this.root.scanned) this.root.engine.keepTexts(0);
    this.settled(others);
  }

  private publish(path: string): void {
    this.pending.delete(path);
    const known = this.root.engine.workspace.store.peek(path) !== undefined;
    const found = known && this.owns(path) ? this.lint(path) : NONE;
    const version = this.root.versions.get(path);
    const before = this.published.get(path);
    if (found.length === 0) this.published.delete(path);
    else this.published.set(path, found);
    if (!known) this.root.linter.forget(path);
    // An open document is always answered, so that the client knows the findings are those of this version.
    if (version === undefined && (before === found || (!before && found.length === 0))) return;
    if (!this.owns(path)) return;
    this.send({ uri: this.root.uriOf(path), ...(version === undefined ? {} : { version }), diagnostics: found.map(f => diagnostic(this.root, path, f)) });
  }

  private lint(path: string): readonly PlacedFinding[] {
    try {
      // Only an open document can hold a text that was never looked at before; the others were read during the scan.
      if (!this.root.versions.has(path)) return this.root.linter.lint(path);
      return this.root.during(path, () => this.root.linter.lint(path), NONE);
    } catch (error) {
      this.root.log.error(`Looking for findings in ${path} failed: ${describe(error)}`);
      return NONE;
    }
  }
}

const NONE: readonly PlacedFinding[] = [];

export function diagnostic(root: Root, file: string, placed: PlacedFinding): lsp.Diagnostic {
  const { finding } = placed;
  const related = (finding.related ?? []).flatMap(r =>
    root.engine.workspace.places(r.id).slice(0, 1).map(p => ({
      location: { uri: root.uriOf(p.file), range: root.positionsOf(p.file).range(p.declaration.nameSpan ?? { start: p.declaration.span.start, end: p.declaration.span.start }) },
      message: r.message,
    })),
  );
  const tags = (finding.tags ?? []).map(t => (t === 'deprecated' ? lsp.DiagnosticTag.Deprecated : lsp.DiagnosticTag.Unnecessary));
  return {
    range: root.positionsOf(file).range(finding.span),
    severity: severity(placed.severity),
    code: finding.rule,
    codeDescription: { href: docsUrl(finding.rule) },
    source: 'pipewright',
    // A list of problems is plain text.
    message: finding.message.replace(/`([^`\n]*)`/g, "'$1'"),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    ...(tags.length > 0 ? { tags } : {}),
  };
}
