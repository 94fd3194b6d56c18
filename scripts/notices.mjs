// Writes THIRD_PARTY_NOTICES: whose code is in the bundles, under which licence, with its text.
//   node scripts/notices.mjs          writes
//   node scripts/notices.mjs --check  says if it is stale and exits with 1
// Only licences that ask for nothing but a notice may be bundled, and no compiled code (WebAssembly); anything else ends with 1.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { programs } from './programs.mjs';

const PERMISSIVE = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0', 'Unlicense', 'CC0-1.0']);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Folders of packages that give a bundle code. */
const folders = new Set();
const made = programs(root, false);
const page = made.find(p => p.platform === 'browser');
for (const options of [...made, { ...page, entryPoints: ['view/src/layoutWorker.ts'], outfile: 'dist/webview/worker.js' }]) {
  const { metafile, outputFiles } = await build({ ...options, write: false, metafile: true, sourcemap: false });
  // The second is how every module of WebAssembly begins, in base 64.
  const compiled = outputFiles.find(f => /\bWebAssembly\b|AGFzbQ/.test(f.text));
  if (compiled) {
    console.error(`${options.outfile} holds compiled code (WebAssembly).`);
    process.exit(1);
  }
  for (const output of Object.values(metafile.outputs))
    for (const [file, { bytesInOutput }] of Object.entries(output.inputs)) {
      const at = file.lastIndexOf('node_modules/');
      if (at < 0 || bytesInOutput === 0) continue;
      const inside = file.slice(at + 'node_modules/'.length).split('/');
      folders.add(file.slice(0, at) + 'node_modules/' + inside.slice(0, inside[0].startsWith('@') ? 2 : 1).join('/'));
    }
}

const packages = [...folders].map(folder => {
  const { name, version, license } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const file = readdirSync(path.join(root, folder)).find(f => /^(licen[cs]e|copying)/i.test(f));
  return { name, version, license, text: file ? readFileSync(path.join(root, folder, file), 'utf8').replace(/\r\n/g, '\n').trim() : null };
}).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

const refused = packages.filter(p => !PERMISSIVE.has(p.license));
if (refused.length > 0) {
  console.error(`Not to be bundled: ${refused.map(p => `${p.name} (${p.license})`).join(', ')}`);
  process.exit(1);
}

const rule = '-'.repeat(80);
const text = `Pipewright contains code of the packages below, each under the licence that follows its name.\nWritten by scripts/notices.mjs from what is bundled.\n\n${packages.map(p => `${rule}\n${p.name} ${p.version} (${p.license})\n${rule}\n\n${p.text ?? `The package has no licence text; its manifest says ${p.license}.`}\n`).join('\n')}`;
const target = path.join(root, 'THIRD_PARTY_NOTICES');
const before = existsSync(target) ? readFileSync(target, 'utf8') : null;
if (before !== text) {
  if (process.argv.includes('--check')) {
    console.error('THIRD_PARTY_NOTICES is stale, run "node scripts/notices.mjs".');
    process.exit(1);
  }
  writeFileSync(target, text);
}
