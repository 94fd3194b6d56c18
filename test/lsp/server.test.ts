import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import type * as lsp from 'vscode-languageserver-protocol';
import { contentKey } from '../../server/src/host/cache';
import { fill, isolateGit, tempFolder } from '../host/temp';
import { applied, type Client, type ClientSettings, FULL, positionOf, serverFile, startClient } from './client';
import { SHOP } from './shop';

isolateGit();
const running: Client[] = [];
after(() => {
  for (const c of running) c.kill();
});

async function start(files: { readonly [path: string]: string } = SHOP, given: Partial<ClientSettings> = {}): Promise<Client> {
  const root = given.root ?? fill(path.join(tempFolder(), 'shop'), files);
  const client = await startClient(await serverFile(tempFolder()), { root, ...given });
  running.push(client);
  return client;
}
const at = (client: Client, file: string, piece: string, shift = 1) => ({ textDocument: { uri: client.uri(file) }, position: positionOf(readFileSync(path.join(client.root, file), 'utf8'), piece, shift) });
async function eventually(what: string, look: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (await look()) return;
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  assert.fail(`waited in vain for ${what}`);
}
const codes = (p: lsp.PublishDiagnosticsParams | undefined) => (p?.diagnostics ?? []).map(d => d.code);

test('lives and ends as the protocol says', async () => {
  const client = await start();
  assert.equal(client.capabilities.positionEncoding, 'utf-16');
  await client.scanned();
  assert.ok(client.log.some(l => /files read/.test(l)), client.log.join());
  assert.ok(client.progress.length >= 2);
  assert.equal(await client.shutdown(), 0);
});

test('answers each method about a project on disk', async () => {
  const client = await start();
  await client.scanned();
  const ask = <T>(method: string, params: unknown) => client.request<T>(method, params);

  const hover = await ask<lsp.Hover>('textDocument/hover', at(client, 'models/customers.sql', 'stg_receipts'));
  assert.match((hover.contents as lsp.MarkupContent).value, /Receipts of the till/);
  const links = await ask<lsp.LocationLink[]>('textDocument/definition', at(client, 'models/customers.sql', 'stg_receipts'));
  assert.ok(links.some(l => l.targetUri === client.uri('models/stg_receipts.sql')));
  assert.ok((await ask<unknown[]>('textDocument/declaration', at(client, 'models/customers.sql', 'stg_receipts'))).length > 0);
  const references = await ask<lsp.Location[]>('textDocument/references', { ...at(client, 'macros/to_euros.sql', 'to_euros'), context: { includeDeclaration: false } });
  assert.deepEqual(references.map(r => r.uri), [client.uri('models/stg_receipts.sql')]);
  assert.equal((await ask<unknown[]>('textDocument/documentHighlight', at(client, 'models/customers.sql', 'receipts as'))).length, 2);
  const outline = await ask<lsp.DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri: client.uri('models/models.yml') } });
  assert.deepEqual(outline.map(s => s.name), ['stg_receipts', 'customers']);
  const symbols = await ask<lsp.SymbolInformation[]>('workspace/symbol', { query: 'custo' });
  assert.equal(symbols[0]?.name, 'customers');
  const lenses = await ask<lsp.CodeLens[]>('textDocument/codeLens', { textDocument: { uri: client.uri('models/stg_receipts.sql') } });
  assert.ok(lenses.some(l => /1 reference/.test(l.command?.title ?? '')), JSON.stringify(lenses));
  assert.ok((await ask<unknown[]>('textDocument/foldingRange', { textDocument: { uri: client.uri('models/customers.sql') } })).length > 0);
  const [selection] = await ask<lsp.SelectionRange[]>('textDocument/selectionRange', { textDocument: { uri: client.uri('models/customers.sql') }, positions: [{ line: 5, character: 9 }] });
  assert.ok(selection?.parent);
  assert.deepEqual(await ask('textDocument/documentLink', { textDocument: { uri: client.uri('models/customers.sql') } }), [], 'the editor shows links by itself');
  assert.ok(Array.isArray((await ask<lsp.SemanticTokens>('textDocument/semanticTokens/full', { textDocument: { uri: client.uri('models/customers.sql') } })).data));
  const [item] = await ask<lsp.CallHierarchyItem[]>('textDocument/prepareCallHierarchy', at(client, 'models/customers.sql', 'stg_receipts'));
  assert.equal(item?.name, 'stg_receipts');
  assert.deepEqual((await ask<lsp.CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item })).map(c => c.from.name), ['customers']);
  assert.deepEqual((await ask<lsp.CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item })).map(c => c.to.name), ['receipts']);
  const prepared = await ask<{ placeholder: string }>('textDocument/prepareRename', at(client, 'models/customers.sql', 'stg_receipts'));
  assert.equal(prepared.placeholder, 'stg_receipts');
  const overview = await ask<{ markdown: string }>('pipewright/overview', {});
  assert.match(overview.markdown, /\*\*shop\*\*/);
  assert.match(overview.markdown, /dbt models/);
  const lineage = await ask<{ graph: { datasets: { name: string }[] } }>('pipewright/lineage', { ...at(client, 'models/customers.sql', 'stg_receipts'), uri: client.uri('models/customers.sql') });
  assert.equal(lineage.graph.datasets.length, 3);
  const selected = await ask<{ graph: { datasets: unknown[] } }>('pipewright/lineage', { selectors: ['+customers'] });
  assert.equal(selected.graph.datasets.length, 3);
});

