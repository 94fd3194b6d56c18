// What can be translated: the texts of the manifest, and those that the client and the page of the lineage view show.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * The texts of a manifest by key, and the manifest with `%key%` in their places, as an editor wants it beside
 * package.nls.json. The manifest in the repository keeps its texts, so that it can be read; packaging puts the keys in.
 * Left in English: the list of rules, whose pages are English too, and what only assistants read.
 */
export function nlsOf(manifest) {
  const table = {};
  const take = (object, name, key) => {
    if (typeof object?.[name] !== 'string') return;
    table[key] = object[name];
    object[name] = `%${key}%`;
  };
  const keyed = structuredClone(manifest);
  take(keyed, 'displayName', 'displayName');
  take(keyed, 'description', 'description');
  const c = keyed.contributes;
  for (const command of c.commands ?? []) take(command, 'title', `command.${command.command}`);
  take(c.configuration, 'title', 'configuration.title');
  for (const [name, setting] of Object.entries(c.configuration?.properties ?? {})) {
    for (const part of ['description', 'markdownDescription', 'deprecationMessage']) take(setting, part, `setting.${name}.${part}`);
    for (const part of ['enumDescriptions', 'markdownEnumDescriptions', 'enumItemLabels']) for (const i of (setting[part] ?? []).keys()) take(setting[part], i, `setting.${name}.${part}.${i}`);
  }
  for (const containers of Object.values(c.viewsContainers ?? {})) for (const v of containers) take(v, 'title', `viewsContainer.${v.id}`);
  for (const views of Object.values(c.views ?? {})) for (const v of views) for (const part of ['name', 'contextualTitle']) take(v, part, `view.${v.id}.${part}`);
  const welcomes = new Map();
  for (const w of c.viewsWelcome ?? []) {
    welcomes.set(w.view, (welcomes.get(w.view) ?? 0) + 1);
    take(w, 'contents', `viewsWelcome.${w.view}.${welcomes.get(w.view)}`);
  }
  for (const w of c.walkthroughs ?? []) {
    for (const part of ['title', 'description']) take(w, part, `walkthrough.${w.id}.${part}`);
    for (const step of w.steps) {
      for (const part of ['title', 'description']) take(step, part, `walkthrough.${w.id}.${step.id}.${part}`);
      take(step.media, 'altText', `walkthrough.${w.id}.${step.id}.altText`);
    }
  }
  for (const tool of c.languageModelTools ?? []) for (const part of ['displayName', 'userDescription']) take(tool, part, `tool.${tool.name}.${part}`);
  for (const type of c.taskDefinitions ?? []) take(type, 'description', `task.${type.type}`);
  return { table, keyed };
}

/** Calls that show a text, by folder: which of their arguments are texts. */
const CALLS = { 'client/src': { 'vscode.l10n.t': [0] }, 'view/src': { t: [0], counted: [1, 2] } };

/** The texts of the client and its pages, sorted. Throws where one is no literal: it could not be found by its translation. */
export function bundleOf(root) {
  const texts = new Set();
  for (const [folder, calls] of Object.entries(CALLS)) {
    for (const file of readdirSync(path.join(root, folder), { recursive: true })) {
      if (!String(file).endsWith('.ts')) continue;
      const name = path.posix.join(folder, String(file).replaceAll('\\', '/'));
      const source = ts.createSourceFile(name, readFileSync(path.join(root, name), 'utf8'), ts.ScriptTarget.Latest, true);
      const visit = node => {
        if (ts.isCallExpression(node) && name !== 'view/src/words.ts') {
          for (const at of calls[node.expression.getText(source)] ?? []) {
            const text = node.arguments[at];
            if (!text || !ts.isStringLiteralLike(text)) throw new Error(`${name}: the text of ${node.getText(source).slice(0, 60)} is no literal`);
            texts.add(text.text);
          }
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
  }
  return Object.fromEntries([...texts].sort((a, b) => (a < b ? -1 : 1)).map(t => [t, t]));
}
