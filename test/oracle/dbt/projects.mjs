// Small projects on disk, and what dbt-core says about them.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const driver = path.join(path.dirname(fileURLToPath(import.meta.url)), 'driver.py');

/** The files below a folder: relative path with `/` -> text. */
export function readFolder(folder, below = '') {
  const files = {};
  for (const entry of readdirSync(path.join(folder, below), { withFileTypes: true })) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) Object.assign(files, readFolder(folder, name));
    else files[name] = readFileSync(path.join(folder, name), 'utf8');
  }
  return files;
}

/** Writes such files below a folder, which is made if need be. */
export function writeFolder(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/**
 * Runs the Python driver over the jobs, in two processes, and answers id -> verdict:
 * { version, result: 'error'|'warning'|'ok', stage, event, code, message, warnings, gated }.
 * `event` and `message` tell the error, or the first warning; `gated` are the warnings of the schema checks,
 * which dbt shows on BigQuery, Databricks, Redshift and Snowflake alone; `notes` are told without a warning;
 * `late` is what the late commands (seed, build) failed with. Without an environment the map is empty.
 */
export async function coreSays(environment, jobs) {
  if (environment.missing !== undefined) {
    console.error(`SKIPPED: ${environment.missing}`);
    return new Map();
  }
  const results = await drive(environment, jobs);
  return new Map(results.map(r => [r.id, verdict(r)]));
}

/** The raw answers of the driver, in the order of the jobs (see driver.py). */
export async function drive(environment, jobs) {
  const half = Math.ceil(jobs.length / 2);
  const parts = [jobs.slice(0, half), jobs.slice(half)].filter(p => p.length > 0);
  return (await Promise.all(parts.map((part, i) => driveAll(environment, part, i)))).flat();
}

async function driveAll(environment, jobs, part) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), `pipewright-driver-${part}-`));
  const [asked, answered] = ['jobs.json', 'results.json'].map(name => path.join(scratch, name));
  writeFileSync(asked, JSON.stringify(jobs));
  const python = spawn(environment.bin('python'), [driver, asked, answered], { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  python.stderr.on('data', data => {
    complaint = (complaint + data).slice(-4000);
  });
  const status = await new Promise(done => python.on('close', done));
  if (status !== 0) throw new Error(`the dbt driver ended with ${status}: ${complaint}`);
  const results = JSON.parse(readFileSync(answered, 'utf8'));
  rmSync(scratch, { recursive: true, force: true });
  return results;
}

/** A summary of other events, and a note about an export that no file is to blame for. */
const BESIDE_THE_POINT = new Set(['DeprecationsSummary', 'MFConverterIssue']);

function verdict(answer) {
  const short = e => ({ event: e.name, ...(e.code ? { code: e.code } : {}), message: shorten(e.message) });
  const warnings = answer.events.filter(e => e.level === 'warn' && !e.gated && !BESIDE_THE_POINT.has(e.name));
  const errors = answer.events.filter(e => e.level === 'error');
  const notes = answer.events.filter(e => e.level !== 'warn' && e.level !== 'error').map(short);
  const gated = answer.events.filter(e => e.gated).map(short);
  const result = answer.ok ? (warnings.length > 0 ? 'warning' : 'ok') : 'error';
  const first = answer.ok ? warnings[0] && short(warnings[0]) : cause(answer, errors);
  return {
    version: answer.version,
    result,
    stage: answer.stage,
    ...(first ?? {}),
    ...(warnings.length > (answer.ok ? 1 : 0) ? { warnings: warnings.map(short) } : {}),
    ...(notes.length > 0 ? { notes } : {}),
    ...(gated.length > 0 ? { gated } : {}),
    ...(answer.late && !answer.late.ok ? { late: { stage: answer.late.stage, ...cause(answer.late, answer.late.events.filter(e => e.level === 'error')) } } : {}),
  };
}

function cause(answer, errors) {
  if (answer.exception !== null) return { event: answer.exception.type, message: shorten(answer.exception.message) };
  // The summary of a run tells the reason; the line of the node only that and how quickly it failed.
  errors = [...errors.filter(e => /^RunResult(Error|Failure)/.test(e.name)), ...errors];
  return errors[0] ? { event: errors[0].name, message: shorten(errors[0].message) } : { event: 'unknown', message: '' };
}

/** One line of at most 200 characters. */
export function shorten(message) {
  const line = message.replace(/0x[0-9a-f]{6,}/g, '0x…').replace(/, modification_time=[\d.]+, project_root='<project>'/g, '').replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