test('publishes findings of each version of the text, and offers what was meant', async () => {
  const client = await start();
  await client.scanned();
  const good = SHOP['models/customers.sql']!;
  client.open('models/customers.sql', good, 1);
  await client.published('models/customers.sql', p => p.version === 1 && p.diagnostics.length === 0);
  const bad = good.replace("ref('stg_receipts')", "ref('stg_recipts')");
  client.change('models/customers.sql', bad, 2);
  const { diagnostics } = await client.published('models/customers.sql', p => p.version === 2);
  const finding = diagnostics.find(d => d.code === 'unknown-ref');
  assert.ok(finding, JSON.stringify(diagnostics));
  assert.equal(finding.source, 'pipewright');
  assert.match(finding.codeDescription?.href ?? '', /^file:.*unknown-ref\.md$/);
  const textDocument = { uri: client.uri('models/customers.sql') };
  const actions = await client.request<lsp.CodeAction[]>('textDocument/codeAction', { textDocument, range: finding.range, context: { diagnostics } });
  const fix = actions.find(a => a.title.includes('stg_receipts'));
  assert.ok(fix?.edit?.documentChanges, JSON.stringify(actions));
  assert.deepEqual(fix.diagnostics, [finding]);
  const [change] = fix.edit.documentChanges as lsp.TextDocumentEdit[];
  assert.equal(change!.textDocument.version, 2);
  assert.equal(applied(bad, change!.edits as lsp.TextEdit[]), good);
  assert.deepEqual(await client.request('textDocument/codeAction', { textDocument, range: finding.range, context: { diagnostics, only: ['refactor'] } }), []);
  client.close('models/customers.sql');
  await client.published('models/customers.sql', p => p.diagnostics.length === 0);
});

test('findings of an unopened file follow the edits of another', async () => {
  const client = await start();
  await client.scanned();
  client.open('models/stg_receipts.sql', SHOP['models/stg_receipts.sql']!.replace('as amount', 'as sum_of_it'), 1);
  const p = await client.published('models/customers.sql', q => q.diagnostics.length > 0);
  assert.ok(codes(p).includes('unknown-column'), JSON.stringify(p));
  assert.equal(p.version, undefined);
});

test('a document opened before its project is known is read again with it', async () => {
  const client = await start({ ...SHOP, 'models/customers.sql': "select nothing_such from {{ ref('stg_receipts') }}\n" });
  client.open('models/customers.sql', "select nothing_such from {{ ref('stg_receipts') }}\n", 1);
  await client.published('models/customers.sql', p => codes(p).includes('unknown-column'));
});

