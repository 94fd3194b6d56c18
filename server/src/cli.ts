import path from 'node:path';
import { nodeIo } from './cli/node';
import { openFolder } from './cli/open';
import { runCli } from './cli/run';
import { growSlowly } from './host/heap';
import { readTextSync } from './host/read';
import { docsUrl } from './docs';
import { rules } from './rules';

growSlowly();

/** The version of the package this file is shipped in. */
function version(): string {
  const read = readTextSync(path.join(__dirname, '..', 'package.json'));
  return read.ok ? (JSON.parse(read.text) as { version: string }).version : 'of unknown version';
}

/** The lineage page, which the build puts beside this file. */
function lineagePage(): { script: string; style: string } | null {
  const [script, style] = ['lineage.js', 'lineage.css'].map(name => readTextSync(path.join(__dirname, 'webview', name)));
  return script?.ok && style?.ok ? { script: script.text, style: style.text } : null;
}

/** Loaded only when asked for: nothing else needs the protocol. It ends the process itself when the client leaves. */
async function languageServer(): Promise<number> {
  await import('./main');
  return new Promise<number>(() => {});
}

/** Loaded only when asked for. The root is read as for every other command. */
async function mcp(root: string): Promise<number> {
  const { serveMcp } = await import('./mcp/serve');
  const say = (message: string) => void process.stderr.write(`pipewright: ${message}\n`);
  await serveMcp({ root, version: version(), input: process.stdin, output: process.stdout, log: { info: () => {}, error: say } });
  return 0;
}

const status = runCli(process.argv.slice(2), nodeIo(process), { version: version(), rules, docs: docsUrl, openWorkspace: openFolder, languageServer, mcp, lineagePage });
// The process ends by itself once all output has left: exiting here would cut off what a slow reader has not taken.
void status.then(code => {
  process.exitCode = code;
});
