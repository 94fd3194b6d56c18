import type { Statement } from '../../../model/query';
import type { Checked } from '.';
import { misspelt } from './options';

const PUBLISHED = ['insert', 'update', 'delete', 'truncate'];
const PUBLICATION_OPTIONS = ['publish', 'publish_via_partition_root', 'publish_generated_columns'];
const PLUGINS = ['pgoutput', 'test_decoding', 'decoderbufs', 'wal2json'];

/** What PostgreSQL refuses in publications and replication slots, which hand changes to others. */
export function checkPostgres({ draft, text }: Checked, statement: Statement): void {
  if (statement.kind !== 'create_other' && statement.kind !== 'alter' && statement.kind !== 'select') return;
  const words = text.slice(statement.span.start, statement.span.end);
  if (/^\s*(?:create|alter)\s+publication\b/i.test(words)) publication(draft, words, statement.span.start);
  for (const call of words.matchAll(/\bpg_create_(?:logical|physical)_replication_slot\s*\(\s*'([^']*)'(?:\s*,\s*'([^']*)')?/gi)) {
    const name = call[1]!;
    const at = statement.span.start + call.index + call[0].indexOf(`'${name}'`) + 1;
    if (!/^[a-z0-9_]{1,63}$/.test(name)) draft.problem('postgres-replication-invalid', { start: at, end: at + name.length }, 'The name of a replication slot has up to 63 of a-z, 0-9 and _');
    const plugin = call[2];
    const meant = plugin === undefined ? null : misspelt(plugin, PLUGINS);
    if (plugin !== undefined && meant !== null) {
      const from = statement.span.start + call.index + call[0].lastIndexOf(`'${plugin}'`) + 1;
      draft.problem('postgres-replication-invalid', { start: from, end: from + plugin.length }, `There is no output plugin '${plugin}'. Did you mean '${meant}'?`);
    }
  }
}

function publication(draft: Checked['draft'], words: string, start: number): void {
  const whole = /\b(?:with|set)\s*\(([^()]*)\)\s*;?\s*$/i.exec(words);
  if (!whole) return;
  for (const option of whole[1]!.matchAll(/\b([a-z_]+)\s*=\s*('[^']*'|[\w-]+)/gi)) {
    const at = start + whole.index + whole[0].indexOf('(') + 1 + option.index;
    const span = { start: at, end: at + option[0].length };
    const name = option[1]!.toLowerCase();
    const chosen = option[2]!.replace(/'/g, '');
    if (!PUBLICATION_OPTIONS.includes(name)) draft.problem('postgres-replication-invalid', span, `A publication has no option '${option[1]!}': there are ${PUBLICATION_OPTIONS.join(', ')}`);
    else if (name === 'publish') {
      const wrong = chosen.split(',').map(c => c.trim().toLowerCase()).filter(c => c !== '').find(c => !PUBLISHED.includes(c));
      if (wrong !== undefined) draft.problem('postgres-replication-invalid', span, `'${wrong}' can't be published: there are ${PUBLISHED.join(', ')}`);
    } else if (name === 'publish_via_partition_root' && !/^(?:true|false|on|off|0|1|yes|no|t|f|y|n)$/i.test(chosen)) draft.problem('postgres-replication-invalid', span, `${name} is true or false`);
  }
}
