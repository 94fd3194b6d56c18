import { itemsOf, valueOf } from '../../syntax/yaml';
import { closest } from '../../text/fuzzy';
import { declareJob, type Reading, scalar, texts, toolFormat } from './file';
import { jobKey, partKey } from './names';

/** Projects of Meltano: extractors, loaders, jobs and schedules. */
export const meltano = toolFormat({
  id: 'meltano',
  extensions: ['yml', 'yaml'],
  schema: 'pipelines/meltano',
  recognises: (path, head) => /(^|\/|\.)meltano\.ya?ml$/.test(path) || (/^plugins:/m.test(head) && /^\s+(extractors|loaders):/m.test(head)),
  extract,
});

const KINDS = ['extractors', 'loaders', 'transformers', 'orchestrators', 'transforms', 'utilities', 'mappers', 'mappings', 'files'] as const;

function extract(file: Reading): void {
  const { root, path, draft } = file;
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const known = new Set<string>();
  for (const kind of KINDS) {
    for (const item of itemsOf(valueOf(valueOf(root, 'plugins'), kind))) {
      const name = scalar(item, 'name');
      if (!name) continue;
      known.add(name.text);
      draft.declare({ id: partKey('meltano', folder, name.text), kind: 'symbol', type: `meltano.${kind.slice(0, -1)}`, role: 'defines', name: name.text, keys: [], nameSpan: name.span, span: item.span, parent: null, path: null, attributes: { more: { facts: [scalar(item, 'variant')?.text ?? ''].filter(f => f !== '') } }, columns: [], columnsComplete: false });
      const parent = scalar(item, 'inherit_from');
      if (parent) refer(file, folder, parent, null);
    }
  }
  // Plugins of included files and mappings are not in sight.
  const whole = valueOf(root, 'include_paths') === null && /(^|\/)meltano\.ya?ml$/.test(path);
  const scheduled = new Map<string, string>();
  for (const s of itemsOf(valueOf(root, 'schedules'))) {
    const job = scalar(s, 'job');
    const interval = scalar(s, 'interval');
    if (job && interval) scheduled.set(job.text, interval.text);
    const [extractor, loader] = [scalar(s, 'extractor'), scalar(s, 'loader')];
    const name = scalar(s, 'name');
    if (!name || !extractor || !loader) continue;
    const id = declareJob(file, 'meltano', name.text, name.span, s.span, { id: jobKey('meltano', `${folder}:${name.text}`), type: 'meltano.schedule', schedule: interval?.text ?? null, facts: [`${extractor.text} to ${loader.text}`] });
    for (const p of [extractor, loader]) {
      refer(file, folder, p, id);
      unknown(file, p, known, whole);
    }
  }
  for (const item of itemsOf(valueOf(root, 'jobs'))) {
    const name = scalar(item, 'name');
    if (!name) continue;
    const id = declareJob(file, 'meltano', name.text, name.span, item.span, { id: jobKey('meltano', `${folder}:${name.text}`), type: 'meltano.job', schedule: scheduled.get(name.text) ?? null, facts: texts(item, 'tasks').slice(0, 5).map(t => t.text) });
    for (const t of texts(item, 'tasks')) {
      let from = 0;
      for (const word of t.text.split(/\s+/)) {
        const plugin = word.split(':')[0]!;
        const start = t.span.start + t.text.indexOf(word, from);
        from = t.text.indexOf(word, from) + word.length;
        const at = { text: plugin, span: t.span.end - t.span.start === t.text.length ? { start, end: start + plugin.length } : t.span };
        if (!/^(tap|target)-/.test(plugin)) continue;
        refer(file, folder, at, id);
        unknown(file, at, known, whole);
      }
    }
  }
}

function refer({ draft }: Reading, folder: string, at: { readonly text: string; readonly span: { readonly start: number; readonly end: number } }, from: string | null): void {
  draft.refer({ targets: [partKey('meltano', folder, at.text)], type: 'meltano.plugin', name: at.text, span: at.span, fullSpan: at.span, from, role: 'uses', certainty: 'likely' });
}

function unknown({ draft }: Reading, at: { readonly text: string; readonly span: { readonly start: number; readonly end: number } }, known: ReadonlySet<string>, whole: boolean): void {
  if (!whole || known.has(at.text)) return;
  const near = closest(at.text, [...known]);
  draft.problem('meltano-unknown-plugin', at.span, `There is no ${at.text.startsWith('tap') ? 'extractor' : 'loader'} '${at.text}' in this project${near[0] ? `; did you mean '${near[0]}'?` : ''}`, { near });
}