test('a document opened before the first scan gets the findings that wait for its end', async () => {
  const files: { [path: string]: string } = { ...SHOP };
  for (let i = 0; i < 300; i++) files[`models/many/m${i}.sql`] = `select customer_id from {{ ref('customers') }} where customer_id = ${i}\n`;
  const text = "select customer_id from {{ ref('custmers') }}\n";
  const client = await start({ ...files, 'models/bad.sql': text });
  client.open('models/bad.sql', text, 3);
  let done = false;
  const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
  // An editor asks for fixes at once: what is looked at during the scan must be looked at again.
  const asking = (async () => {
    while (!done) await client.request('textDocument/codeAction', { textDocument: { uri: client.uri('models/bad.sql') }, range, context: { diagnostics: [] } });
  })();
  await client.published('models/bad.sql', p => p.version === 3 && codes(p).includes('unknown-ref'));
  done = true;
  await asking;
});

test('renames a model over files, and refuses where the editor can not rename files', async () => {
  const client = await start();
  await client.scanned();
  const edit = await client.request<lsp.WorkspaceEdit>('textDocument/rename', { ...at(client, 'models/customers.sql', 'stg_receipts'), newName: 'stg_bills' });
  const changes = edit.documentChanges!;
  const renamed = changes.find((c): c is lsp.RenameFile => 'kind' in c && c.kind === 'rename');
  assert.equal(renamed?.newUri, client.uri('models/stg_bills.sql'));
  assert.equal(changes.indexOf(renamed), changes.length - 1, 'files are renamed last');
  const texts = new Map(changes.flatMap(c => ('textDocument' in c ? [[c.textDocument.uri, c.edits as lsp.TextEdit[]] as const] : [])));
  assert.match(applied(SHOP['models/customers.sql']!, texts.get(client.uri('models/customers.sql'))!), /ref\('stg_bills'\)/);
  assert.match(applied(SHOP['models/models.yml']!, texts.get(client.uri('models/models.yml'))!), /name: stg_bills/);
  await assert.rejects(client.request('textDocument/rename', { ...at(client, 'models/customers.sql', 'stg_receipts'), newName: 'not a name' }), /is not a name/);
  const plain = await start(SHOP, { capabilities: { ...FULL, workspace: { ...FULL.workspace, workspaceEdit: {} }, textDocument: {} } });
  await plain.scanned();
  const links = await plain.request<lsp.DocumentLink[]>('textDocument/documentLink', { textDocument: { uri: plain.uri('models/customers.sql') } });
  assert.match(links[0]?.target ?? '', /stg_receipts\.sql/);
  await assert.rejects(plain.request('textDocument/rename', { ...at(plain, 'models/customers.sql', 'stg_receipts'), newName: 'stg_bills' }), /can not rename files/);
});

test('a renamed file takes its refs and its entry along', async () => {
  const client = await start();
  await client.scanned();
  const own = await client.request<lsp.WorkspaceEdit>('textDocument/rename', { ...at(client, 'models/customers.sql', 'stg_receipts'), newName: 'by_us' });
  assert.ok(own.documentChanges);
  const files = (from: string, to: string) => ({ files: [{ oldUri: client.uri(from), newUri: client.uri(to) }] });
  const edit = await client.request<lsp.WorkspaceEdit>('workspace/willRenameFiles', files('models/stg_receipts.sql', 'models/staging/stg_bills.sql'));
  assert.equal(await client.request('workspace/willRenameFiles', files('models/stg_receipts.sql', 'models/by_us.sql')), null, 'an edit of ours renames the file and what names it');
  const edited = edit.documentChanges!.map(c => ('textDocument' in c ? c.textDocument.uri : 'operation'));
  assert.deepEqual(edited.sort(), [client.uri('models/customers.sql'), client.uri('models/models.yml')]);
  assert.equal(await client.request('workspace/willRenameFiles', files('models/stg_receipts.sql', 'models/staging/stg_receipts.sql')), null);
  assert.equal(await client.request('workspace/willRenameFiles', files('models/models.yml', 'models/other.yml')), null);
  assert.equal(await client.request('workspace/willRenameFiles', files('models', 'models2')), null);
});

