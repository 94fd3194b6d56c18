// Runs our own command line, as built in dist/ (or another one, named by PIPEWRIGHT_CLI), and reads its JSON.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './python.mjs';

/** The command line that is laid beside the real tools. */
export const cli = process.env.PIPEWRIGHT_CLI ?? path.join(root, 'dist/cli.js');

/** `pipewright lineage --format json --columns` of a folder. Throws with what it wrote to standard error. */
export function lineage(folder) {
  return json(['lineage', '--format', 'json', '--columns', '--no-cache', '--root', folder]);
}

/** The diagnostics of `pipewright check` of a folder, from hints upwards. */
export async function check(folder) {
  return (await json(['check', '--format', 'json', '--severity', 'hint', '--fail-on', 'error', '--no-cache', '--root', folder])).diagnostics;
}

function json(args) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const out = [];
    let complaint = '';
    child.stdout.on('data', data => out.push(data));
    child.stderr.on('data', data => {
      complaint = (complaint + data).slice(-2000);
    });
    child.on('error', fail);
    child.on('close', status => {
      try {
        done(JSON.parse(Buffer.concat(out).toString('utf8')));
      } catch {
        fail(new Error(`pipewright ${args[0]} ended with ${status}: ${complaint.trim() || 'no output'}`));
      }
    });
  });
}

/** Calls `work` for every item, `width` at a time; the answers in the order of the items. */
export async function inParallel(items, width, work) {
  const answers = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const i = next++;
      answers[i] = await work(items[i]);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return answers;
}
