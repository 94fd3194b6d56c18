import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ImpactResult } from '../../server/src/lsp/protocol';
import { isolateGit, tempFolder } from '../host/temp';
import { numbers } from '../robust/corpus';
import { type Client, serverFile, startClient } from './client';

isolateGit();
const running: Client[] = [];
after(() => {
  for (const c of running) c.kill();
});

/** `npm run soak` asks for more. */
const EDITS = Number(process.env.PIPEWRIGHT_EDITS ?? 400);
/** How many times in a session the findings are held against those of a fresh start. */
const LOOKS = EDITS > 10_000 ? 20 : 2;
/** Memory in use after a session may be this much more than after its first part, in bytes: caches fill, and the heap is not compacted at once. */
const MORE_MEMORY = 60_000_000;
const PIECES = ['', ' ', '\n', '\r\n', '-- x\n', "{{ ref('stg_orders') }}", "{{ source('raw', 'x') }}", 'select * from ', ', order_id', '{% if x %}', '{% endif %}', '  - name: orders\n', '    columns:\n', '{{', "'", ')', '\u{1f600}', 'select a.b from c', 'with DAG("d"):\n    pass\n', '>> ', 'constructor', '&a *a', '\ud800'];
const SETTINGS = ['', 'rules:\n  unused-cte: off\n', 'rules:\n  naming: error\n  sql: hint\n', 'exclude: ["models/marts/**"]\n', 'rules: [', 'dialect: bigquery\n'];

const files = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true }).filter(e => e.isFile()).map(e => path.relative(root, path.join(e.parentPath ?? e.path, e.name)).split(path.sep).join('/')).filter(f => !f.startsWith('.git/')).sort();

/** Findings of a comparison with another commit: they come when it has been quiet for a while. */
const LATER = ['breaking-change', 'risky-change', 'schema-incompatible'];
/** How long findings must have been the same before they count as final: the time until those of a comparison come, and that for making it. */
const REST_MS = 4_000;

const lines = (found: unknown): string[] => (Array.isArray(found) ? found.map(d => JSON.stringify(d)) : []);

const differing = (where: string, long: readonly string[], fresh: readonly string[]): string[] =>
  [...long.filter(l => !fresh.includes(l)).map(l => `long session only: ${where}: ${l}`), ...fresh.filter(l => !long.includes(l)).map(l => `fresh start only: ${where}: ${l}`)];

const impactOf = async (client: Client): Promise<string[]> => {
  const result = await client.request<ImpactResult>('pipewright/impact', {});
  assert.ok(!('problem' in result), JSON.stringify(result));
  return lines(result.impact.changes);
};

const published = (client: Client): [string, unknown][] =>
  [...client.findings].map(([file, p]): [string, unknown[]] => [file, p.diagnostics]).filter(([, found]) => found.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));