test('what changes on disk is seen: files, folders, renames and switched branches', async () => {
  const client = await start();
  await client.scanned();
  const changed = (...events: [string, lsp.FileChangeType][]) => client.notify('workspace/didChangeWatchedFiles', { changes: events.map(([file, type]) => ({ uri: client.uri(file), type })) });
  const broken = (p: lsp.PublishDiagnosticsParams) => codes(p).includes('unknown-ref');
  const sound = (p: lsp.PublishDiagnosticsParams) => !broken(p);
  const full = (file: string) => path.join(client.root, file);

  rmSync(full('models/stg_receipts.sql'));
  changed(['models/stg_receipts.sql', 3]);
  await client.published('models/customers.sql', broken);
  writeFileSync(full('models/stg_receipts.sql'), SHOP['models/stg_receipts.sql']!);
  changed(['models/stg_receipts.sql', 1]);
  await client.published('models/customers.sql', sound);

  // A whole folder comes and goes as one event.
  mkdirSync(full('models/staging'));
  renameSync(full('models/stg_receipts.sql'), full('models/staging/stg_receipts.sql'));
  changed(['models/stg_receipts.sql', 3]);
  await client.published('models/customers.sql', broken);
  changed(['models/staging', 1]);
  await client.published('models/customers.sql', sound);
  renameSync(full('models/staging'), full('models/elsewhere'));
  rmSync(full('models/elsewhere/stg_receipts.sql'));
  changed(['models/staging', 3], ['models/elsewhere', 1]);
  await client.published('models/customers.sql', broken);

  // The event was lost, but HEAD moved.
  writeFileSync(full('models/stg_receipts.sql'), SHOP['models/stg_receipts.sql']!);
  changed(['.git/HEAD', 2]);
  await client.published('models/customers.sql', sound);
});

test('settings of the editor and of pipewright.yml count at once', async () => {
  const settings: { [section: string]: unknown } = {};
  const bad = { ...SHOP, 'models/customers.sql': "select 1 as one from {{ ref('nowhere') }}\n" };
  const client = await start(bad, { settings });
  await client.published('models/customers.sql', p => p.diagnostics[0]?.severity === 1);
  settings['pipewright'] = { rules: { 'unknown-ref': 'warning' } };
  client.notify('workspace/didChangeConfiguration', { settings: {} });
  await client.published('models/customers.sql', p => p.diagnostics[0]?.severity === 2);
  writeFileSync(path.join(client.root, 'pipewright.yml'), 'rules:\n  unknown-ref: off\n');
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri('pipewright.yml'), type: 1 }] });
  await client.published('models/customers.sql', p => p.diagnostics.length === 0);
  settings['pipewright'] = { files: { exclude: ['models/customers.sql'] } };
  rmSync(path.join(client.root, 'pipewright.yml'));
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri('pipewright.yml'), type: 3 }] });
  await eventually('the file to go', async () => !JSON.stringify(await client.request('workspace/symbol', { query: 'customers' })).includes('customers.sql'));
});

test('folders come and go; of nested ones the inner one speaks', async () => {
  const outer = fill(path.join(tempFolder(), 'outer'), { ...Object.fromEntries(Object.entries(SHOP).map(([k, v]) => [`shop/${k}`, v])), 'shop/models/customers.sql': "select 1 as one from {{ ref('nowhere') }}\n" });
  const client = await start({}, { root: outer });
  const file = 'shop/models/customers.sql';
  await client.published(file, p => p.diagnostics.length === 1);
  const folder = { uri: client.uri('shop'), name: 'shop' };
  client.open(file, "select 1 as one from {{ ref('nowhere') }}\n", 1);
  await client.published(file, p => p.version === 1 && p.diagnostics.length === 1);
  client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [folder], removed: [] } });
  await client.published(file, p => p.diagnostics.length === 1);
  client.change(file, "select 1 as one from {{ ref('stg_receipts') }}\n", 2);
  await client.published(file, p => p.version === 2 && p.diagnostics.length === 0);
  client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [folder] } });
  client.change(file, "select 1 as one from {{ ref('nowhere') }}\n", 3);
  await client.published(file, p => p.version === 3 && p.diagnostics.length === 1);
  client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [{ uri: client.uri('.').replace(/\/\.$/, ''), name: 'outer' }] } });
  await client.published(file, p => p.diagnostics.length === 0);
  assert.equal(await client.request('textDocument/hover', { textDocument: { uri: client.uri(file) }, position: { line: 0, character: 5 } }), null);
  assert.equal(await client.shutdown(), 0);
});

