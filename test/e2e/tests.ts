import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type * as Vscode from 'vscode';

/** Ids of the language servers that this extension host has started; none where the system does not list processes in files. */
function servers(): number[] {
  const found: number[] = [];
  for (const id of readdirSync('/proc').filter(n => /^\d+$/.test(n))) {
    try {
      const parent = / \((?:.|\n)*\) \S (\d+)/.exec(` ${readFileSync(`/proc/${id}/stat`, 'utf8').replace(/^\d+/, '')}`)?.[1];
      if (Number(parent) === process.pid && /dist.server\.js/.test(readFileSync(`/proc/${id}/cmdline`, 'utf8'))) found.push(Number(id));
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}

/** The extension as its user meets it, through VS Code's own commands. */
export function defineTests(vscode: typeof Vscode): void {
  const folder = () => vscode.workspace.workspaceFolders![0]!.uri;
  const file = (path: string) => vscode.Uri.joinPath(folder(), path);
  const open = async (path: string) => vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file(path)));
  const positionOf = (document: Vscode.TextDocument, text: string, shift = 1) => document.positionAt(document.getText().indexOf(text) + shift);
  const execute = <T>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(command, ...args);

  async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
    for (let i = 0; i < 600; i++) {
      const found = await look();
      if (found) return found;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error(`waited in vain for ${what}`);
  }
  /** Gives a file the text it had, on disk too; the editor's own undo and revert work on whatever has the focus. */
  const restore = async (document: Vscode.TextDocument, text: string) => {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    await vscode.workspace.applyEdit(edit);
    await document.save();
    assert.equal(document.getText(), text);
  };
  const findings = (path: string) => vscode.languages.getDiagnostics(file(path)).filter(d => d.source === 'pipewright');
  const codeOf = (d: Vscode.Diagnostic) => (typeof d.code === 'object' ? d.code.value : d.code);
  const hoverText = async (document: Vscode.TextDocument, at: Vscode.Position) =>
    (await execute<Vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at)).flatMap(h => h.contents.map(c => (typeof c === 'string' ? c : c.value))).join('\n');

  describe('Pipewright in VS Code', () => {
    it('offers a feature branch on the first edit, and makes it', async () => {
      const head = async () => new TextDecoder().decode(await vscode.workspace.fs.readFile(file('.git/HEAD'))).trim();
      assert.equal(await head(), 'ref: refs/heads/main');
      const editor = await open('models/marts/customers.sql');
      await editor.edit(e => e.insert(new vscode.Position(0, 0), '-- new\n'));
      await until('the branch', async () => {
        await execute('notifications.showList');
        // Fails as long as the question has not come.
        await execute('notification.acceptPrimaryAction').then(undefined, () => {});
        return (await head()) === 'ref: refs/heads/feature/etl-customers';
      });
      assert.ok(editor.document.getText().startsWith('-- new'));
      await execute('notifications.clearAll');
      await execute('workbench.action.files.revert');
    });

    it('finds an unknown model and offers the one that was meant', async () => {
      const { document } = await open('models/marts/broken.sql');
      const before = document.getText();
      const unknown = () => findings('models/marts/broken.sql').find(d => codeOf(d) === 'unknown-ref');
      const finding = await until('the finding', unknown);
      const actions = await execute<Vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, finding.range);
      const fix = actions.find(a => a.title.includes('customers'));
      assert.ok(fix?.edit, actions.map(a => a.title).join());
      await vscode.workspace.applyEdit(fix.edit);
      await until('the finding to go', () => unknown() === undefined);
      assert.ok(document.getText().includes("ref('customers')"));
      await restore(document, before);
    });

    it('tells what a model is on hover', async () => {
      const { document } = await open('models/marts/customers.sql');
      const text = await until('the hover', async () => (await hoverText(document, positionOf(document, 'stg_receipts'))) || undefined);
      assert.match(text, /stg_receipts/);
      assert.match(text, /total/);
    });

    it('completes models inside ref', async () => {
      const editor = await open('models/marts/customers.sql');
      const at = positionOf(editor.document, "'stg_receipts'", 5);
      const list = await execute<Vscode.CompletionList>('vscode.executeCompletionItemProvider', editor.document.uri, at);
      assert.ok(list.items.some(i => (typeof i.label === 'string' ? i.label : i.label.label) === 'stg_receipts'));
    });

    it('goes from a model to its file, and from a column to where it comes from', async () => {
      const { document } = await open('models/marts/customers.sql');
      const links = await execute<(Vscode.Location | Vscode.LocationLink)[]>('vscode.executeDefinitionProvider', document.uri, positionOf(document, 'stg_receipts'));
      const target = links.map(l => ('targetUri' in l ? l.targetUri : l.uri).path);
      assert.ok(target.some(p => p.endsWith('models/staging/stg_receipts.sql')), target.join());
      const columns = await execute<(Vscode.Location | Vscode.LocationLink)[]>('vscode.executeDefinitionProvider', document.uri, positionOf(document, 'sum(total)', 5));
      assert.ok(columns.some(l => ('targetUri' in l ? l.targetUri : l.uri).path.endsWith('stg_receipts.sql')));
    });

    it('opens the lineage view beside the file, once', async () => {
      await open('models/marts/customers.sql');
      const views = () => vscode.window.tabGroups.all.flatMap(g => g.tabs).filter(t => t.input instanceof vscode.TabInputWebview && t.input.viewType.endsWith('pipewright.lineage'));
      await execute('pipewright.showLineage');
      await until('the view', () => views().length === 1);
      await execute('pipewright.showLineage', file('models/staging/stg_receipts.sql'));
      assert.equal(views().length, 1);
      await vscode.window.tabGroups.close(views());
      await execute('pipewright.lineage.focus');
      await execute('pipewright.catalogue.focus');
    });

    it('finds the references of a macro', async () => {
      const { document } = await open('macros/to_euros.sql');
      const found = await execute<Vscode.Location[]>('vscode.executeReferenceProvider', document.uri, positionOf(document, 'to_euros'));
      assert.ok(found.some(l => l.uri.path.endsWith('stg_receipts.sql')));
    });

    it('renames a model with its file and everything that names it', async () => {
      const { document } = await open('models/marts/customers.sql');
      const edit = await execute<Vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', document.uri, positionOf(document, 'stg_receipts'), 'stg_bills');
      await vscode.workspace.applyEdit(edit);
      await until('the renamed file', async () => {
        const files = await vscode.workspace.findFiles('models/staging/stg_bills.sql');
        return files.length === 1 || undefined;
      });
      assert.ok(document.getText().includes("ref('stg_bills')"));
      await vscode.workspace.saveAll();
    });

    it('outlines a properties file', async () => {
      const { document } = await open('models/marts/marts.yml');
      const symbols = await until('symbols', async () => {
        const found = await execute<Vscode.DocumentSymbol[] | undefined>('vscode.executeDocumentSymbolProvider', document.uri);
        return found && found.length > 0 ? found : undefined;
      });
      assert.equal(symbols[0]!.name, 'customers');
      assert.ok(symbols[0]!.children.some(c => c.name === 'customer_id'));
    });

    it('answers in unsaved text as the user types', async () => {
      const editor = await open('models/marts/broken.sql');
      const before = editor.document.getText();
      await editor.edit(e => e.replace(new vscode.Range(0, 0, editor.document.lineCount, 0), "select nothing_such from {{ ref('customers') }}\n"));
      await until('the unknown column', () => findings('models/marts/broken.sql').find(d => codeOf(d) === 'unknown-column'));
      await restore(editor.document, before);
    });

    it('has its commands', async () => {
      const commands = await vscode.commands.getCommands(true);
      for (const c of ['newPipeline', 'copyHandoff', 'generateDataDictionary', 'generateRunbook', 'reportIssue', 'showOverview', 'createFeatureBranch', 'showLineage', 'exportLineage', 'showLineageChanges', 'showCallHierarchy', 'filterCatalogue', 'clearCatalogueFilter', 'showImpact', 'showImpactAgainst', 'fixAllFile', 'fixAllWorkspace', 'restart', 'showLog']) assert.ok(commands.includes(`pipewright.${c}`), c);
    });

    it('shows the overview as a page', async () => {
      await execute('pipewright.showOverview');
      await until('the page', () => vscode.window.tabGroups.all.flatMap(g => g.tabs).find(t => /Pipewright Overview/.test(t.label)));
      await execute('workbench.action.closeActiveEditor');
    });

    it('copies what a colleague needs to know of a model', async () => {
      await open('models/marts/customers.sql');
      await vscode.env.clipboard.writeText('');
      void execute('pipewright.copyHandoff');
      const text = await until('the summary', async () => (await vscode.env.clipboard.readText()) || undefined);
      assert.match(text, /## customers/);
      assert.match(text, /\*\*Made from\*\*/);
      await execute('notifications.clearAll');
    });

    it('writes a data dictionary and a runbook', async () => {
      await execute('pipewright.generateDataDictionary', { folder: 'docs/data' });
      await execute('pipewright.generateRunbook', { folder: 'docs/data' });
      const text = async (path: string) => new TextDecoder().decode(await vscode.workspace.fs.readFile(file(path)));
      const index = await text('docs/data/data-dictionary.md');
      const page = /\(<(data-dictionary\/[^>#]+)#customers>\)/.exec(index)?.[1];
      assert.ok(page, index);
      const link = /\[models\/marts\/customers\.sql\]\(<([^>]+)>\)/.exec(await text(`docs/data/${page}`))?.[1];
      assert.ok(link);
      await vscode.workspace.fs.stat(vscode.Uri.joinPath(file(`docs/data/${page}`), '..', ...link.split('/')));
      assert.match(await text('docs/data/runbook.md'), /When it fails/);
      await execute('workbench.action.closeAllEditors');
      await vscode.workspace.fs.delete(file('docs'), { recursive: true });
    });

    it('starts a new model from the one that is open', async () => {
      await open('models/marts/customers.sql');
      await execute('pipewright.newPipeline', { template: 'dbt-model', name: 'rpt_customers' });
      const editor = await until('the new file', () => vscode.window.visibleTextEditors.find(e => e.document.uri.path.endsWith('rpt_customers.sql')));
      assert.match(editor.document.getText(), /\{\{ ref\('customers'\) \}\}/);
      await vscode.workspace.saveAll();
      for (const path of ['models/marts/rpt_customers.sql', 'models/marts/rpt_customers.yml']) assert.deepEqual(findings(path).filter(d => d.severity <= 1).map(d => d.message), []);
      await execute('workbench.action.closeAllEditors');
      for (const path of ['models/marts/rpt_customers.sql', 'models/marts/rpt_customers.yml']) await vscode.workspace.fs.delete(file(path));
    });

    it('prepares a report without any name from the project', async () => {
      await execute('pipewright.reportIssue');
      const text = vscode.window.activeTextEditor!.document.getText();
      assert.match(text, /Shape of the project/);
      assert.doesNotMatch(text, /stg_bills/);
      await execute('workbench.action.revertAndCloseActiveEditor');
    });

    it('shows what an unsaved edit breaks, as a page and as a finding', async () => {
      const editor = await open('models/staging/stg_bills.sql');
      const before = editor.document.getText();
      await editor.edit(e => e.replace(new vscode.Range(0, 0, editor.document.lineCount, 0), before.replace(/ *\{\{ to_euros.* as total,\n/, '')));
      await execute('pipewright.showImpact');
      const page = await until('the page', () => vscode.window.tabGroups.all.flatMap(g => g.tabs).find(t => /Pipewright Impact/.test(t.label)));
      await vscode.window.tabGroups.close(page);
      const finding = await until('the finding', () => findings('models/staging/stg_bills.sql').find(d => codeOf(d) === 'breaking-change'));
      const actions = await execute<Vscode.CodeAction[]>('vscode.executeCodeActionProvider', editor.document.uri, finding.range);
      assert.ok(actions.some(a => a.command?.command === 'pipewright.showImpact'), actions.map(a => a.title).join());
      const { document } = await open('models/staging/stg_bills.sql');
      await restore(document, before);
    });

    it('answers assistants', async () => {
      const tools = vscode.lm.tools.filter(t => t.name.startsWith('pipewright_')).map(t => t.name.slice('pipewright_'.length));
      assert.deepEqual(tools.sort(), ['describe_dataset', 'find_datasets', 'findings', 'impact', 'lineage']);
      const result = await vscode.lm.invokeTool('pipewright_describe_dataset', { input: { name: 'customers' }, toolInvocationToken: undefined });
      const text = result.content.map(p => (p instanceof vscode.LanguageModelTextPart ? p.value : '')).join('');
      assert.match(text, /# customers \(dbt model/);
    });

    it('shows who uses a model from its code lens', async () => {
      const { document } = await open('models/staging/stg_bills.sql');
      const lens = await until('the lens', async () => (await execute<Vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri)).find(l => /^\d+ references?$/.test(l.command?.title ?? '')));
      await execute(lens.command!.command, ...lens.command!.arguments!);
      await execute('closeReferenceSearch');
    });

    it('finds a model by its name', async () => {
      const symbols = await execute<Vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', 'stg_bills');
      assert.ok(symbols.some(s => s.name === 'stg_bills' && s.location.uri.path.endsWith('stg_bills.sql')), symbols.map(s => s.name).join());
    });

    it('shows the signature of a macro', async () => {
      const editor = await open('models/staging/stg_bills.sql');
      const help = await execute<Vscode.SignatureHelp>('vscode.executeSignatureHelpProvider', editor.document.uri, positionOf(editor.document, "to_euros('", 10), '(');
      assert.match(help.signatures[0]!.label, /^to_euros\(/);
    });

    it('follows its settings without a restart', async () => {
      await open('models/marts/broken.sql');
      const severity = () => findings('models/marts/broken.sql').find(d => codeOf(d) === 'unknown-ref')?.severity;
      await until('the error', () => severity() === vscode.DiagnosticSeverity.Error);
      const settings = vscode.workspace.getConfiguration('pipewright');
      await settings.update('rules', { 'unknown-ref': 'warning' }, vscode.ConfigurationTarget.Workspace);
      await until('the warning', () => severity() === vscode.DiagnosticSeverity.Warning);
      await settings.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
      await until('the error again', () => severity() === vscode.DiagnosticSeverity.Error);
    });

    it('fixes all in a file', async () => {
      const { document } = await open('models/staging/sources.yml');
      const before = document.getText();
      await until('the finding', () => findings('models/staging/sources.yml').find(d => codeOf(d) === 'property-moved-to-config'));
      await execute('pipewright.fixAllFile');
      await until('the fix', () => /config:\s+meta:/.test(document.getText()));
      await restore(document, before);
    });

    it('fixes on save where the user wants it', async () => {
      const { document } = await open('models/staging/sources.yml');
      const kind = await until('the action', async () => (await execute<Vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, new vscode.Range(0, 0, 0, 0), 'source.fixAll.pipewright'))[0]?.kind?.value);
      assert.equal(kind, 'source.fixAll.pipewright');
    });

    it('takes refs along when a file is renamed in the explorer', async () => {
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(file('models/staging/stg_bills.sql'), file('models/staging/stg_tickets.sql'));
      await vscode.workspace.applyEdit(edit);
      const customers = await vscode.workspace.openTextDocument(file('models/marts/customers.sql'));
      await until('the refs', () => customers.getText().includes("ref('stg_tickets')"));
      await vscode.workspace.saveAll();
    });

    it('makes a branch by its command', async () => {
      await open('models/marts/customers.sql');
      const head = async () => new TextDecoder().decode(await vscode.workspace.fs.readFile(file('.git/HEAD'))).trim();
      const before = await head();
      void execute('pipewright.createFeatureBranch');
      await until('another branch', async () => {
        await execute('workbench.action.acceptSelectedQuickOpenItem');
        return (await head()) !== before;
      });
      assert.match(await head(), /^ref: refs\/heads\/feature\//);
      await execute('notifications.clearAll');
    });

    const read = async (path: string) => (await vscode.workspace.openTextDocument(file(path))).getText();
    const remove = (path: string) => vscode.workspace.fs.delete(file(path), { recursive: true });
    /** Says yes to the change that is shown. */
    const agree = async (done: () => Promise<boolean>) => {
      await until('the proposed change', () => vscode.window.tabGroups.all.flatMap(g => g.tabs).find(t => t.input instanceof vscode.TabInputTextDiff && t.label.includes('Proposed')));
      await until('the change', async () => {
        await execute('notifications.showList');
        await execute('notification.acceptPrimaryAction').then(undefined, () => {});
        return done();
      });
      await execute('notifications.clearAll');
    };

    it('adds the checks that a model should have, where the project keeps its own', async () => {
      const marts = await vscode.workspace.openTextDocument(file('models/marts/marts.yml'));
      const before = marts.getText();
      await restore(marts, before.replace(/ *data_tests:\n *- not_null\n *- unique\n/, ''));
      await open('models/marts/customers.sql');
      await execute('notifications.clearAll');
      void execute('pipewright.addDataQualityChecks');
      await until('the question where to', async () => {
        await execute('workbench.action.acceptSelectedQuickOpenItem');
        return vscode.window.tabGroups.all.flatMap(g => g.tabs).some(t => t.label.includes('Proposed'));
      });
      assert.doesNotMatch(marts.getText(), /not_null/, 'nothing is written before the user says so');
      await agree(async () => /data_tests:\s+- (not_null|unique)/.test(marts.getText()));
      assert.ok(marts.isDirty);
      await restore(marts, before);
      await open('models/marts/customers.sql');
      await execute('pipewright.addDataQualityChecks', { tool: 'dbt' });
      assert.equal(marts.getText(), before, 'what is there is not added again');
      await execute('notifications.clearAll');
    });

    it('converts checks', async () => {
      await open('models/marts/customers.sql');
      await execute('pipewright.convertChecks', { tool: 'soda' });
      assert.match(await read('soda/customers.yml'), /checks for customers:\n( {2}- .*\n)* {2}- missing_count\(customer_id\) = 0/);
      await vscode.workspace.saveAll();
      assert.deepEqual(findings('soda/customers.yml').filter(d => d.severity === 0), []);
      await remove('soda');
      await execute('workbench.action.closeActiveEditor');
    });

    it('generates a data contract, and brings one into the model', async () => {
      await open('models/marts/customers.sql');
      await execute('pipewright.generateDataContract');
      const contract = 'contracts/customers.odcs.yaml';
      const editor = await until('the contract', () => vscode.window.visibleTextEditors.find(e => e.document.uri.path.endsWith(contract)));
      assert.match(editor.document.getText(), /apiVersion: v3[\s\S]*- name: revenue/);
      await editor.edit(e => e.insert(positionOf(editor.document, '- name: revenue', '- name: revenue'.length), '\n        description: All that was paid.'));
      await vscode.workspace.saveAll();
      assert.deepEqual(findings(contract).filter(d => d.severity === 0), []);

      const marts = await vscode.workspace.openTextDocument(file('models/marts/marts.yml'));
      const before = marts.getText();
      await open('models/marts/customers.sql');
      await execute('notifications.clearAll');
      const synced = execute('pipewright.syncDataContract');
      await agree(async () => /name: revenue\n\s+description: All that was paid\./.test(marts.getText()));
      await synced;
      await restore(marts, before);
      await remove('contracts');
    });

    it('profiles a data file and adds the checks that hold', async () => {
      const seeds = await vscode.workspace.openTextDocument(file('seeds/seeds.yml'));
      const before = seeds.getText();
      await execute('notifications.clearAll');
      void execute('pipewright.profileData', file('seeds/countries.csv'));
      await until('the page', () => vscode.window.tabGroups.all.flatMap(g => g.tabs).find(t => /Pipewright Profile/.test(t.label)));
      await until('the offer', async () => {
        await execute('notifications.showList');
        await execute('notification.acceptPrimaryAction').then(undefined, () => {});
        return vscode.window.tabGroups.all.flatMap(g => g.tabs).some(t => t.label.includes('Proposed'));
      });
      await agree(async () => /data_tests:\s+- (not_null|unique)/.test(seeds.getText()));
      await restore(seeds, before);
      await execute('workbench.action.closeAllEditors');
    });

    it('shows what changed since a commit of choice', async () => {
      await open('models/marts/customers.sql');
      void execute('pipewright.showImpactAgainst');
      await until('the page', async () => {
        await execute('workbench.action.acceptSelectedQuickOpenItem');
        return vscode.window.tabGroups.all.flatMap(g => g.tabs).find(t => /Pipewright Impact/.test(t.label));
      });
      await execute('workbench.action.closeAllEditors');
    });

    it('shows its log', async () => {
      await execute('pipewright.showLog');
      await until('the log', () => vscode.window.visibleTextEditors.find(e => e.document.uri.scheme === 'output'));
      await execute('workbench.action.closePanel');
    });

    it('shows lineage as a call hierarchy', async () => {
      const { document } = await open('models/marts/customers.sql');
      const items = await execute<Vscode.CallHierarchyItem[]>('vscode.prepareCallHierarchy', document.uri, positionOf(document, 'stg_'));
      assert.match(items[0]!.name, /^stg_/);
      await execute('pipewright.showCallHierarchy');
    });

    it('searches the catalogue, and opens what is found', async () => {
      await execute('workbench.action.closeAllEditors');
      await execute('pipewright.catalogue.focus');
      await execute('pipewright.filterCatalogue', { text: 'countries' });
      await until('the seed', async () => {
        // Fails as long as the tree is being made.
        for (const c of ['pipewright.catalogue.focus', 'list.focusFirst', 'list.focusDown', 'list.select']) await execute(c).then(undefined, () => {});
        return vscode.window.activeTextEditor?.document.uri.path.match(/seeds\/(countries\.csv|seeds\.yml)$/) ?? undefined;
      });
      await execute('pipewright.clearCatalogueFilter');
      await execute('workbench.action.closeAllEditors');
    });

    it('takes its server up again when that dies, with the text as it is typed', async () => {
      const { document } = await open('models/marts/broken.sql');
      const before = document.getText();
      await until('the finding', () => findings('models/marts/broken.sql').length > 0 || undefined);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), "select 1 as one from {{ ref('unsaved_and_unknown') }}\n");
      await vscode.workspace.applyEdit(edit);
      const mentions = () => findings('models/marts/broken.sql').find(d => d.message.includes('unsaved_and_unknown'));
      await until('the finding of the unsaved text', mentions);
      const killed = servers();
      assert.ok(killed.length > 0, 'no server was found');
      for (const pid of killed) process.kill(pid, 'SIGKILL');
      await until('another server', () => servers().find(pid => !killed.includes(pid)));
      await until('its findings', async () => (await execute<Vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, new vscode.Range(0, 0, 0, 60))) && mentions());
      const other = await vscode.workspace.openTextDocument(file('models/marts/customers.sql'));
      await until('a hover', async () => (await hoverText(other, positionOf(other, 'stg_'))).includes('stg_'));
      await restore(document, before);
    });

    it('starts again', async () => {
      await execute('pipewright.restart');
      await open('models/marts/broken.sql');
      await until('findings after the restart', () => findings('models/marts/broken.sql').length > 0 || undefined);
    });
  });
}
