import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isolateGit, tempFolder } from '../host/temp';
import { type Client, serverFile, startClient } from './client';

isolateGit();
const running: Client[] = [];
after(() => {
  for (const c of running) c.kill();
});

const EDITS = 200;
const PIECES = ['', ' ', '\n', '\r\n', '-- x\n', "{{ ref('stg_orders') }}", "{{ ref('nowhere') }}", 'select * from ', ', order_id', '{% if x %}', '{% endif %}', '  - name: orders\n', '    columns:\n', '{{', "'", ')', '\u{1f600}', 'select a.b from c'];

/** Numbers that look random and are the same in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function filesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(e => e.isFile() && /\.(sql|yml|md)$/.test(e.name))
    .map(e => path.relative(root, path.join(e.parentPath ?? e.path, e.name)).split(path.sep).join('/'))
    .sort();
}

const published = (client: Client) =>
  JSON.stringify([...client.findings].filter(([, p]) => p.diagnostics.length > 0).map(([file, p]) => [file, p.diagnostics]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));

test(`after ${EDITS} edits of open files and of the disk the findings are those of a fresh start`, async () => {
  const root = path.join(tempFolder(), 'shop');
  cpSync('examples/dbt-shop-broken', root, { recursive: true });
  const server = await serverFile(tempFolder());
  const client = await startClient(server, { root });
  running.push(client);
  await client.scanned();
  const next = numbers(20_261_126);
  const open = new Map<string, TextDocument>();
  const original = new Map(filesIn(root).map(f => [f, readFileSync(path.join(root, f), 'utf8')]));
  const names = [...original.keys()];
  const onDisk = (file: string, type: number) => client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri(file), type }] });
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  for (let i = 0; i < EDITS; i++) {
    const file = names[next(names.length)]!;
    const document = open.get(file);
    const full = path.join(root, file);
    switch (next(10)) {
      case 0:
        if (document) {
          client.close(file);
          open.delete(file);
          onDisk(file, 2);
        }
        break;
      case 1:
        rmSync(full, { force: true });
        onDisk(file, 3);
        break;
      case 2:
        write(file, original.get(file)!);
        onDisk(file, 1);
        break;
      case 3: {
        const text = original.get(file)!;
        const at = next(text.length);
        write(file, text.slice(0, at) + PIECES[next(PIECES.length)]! + text.slice(at + next(30)));
        onDisk(file, 2);
        break;
      }
      default: {
        let now = document;
        if (!now) {
          now = TextDocument.create(client.uri(file), 'sql', 1, original.get(file)!);
          open.set(file, now);
          client.open(file, now.getText());
        }
        const start = next(now.getText().length + 1);
        const range = { start: now.positionAt(start), end: now.positionAt(start + next(20)) };
        const contentChanges = [{ range, text: PIECES[next(PIECES.length)]! }];
        TextDocument.update(now, contentChanges, now.version + 1);
        client.notify('textDocument/didChange', { textDocument: { uri: now.uri, version: now.version }, contentChanges });
        // Some edits come in a burst, others with a request in between.
        if (next(3) === 0) await client.request('textDocument/hover', { textDocument: { uri: now.uri }, position: range.start });
      }
    }
  }
  const fresh = await startClient(server, { root });
  running.push(fresh);
  await fresh.scanned();
  for (const [file, document] of open) fresh.open(file, document.getText(), document.version);
  for (const file of open.keys()) await fresh.published(file, p => p.version === open.get(file)!.version);
  for (let i = 0; i < 200 && published(client) !== published(fresh); i++) await new Promise(resolve => setTimeout(resolve, 50));
  assert.deepEqual(JSON.parse(published(client)), JSON.parse(published(fresh)));
  assert.ok(JSON.parse(published(fresh)).length > 0);
  assert.equal(await client.shutdown(), 0);
});
