import { type Facts, NO_FACTS } from '../../../model/facts';
import type { Document } from '../../../model/format';
import type { Json, Key } from '../../../model/key';
import { readSuppressions } from '../../../model/suppression';
import { validate } from '../../../syntax/jsonSchema';
import { foldsOf, itemsOf, mergedPairs, readYaml, textOf, valueOf, type YamlNode } from '../../../syntax/yaml';
import type { Span } from '../../../text/span';
import { Draft } from '../../shared/draft';
import { deploymentKey, poolKey } from '../names';
import { factsOf, scheduleFault } from './deployments';
import { entrypointTargets, filesOf, parseEntrypoint } from './entrypoint';

/** The facts of a `prefect.yaml`: its deployments, and where it breaks its schema. */
export function extractYaml({ path, text }: Document): Facts {
  const yaml = readYaml(text);
  const draft = new Draft();
  draft.suppressions = readSuppressions(text, yaml.comments);
  for (const p of yaml.problems) draft.problem(p.rule, p.span, p.message, p.data);
  const strict = isStrict(scalar(valueOf(yaml.root, 'prefect-version'))?.text ?? null);
  for (const p of validate('prefect/prefect', yaml.root)) {
    const severity = p.data.verdict === 'rejects' && strict ? 'error' : 'warning';
    draft.problems.push({ rule: p.rule, span: p.span, message: p.message, path: p.path, data: { ...p.data, kind: p.kind, severity } });
  }
  // A template of a project is no project.
  if (path.includes('{{')) return NO_FACTS;
  itemsOf(valueOf(yaml.root, 'deployments')).forEach((item, i) => extractDeployment(draft, path, item, i));
  draft.folds.push(...foldsOf(yaml, text));
  return draft.facts();
}

/** Whether the file is for a Prefect that holds it to its models: 3.4.25 does, earlier ones were more lenient. */
function isStrict(version: string | null): boolean {
  const numbers = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(version ?? '');
  if (!numbers) return true;
  const [major, minor, patch] = [Number(numbers[1]), Number(numbers[2]), Number(numbers[3] ?? 0)];
  return major > 3 || (major === 3 && (minor > 4 || (minor === 4 && patch >= 25)));
}

/** A text without templates, with the place of its characters. */
function scalar(node: YamlNode | null): { readonly text: string; readonly span: Span } | null {
  return node?.kind === 'scalar' && !node.text.includes('{{') && node.text !== '' ? { text: node.text, span: node.content } : null;
}

function extractDeployment(draft: Draft, path: string, node: YamlNode, index: number): void {
  if (node.kind !== 'map') return;
  const name = scalar(valueOf(node, 'name'));
  const entrypoint = scalar(valueOf(node, 'entrypoint'));
  const crons = schedulesOf(node).flatMap(s => scalar(valueOf(s, 'cron')) ?? []);
  for (const { text, span } of crons) {
    const fault = scheduleFault(text);
    if (fault) draft.problem('invalid-schedule', span, fault);
  }
  checkSchedules(draft, node);
  const pool = scalar(valueOf(valueOf(node, 'work_pool'), 'name'));
  // Which flow it is, the entrypoint tells; until that is looked up the file stands for it.
  const id = deploymentKey(`${entrypoint?.text ?? index}@${path}`, name?.text ?? `${index}`);
  const at = name?.span ?? { start: node.span.start, end: node.span.start };
  const keys: Key[] = [];
  draft.declare({
    id, kind: 'symbol', type: 'prefect.deployment', role: 'defines', name: name?.text ?? entrypoint?.text ?? 'deployment', keys, nameSpan: at, span: node.span, parent: null, path: ['deployments', index],
    attributes: {
      ...description(node), schedule: crons[0]?.text ?? null,
      more: { facts: [...(entrypoint ? [entrypoint.text] : []), ...factsOf(crons.map(c => c.text), pool?.text ?? null)], ...(scalar(valueOf(schedulesOf(node)[0] ?? null, 'timezone')) ? { timezone: scalar(valueOf(schedulesOf(node)[0]!, 'timezone'))!.text } : {}) },
    },
    columns: [], columnsComplete: false,
  });
  if (entrypoint) {
    const parsed = parseEntrypoint(entrypoint.text);
    const places = [node, ...schedulesOf(node)].map(n => valueOf(n, 'parameters'));
    const parameters = places.flatMap(p => (p ? mergedPairs(p) : [])).map(p => ({ name: p.key.text, start: p.key.content.start, end: p.key.content.end }));
    draft.refer({
      targets: entrypointTargets(path, entrypoint.text), type: 'prefect.entrypoint', name: entrypoint.text, span: entrypoint.span, fullSpan: entrypoint.span, from: id, role: 'names', certainty: 'certain', implied: true, path: ['deployments', index, 'entrypoint'],
      data: { parameters: parameters as Json, files: parsed ? filesOf(path, parsed.file) : [], function: parsed?.name ?? null, local: !hasPull(node) },
    });
  }
  if (pool) {
    draft.describe(poolKey(pool.text), 'symbol', 'prefect.work_pool', pool.text, pool.span, []);
    draft.refer({ targets: [poolKey(pool.text)], type: 'prefect.work_pool', name: pool.text, span: pool.span, fullSpan: pool.span, from: id, role: 'names', certainty: 'likely' });
  }
}

function hasPull(node: YamlNode): boolean {
  return (valueOf(node, 'pull')?.kind ?? 'scalar') !== 'scalar';
}

function description(node: YamlNode): { readonly description?: string } {
  const text = textOf(valueOf(node, 'description'));
  return text ? { description: text } : {};
}

function schedulesOf(node: YamlNode): YamlNode[] {
  const one = valueOf(node, 'schedule');
  return [...itemsOf(valueOf(node, 'schedules')), ...(one?.kind === 'map' ? [one] : [])];
}

/** A schedule says one of three things; two of them, or slugs twice, Prefect refuses. */
function checkSchedules(draft: Draft, node: YamlNode): void {
  const slugs = new Set<string>();
  for (const s of schedulesOf(node)) {
    if (s.kind !== 'map' || s.pairs.length === 0) continue;
    const given = mergedPairs(s).filter(p => /^(cron|interval|rrule)$/.test(p.key.text) && !(p.value?.kind === 'scalar' && p.value.text === ''));
    if (given.length > 1) draft.problem('invalid-schedule', given[1]!.key.content, `A schedule has one of 'cron', 'interval' and 'rrule', not both '${given[0]!.key.text}' and '${given[1]!.key.text}'`);
    const interval = valueOf(s, 'interval');
    if (interval?.kind === 'scalar' && /^-?\d+(\.\d+)?$/.test(interval.text) && Number(interval.text) <= 0) draft.problem('invalid-schedule', interval.content, 'An interval is longer than 0 seconds');
    const slug = scalar(valueOf(s, 'slug'));
    if (slug && slugs.has(slug.text)) draft.problem('invalid-schedule', slug.span, `Another schedule of this deployment has the slug '${slug.text}'`, { severity: 'warning' });
    if (slug) slugs.add(slug.text);
  }
}
