// Entry of the suite inside VS Code: exports run(), used unchanged by @vscode/test-electron and by code-server.
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import { defineTests } from './tests';

export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 120_000 });
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, 'suite', mocha);
  defineTests(vscode);
  return new Promise((resolve, reject) => {
    const runner = mocha.run(failed => {
      const stats = runner.stats;
      const file = process.env['E2E_RESULTS'];
      if (file && stats) writeFileSync(file, JSON.stringify({ passed: stats.passes, failed: stats.failures, pending: stats.pending }));
      if (failed) reject(new Error(`${failed} tests failed`));
      else resolve();
    });
  });
}