test('documents of no folder, odd addresses and nonsense get an empty answer', async () => {
  const client = await start();
  await client.scanned();
  const position = { line: 0, character: 3 };
  for (const uri of ['untitled:Untitled-1', 'file:///elsewhere/x.sql', 'git:/shop/models/customers.sql?{}', 'not a uri', 'file:///%E0%A4%A', client.uri('models/not_there.sql')]) {
    client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'sql', version: 1, text: "select * from {{ ref('stg_receipts') }}" } });
    client.notify('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ range: { start: position, end: position }, text: 'x' }] });
    for (const method of ['textDocument/hover', 'textDocument/definition', 'textDocument/completion', 'textDocument/documentSymbol', 'textDocument/codeLens', 'textDocument/foldingRange'])
      await client.request(method, { textDocument: { uri }, position });
    client.notify('textDocument/didClose', { textDocument: { uri } });
  }
  await assert.rejects(client.request('textDocument/hover', null));
  await assert.rejects(client.request('textDocument/nothing', {}));
  await assert.rejects(client.request('pipewright/branch', null));
  const far = { line: 1e9, character: 1e9 };
  assert.equal(await client.request('textDocument/hover', { textDocument: { uri: client.uri('models/customers.sql') }, position: { line: -1, character: -5 } }), null);
  await client.request('textDocument/hover', { textDocument: { uri: client.uri('models/customers.sql') }, position: far });
  await client.request('textDocument/codeAction', { textDocument: { uri: client.uri('models/customers.sql') }, range: { start: far, end: position }, context: { diagnostics: [] } });
  client.notify('textDocument/didChange', { textDocument: { uri: client.uri('never/opened.sql'), version: 9 }, contentChanges: [{ text: '' }] });
  client.notify('textDocument/didClose', { textDocument: { uri: client.uri('never/opened.sql') } });
  client.notify('textDocument/nothing', {});
  assert.ok(await client.request('textDocument/hover', at(client, 'models/customers.sql', 'stg_receipts')));
  assert.equal(await client.shutdown(), 0);
});

test('addresses with other spellings, and texts with other line ends, are the same files', async () => {
  const client = await start({ ...SHOP, 'models/ü b.sql': "select 1 as one from {{ ref('nowhere') }}\n" });
  await client.scanned();
  const crlf = SHOP['models/customers.sql']!.replace(/\n/g, '\r\n');
  client.open('models/customers.sql', crlf, 1);
  const hover = await client.request<lsp.Hover>('textDocument/hover', { textDocument: { uri: client.uri('models/customers.sql') }, position: positionOf(crlf, 'stg_receipts', 2) });
  assert.deepEqual(hover.range?.start.line, 1);
  const uri = client.uri('models').replace(/models$/, 'mod%65ls/%C3%BC b.sql').replace(' ', '%20');
  client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'sql', version: 7, text: "\n\nselect 1 as one from {{ ref('nowhere') }}\n" } });
  const p = await client.until('findings under the spelling of the editor', () => [...client.findings.values()].find(f => f.uri === uri && f.version === 7));
  assert.equal(p.diagnostics.find(d => d.code === 'unknown-ref')?.range.start.line, 2);
});

test('findings are handed out where the editor pulls them', async () => {
  const { publishDiagnostics: _, ...textDocument } = FULL.textDocument!;
  const client = await start({ ...SHOP, 'models/customers.sql': "select 1 as one from {{ ref('nowhere') }}\n" }, { capabilities: { ...FULL, textDocument: { ...textDocument, diagnostic: {} } } });
  await client.scanned();
  const report = await client.request<lsp.FullDocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri: client.uri('models/customers.sql') } });
  assert.deepEqual(report.items.map(d => d.code), ['unknown-ref']);
  assert.equal(client.findings.size, 0);
});

