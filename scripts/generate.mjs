// Writes what is made from the sources: the list of rules, their pages, in package.json the settings of rules and the tools
// for assistants, and the lists of all texts that can be translated.
//   node scripts/generate.mjs          writes
//   node scripts/generate.mjs --check  says what is stale and exits with 1
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const check = process.argv.includes('--check');
const stale = [];

function emit(file, text) {
  const full = path.join(root, file);
  const before = existsSync(full) ? readFileSync(full, 'utf8') : null;
  if (before === text) return;
  if (check) stale.push(file);
  else {
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
}

// The list of rules: one file a rule, in the order of their names.
const ruleFiles = readdirSync(path.join(root, 'server/src/rules')).filter(f => /^[a-z0-9-]+\.ts$/.test(f) && f !== 'index.ts').map(f => f.slice(0, -3)).sort();
const camel = id => id.replace(/-([a-z0-9])/g, (_, c) => c.toUpperCase());
emit(
  'server/src/rules/index.ts',
  `// Written by scripts/generate.mjs from the files in this folder.\nimport type { Rule } from '../model/rule';\n${ruleFiles.map(f => `import { rule as ${camel(f)} } from './${f}';\n`).join('')}\nexport const rules: readonly Rule[] = [${ruleFiles.map(f => `\n  ${camel(f)},`).join('')}\n];\n`,
);

// The rules themselves, to write their pages and settings.
const bundle = path.join(root, 'out/generate/rules.mjs');
await build({ absWorkingDir: root, entryPoints: ['server/src/rules/index.ts'], outfile: bundle, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
const { rules } = await import(`${pathToFileURL(bundle)}?${Date.now()}`);

const { rulePage, ruleIndex, settingsBlock } = await import('./pages.mjs');
for (const rule of rules) emit(`docs/rules/${rule.id}.md`, rulePage(rule));
emit('docs/rules/README.md', ruleIndex(rules));
if (existsSync(path.join(root, 'docs/rules')))
  for (const f of readdirSync(path.join(root, 'docs/rules'))) {
    if (f === 'README.md' || rules.some(r => `${r.id}.md` === f)) continue;
    if (check) stale.push(`docs/rules/${f}`);
    else rmSync(path.join(root, 'docs/rules', f));
  }

// The tools for assistants, which the manifest has to declare.
const toolBundle = path.join(root, 'out/generate/tools.mjs');
await build({ absWorkingDir: root, entryPoints: ['server/src/features/tools/index.ts'], outfile: toolBundle, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
const { TOOLS } = await import(`${pathToFileURL(toolBundle)}?${Date.now()}`);
const toolBlock = tool => ({
  name: `pipewright_${tool.name}`,
  displayName: tool.title,
  toolReferenceName: `pipewright${tool.title.replace(/ /g, '')}`,
  canBeReferencedInPrompt: true,
  icon: tool.icon,
  userDescription: tool.summary,
  modelDescription: tool.description,
  tags: ['pipewright', 'data', 'lineage'],
  inputSchema: tool.input,
});

// The formats, to tell the editor which files are theirs and when to start.
const formatBundle = path.join(root, 'out/generate/formats.mjs');
await build({ absWorkingDir: root, entryPoints: ['server/src/formats/index.ts'], outfile: formatBundle, bundle: true, platform: 'node', format: 'esm', mainFields: ['module', 'main'], logLevel: 'warning', loader: { '.md': 'text', '.css': 'text' }, banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" } });
const { formats } = await import(`${pathToFileURL(formatBundle)}?${Date.now()}`);
const { activationEvents, filesSource } = await import('./activation.mjs');
emit('client/src/endings.ts', filesSource(formats));

const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const block = settingsBlock(rules);
const configuration = manifest.contributes?.configuration;
if (configuration) {
  configuration.properties['pipewright.rules'] = block;
  manifest.activationEvents = activationEvents(formats);
  manifest.contributes.languageModelTools = TOOLS.map(toolBlock);
  emit('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
}

// What translators work from.
const { bundleOf, nlsOf } = await import('./l10n.mjs');
emit('package.nls.json', `${JSON.stringify(nlsOf(manifest).table, null, 2)}\n`);
emit('l10n/bundle.l10n.json', `${JSON.stringify(bundleOf(root), null, 2)}\n`);

if (stale.length > 0) {
  console.error(`Stale, run "npm run generate": ${stale.join(', ')}`);
  process.exit(1);
}
