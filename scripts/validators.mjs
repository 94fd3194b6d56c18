// An esbuild plugin that puts the schemas' validators into the bundle as code, so that none is compiled at start.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
let code = null;

/** JavaScript (an ES module) that exports `precompiled`. */
export async function validatorCode(root) {
  if (code) return code;
  const dir = mkdtempSync(path.join(os.tmpdir(), 'pipewright-validators-'));
  try {
    const entry = path.join(dir, 'entry.ts');
    writeFileSync(
      entry,
      `import standalone from 'ajv/dist/standalone';\nimport { engine } from ${JSON.stringify(path.join(root, 'server/src/syntax/jsonSchema/compile'))};\nimport { SCHEMA_NAMES, schemaOf } from ${JSON.stringify(path.join(root, 'server/src/syntax/jsonSchema/schemas'))};\nconst ajv = engine(true);\nconst ids = Object.fromEntries(SCHEMA_NAMES.map((n, i) => ['v' + i, schemaOf(n).$id]));\nexport const source = standalone(ajv, ids);\nexport const names = SCHEMA_NAMES;\n`,
    );
    const out = path.join(dir, 'entry.cjs');
    await build({ entryPoints: [entry], outfile: out, bundle: true, platform: 'node', format: 'cjs', logLevel: 'warning', nodePaths: [path.join(root, 'node_modules')], mainFields: ['module', 'main'] });
    const { source, names } = require(out);
    code = `${source}\nexport const precompiled = { ${names.map((n, i) => `${JSON.stringify(n)}: v${i}`).join(', ')} };\n`;
    return code;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

export const validators = root => ({
  name: 'validators',
  setup(b) {
    b.onLoad({ filter: /jsonSchema[\\/]precompiled\.ts$/ }, async () => ({ contents: await validatorCode(root), loader: 'js', resolveDir: root }));
  },
});