test('shows the parameters of a call while it is typed, and hints where they are wanted', async () => {
  const settings: { [section: string]: unknown } = {};
  const client = await start(SHOP, { settings });
  await client.scanned();
  const textDocument = { uri: client.uri('models/stg_receipts.sql') };
  const help = async (text: string, version: number) => {
    client.change('models/stg_receipts.sql', text, version);
    return client.request<lsp.SignatureHelp | null>('textDocument/signatureHelp', { textDocument, position: positionOf(`${text}¦`, '¦') });
  };
  client.open('models/stg_receipts.sql', 'select 1', 1);
  const first = await help("select {{ to_euros('a', ", 2);
  assert.equal(first?.signatures[0]?.label, 'to_euros(column, digits=2)');
  assert.equal(first.activeParameter, 1);
  assert.match(JSON.stringify(first.signatures[0]?.documentation), /Cents to euros/);
  assert.equal((await help("select {{ to_euros(digits=", 3))?.activeParameter, 1);
  assert.match((await help("select {{ source('till', ", 4))?.signatures[0]?.label ?? '', /^source\(source_name, table_name\)$/);
  assert.equal(await help("select {{ to_euros('a') }} ", 5), null);

  const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const hints = () => client.request<lsp.InlayHint[]>('textDocument/inlayHint', { textDocument: { uri: client.uri('models/customers.sql') }, range });
  client.change('models/stg_receipts.sql', SHOP['models/stg_receipts.sql']!, 6);
  assert.deepEqual(await hints(), []);
  settings['pipewright'] = { inlayHints: { columnTypes: true, stars: true } };
  client.notify('workspace/didChangeConfiguration', { settings: {} });
  await eventually('hints', async () => (await hints()).length > 0);
  const labels = (await hints()).map(h => h.label);
  assert.ok(labels.includes(' receipt_id, customer_id, amount'), JSON.stringify(labels));
  assert.ok(labels.includes(': integer'), JSON.stringify(labels));
});

test('applies all safe fixes at once: as a source action, and as a request', async () => {
  const text = 'version: 2\nmodels:\n  - name: customers\n    meta:\n      team: till\n';
  const client = await start({ ...SHOP, 'models/models.yml': text, 'models/other.yml': text.replace('customers', 'stg_receipts') });
  await client.scanned();
  const textDocument = { uri: client.uri('models/models.yml') };
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const only = ['source.fixAll'];
  const [action] = await client.request<lsp.CodeAction[]>('textDocument/codeAction', { textDocument, range, context: { diagnostics: [], only } });
  assert.equal(action?.kind, 'source.fixAll.pipewright');
  const changes = action.edit!.documentChanges as lsp.TextDocumentEdit[];
  assert.deepEqual(changes.map(c => c.textDocument.uri), [textDocument.uri]);
  assert.match(applied(text, changes[0]!.edits as lsp.TextEdit[]), /config:\n\s+meta:\n\s+team: till/);
  const { files } = await client.request<{ files: number }>('pipewright/fixAll', {});
  assert.equal(files, 2);
  assert.deepEqual((client.applied[0]!.documentChanges as lsp.TextDocumentEdit[]).map(c => c.textDocument.uri).sort(), [client.uri('models/models.yml'), client.uri('models/other.yml')]);
  const plain = await client.request<lsp.CodeAction[]>('textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } });
  assert.ok(plain.every(a => !a.kind?.startsWith('source')));
});

test('a file that brought the server down is left out, and the user is told', async () => {
  const root = fill(path.join(tempFolder(), 'shop'), { ...SHOP, 'models/customers.sql': "select 1 as one from {{ ref('nowhere') }}\n" });
  const first = await start({}, { root });
  await first.scanned();
  const storage = path.join(root, '..', 'storage');
  const note = readdirSync(storage).find(n => n.endsWith('.note'))!;
  const ended = new Promise(resolve => first.process.once('exit', resolve));
  first.kill();
  await ended;
  // What a process leaves behind that dies over this file.
  const text = readFileSync(path.join(root, 'models/customers.sql'), 'utf8');
  writeFileSync(path.join(storage, note), `${contentKey(text)} models/customers.sql\n`);
  const client = await start({}, { root });
  await client.scanned();
  await client.until('the message', () => client.messages.find(m => /models\/customers\.sql/.test(m.message)));
  client.open('models/customers.sql', text, 1);
  assert.equal(await client.request('textDocument/hover', { textDocument: { uri: client.uri('models/customers.sql') }, position: { line: 0, character: 32 } }), null);
  client.change('models/customers.sql', `${text}\n`, 2);
  await client.published('models/customers.sql', p => p.version === 2 && codes(p).includes('unknown-ref'));
});