test(`a session of ${EDITS} edits, renames, deletions, branch switches and changed settings ends as a fresh start does, in the same memory`, { timeout: 24 * 3_600_000 }, async () => {
  const root = path.join(tempFolder(), 'all');
  for (const name of readdirSync('examples')) cpSync(path.join('examples', name), path.join(root, name), { recursive: true });
  const git = (...args: string[]): void => void execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'core.autocrlf=false', ...args], { stdio: 'pipe' });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-qm', 'first');
  git('checkout', '-qb', 'other');
  for (const f of files(root).filter((_, i) => i % 3 === 0)) writeFileSync(path.join(root, f), `${readFileSync(path.join(root, f), 'utf8')}\n-- other\n`);
  rmSync(path.join(root, files(root).find(f => f.endsWith('.sql'))!));
  git('commit', '-qam', 'second');
  git('checkout', '-q', 'main');
  const original = new Map(files(root).map(f => [f, readFileSync(path.join(root, f), 'utf8')]));
  const names = [...original.keys()];
  const server = await serverFile(tempFolder());
  const settings = { pipewright: { branch: { prompt: false }, rules: { 'risky-change': 'warning' } } };
  const client = await startClient(server, { root, settings });
  running.push(client);
  await client.scanned();
  const next = numbers(Number(process.env.PIPEWRIGHT_SEED ?? 20_261_127));
  const open = new Map<string, TextDocument>();
  const event = (file: string, type: 1 | 2 | 3) => client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri(file), type }] });
  const write = (file: string, text: string) => {
    const full = path.join(root, file);
    const type = existsSync(full) ? 2 : 1;
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
    event(file, type);
  };
  const anywhere = () => names[next(names.length)]!;

  async function edit(): Promise<void> {
    const file = anywhere();
    let document = open.get(file);
    if (!document) {
      document = TextDocument.create(client.uri(file), 'sql', 1, original.get(file)!);
      open.set(file, document);
      client.open(file, document.getText());
    }
    const length = document.getText().length;
    // Files don't grow without end: now and then one is as it was.
    const whole = length > 20_000 || next(15) === 0;
    const start = whole ? 0 : next(length + 1);
    const range = { start: document.positionAt(start), end: document.positionAt(whole ? length : start + next(20)) };
    const contentChanges = [{ range, text: whole ? original.get(file)! : PIECES[next(PIECES.length)]! }];
    TextDocument.update(document, contentChanges, document.version + 1);
    client.notify('textDocument/didChange', { textDocument: { uri: document.uri, version: document.version }, contentChanges });
    if (next(4) > 0) return;
    const place = { textDocument: { uri: document.uri }, position: range.start };
    const method = ['hover', 'completion', 'definition', 'references', 'documentSymbol', 'codeLens', 'semanticTokens/full', 'prepareCallHierarchy'][next(8)]!;
    await client.request(`textDocument/${method}`, method === 'references' ? { ...place, context: { includeDeclaration: true } } : place).catch((e: { code?: number }) => assert.notEqual(e.code, -32603, `${method}: ${String(e)}`));
  }

  async function step(): Promise<void> {
    const file = anywhere();
    switch (next(24)) {
      case 0: case 1: {
        if (!open.delete(file)) return;
        client.close(file);
        event(file, 2);
        return;
      }
      case 2: {
        rmSync(path.join(root, file), { force: true });
        event(file, 3);
        return;
      }
      case 3: return write(file, original.get(file)!);
      case 4: {
        const text = original.get(file)!;
        const at = next(text.length);
        return write(file, text.slice(0, at) + PIECES[next(PIECES.length)]! + text.slice(at + next(30)));
      }
      case 5: {
        const to = anywhere();
        if (!existsSync(path.join(root, file)) || existsSync(path.join(root, to))) return;
        mkdirSync(path.dirname(path.join(root, to)), { recursive: true });
        renameSync(path.join(root, file), path.join(root, to));
        client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri(file), type: 3 }, { uri: client.uri(to), type: 1 }] });
        return;
      }
      case 6: {
        if (next(6) > 0) return;
        const before = new Set(files(root));
        git('checkout', '-qf', ['main', 'other'][next(2)]!);
        git('checkout', '-q', '--', '.');
        const now = new Set(files(root));
        // A switch touches many files at once, and nobody says which of them are really others.
        client.notify('workspace/didChangeWatchedFiles', { changes: [...new Set([...before, ...now])].map(f => ({ uri: client.uri(f), type: !now.has(f) ? 3 : before.has(f) ? 2 : 1 })) });
        return;
      }
      case 7: {
        if (next(4) > 0) return;
        return write('pipewright.yml', SETTINGS[next(SETTINGS.length)]!);
      }
      default: return edit();
    }
  }

  /** Findings of comparisons that were seen. */
  let later = 0;

  /** The same findings as a server that has just been started, for the same texts. */
  async function compare(after_: number): Promise<void> {
    const fresh = await startClient(server, { root, settings });
    running.push(fresh);
    await fresh.scanned();
    for (const [file, document] of open) fresh.open(file, document.getText(), document.version);
    for (const file of open.keys()) await fresh.published(file, p => p.version === open.get(file)!.version);
    let [ours, theirs] = ['', ''];
    const begun = Date.now();
    for (let since = begun; Date.now() - begun < 60_000; ) {
      const now = [JSON.stringify(published(client)), JSON.stringify(published(fresh))] as const;
      if (now[0] !== ours || now[1] !== theirs || now[0] !== now[1]) since = Date.now();
      [ours, theirs] = now;
      if (Date.now() - since > REST_MS) break;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    for (const code of LATER) later += ours.split(`"code":"${code}"`).length - 1;
    const [mine, other] = await Promise.all([client, fresh].map(impactOf));
    await fresh.shutdown();
    const fresher = new Map(JSON.parse(theirs) as [string, unknown][]);
    const older = new Map(JSON.parse(ours) as [string, unknown][]);
    const findings = [...new Set([...fresher.keys(), ...older.keys()])].sort().flatMap(file => differing(file, lines(older.get(file)), lines(fresher.get(file))));
    // Both at once: what the findings say tells why the impact differs.
    const files_ = findings.length === 0 ? [] : [`open: ${[...open.keys()].join(', ')}`];
    assert.deepEqual([...findings, ...differing('impact', mine!, other!), ...files_], [], `findings, and the impact of all changes, after ${after_} edits`);
    assert.equal(ours, theirs, `the same findings in another order after ${after_} edits`);
  }

  const memory = (): number => {
    const status = `/proc/${client.process.pid}/status`;
    return existsSync(status) ? Number(/VmRSS:\s*(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) * 1_024 : 0;
  };
  let early = 0;
  for (let i = 1; i <= EDITS; i++) {
    await step();
    if (i === Math.ceil(EDITS / 2)) early = memory();
    if (i % Math.ceil(EDITS / LOOKS) === 0) await compare(i);
  }
  assert.ok(memory() <= Math.max(early, 200_000_000) + MORE_MEMORY, `from ${early} to ${memory()} bytes`);
  assert.ok(later > 0, 'no comparison with the base was seen');
  assert.deepEqual(client.log.filter(l => /fault|TypeError|RangeError|stack/i.test(l)), []);
  assert.equal(await client.shutdown(), 0);
});
