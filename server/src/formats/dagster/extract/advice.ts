import { type Expression, expressionsIn, type FunctionDefinition, keyword, knownText, type PythonFile, statementsIn, visitExpressions } from '../../../syntax/python';
import { importedNames, pathBy } from '../../shared/codePractice';
import type { Asset } from '../objects';
import type { Extraction } from './index';

/** What is unwise with assets and resources, beyond what Dagster refuses. */
export function advise(x: Extraction, file: PythonFile): void {
  const names = importedNames(file);
  checkEnvironment(x, file, names);
  for (const asset of x.state.assets) {
    if (asset.made === 'source' || asset.made === 'observable' || asset.many) continue;
    checkMetadata(x, asset);
    if (!asset.definition || asset.definition.span.end > file.text.length) continue;
    checkRetries(x, asset, asset.definition, names);
    checkPartition(x, asset, asset.definition);
  }
}

/** `SnowflakeResource(password=os.getenv("X"))`: read once, when the code is loaded, and shown as it is. */
function checkEnvironment(x: Extraction, file: PythonFile, names: ReadonlyMap<string, string>): void {
  const env = [...names].find(([, path]) => path === 'dagster.EnvVar')?.[0];
  const module = [...names].find(([, path]) => path === 'dagster')?.[0];
  const call = env ?? (module ? `${module}.EnvVar` : null);
  for (const s of statementsIn(file.body, b => b.kind !== 'function' && b.kind !== 'class')) {
    if (s.kind === 'function' || s.kind === 'class') continue;
    for (const root of expressionsIn(s)) {
      visitExpressions(root, e => {
        const callee = e.kind === 'call' ? (e.callee.kind === 'name' ? e.callee.name : e.callee.kind === 'attribute' ? e.callee.name : '') : '';
        if (e.kind !== 'call' || !/(Resource|IOManager)$/.test(callee)) return e.kind !== 'lambda';
        for (const a of e.args) {
          const variable = a.name === null ? null : variableOf(a.value, names);
          if (variable !== null) x.draft.problem('env-read-at-import-time', a.value.span, `The value of ${variable} is read when the code is loaded and shown in the interface as it is; EnvVar reads it when a run starts, and hides it`, call ? { start: a.value.span.start, end: a.value.span.end, to: `${call}("${variable}")` } : {});
        }
        return true;
      });
    }
  }
}

/** The variable that `os.getenv("X")`, `os.environ.get("X")` or `os.environ["X"]` reads, without a default. */
function variableOf(e: Expression, names: ReadonlyMap<string, string>): string | null {
  if (e.kind === 'subscript') return e.index?.kind === 'text' && pathBy(names, e.value) === 'os.environ' ? e.index.value : null;
  const [only] = e.kind === 'call' ? e.args : [];
  if (e.kind !== 'call' || e.args.length !== 1 || only?.value.kind !== 'text') return null;
  const path = pathBy(names, e.callee);
  return path === 'os.getenv' || path === 'os.environ.get' ? only.value.value : null;
}

function checkMetadata(x: Extraction, asset: Asset): void {
  if (asset.args.open || asset.parent) return;
  const has = (name: string): boolean => keyword(asset.args, name) !== undefined;
  const missing = [...(has('owners') ? [] : ['owners']), ...(has('kinds') || has('compute_kind') ? [] : ['kinds']), ...(has('description') || asset.definition?.docstring ? [] : ['description'])];
  const span = asset.nameSpan ?? asset.definition?.nameSpan;
  if (span && missing.length > 0) x.draft.problem('asset-metadata-missing', span, `This asset has no ${missing.length === 1 ? missing[0]! : `${missing.slice(0, -1).join(', ')} and no ${missing[missing.length - 1]!}`}`);
}

const NETWORK = /^(requests|httpx|urllib\.request|aiohttp|boto3|google\.cloud|snowflake\.connector|psycopg2?|pymysql|smtplib|paramiko)\.(get|post|put|patch|delete|head|request|urlopen|client|resource|connect|Session|\w+\.Client)$/;

function checkRetries(x: Extraction, asset: Asset, f: FunctionDefinition, names: ReadonlyMap<string, string>): void {
  if (asset.args.open || keyword(asset.args, 'retry_policy')) return;
  const path = callPaths(f, names).find(p => NETWORK.test(p));
  if (path) x.draft.problem('network-asset-without-retries', f.nameSpan, `The asset calls another system (${path}) and is not tried again when that fails: set retry_policy`);
}

function callPaths(f: FunctionDefinition, names: ReadonlyMap<string, string>): string[] {
  const out: string[] = [];
  for (const s of statementsIn(f.body)) for (const root of expressionsIn(s)) visitExpressions(root, e => { const path = e.kind === 'call' ? pathBy(names, e.callee) : null; if (path !== null) out.push(path); return true; });
  return out;
}

/**
 * A partitioned asset whose function does the same for every partition: it takes no input (which an I/O manager would cut to the
 * partition), gives nothing back (which it would store by partition), and never asks for the partition or hands its context on.
 */
function checkPartition(x: Extraction, asset: Asset, f: FunctionDefinition): void {
  const given = keyword(asset.args, 'partitions_def');
  if (!given || (given.value.kind === 'constant' && given.value.value === null) || asset.parent || knownText(keyword(asset.args, 'io_manager_key')?.value) !== null) return;
  if (f.parameters.some(p => p.star !== '' || (p.name !== 'context' && p.annotation === null))) return;
  let uses = false;
  let works = false;
  for (const s of statementsIn(f.body)) {
    if (s.kind === 'return' && s.value !== null && !(s.value.kind === 'call' && s.value.callee.kind !== 'subscript' && /(^|\.)(MaterializeResult|Output)$/.test(x.text.slice(s.value.callee.span.start, s.value.callee.span.end)))) uses = true;
    for (const root of expressionsIn(s)) {
      visitExpressions(root, e => {
        if (e.kind === 'call') works = true;
        if (e.kind === 'attribute' && /partition|asset_keys|time_window/.test(e.name)) uses = true;
        if (e.kind === 'yield' || (e.kind === 'call' && e.args.some(a => a.value.kind === 'name' && a.value.name === 'context'))) uses = true;
        return true;
      });
    }
  }
  // A function that does nothing stands for something outside.
  if (works && !uses) x.draft.problem('partition-key-ignored', f.nameSpan, 'The asset is partitioned, but its function does the same for every partition: use context.partition_key or partition_time_window');
}
