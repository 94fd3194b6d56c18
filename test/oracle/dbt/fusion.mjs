// What dbt v2 (Fusion) says about small projects, read from its text output.
import { spawn } from 'node:child_process';
import { shorten } from './projects.mjs';

/**
 * Runs `dbt parse` of v2 over the jobs and answers id -> { version, result, event, code, message, findings }.
 * `findings` are all lines of the kind "[error] [Name (dbtNNNN)]: text" with the place that follows.
 * Without an environment the map is empty.
 */
export async function fusionSays(environment, jobs) {
  const answers = new Map();
  if (environment.missing !== undefined) {
    console.error(`SKIPPED: ${environment.missing}`);
    return answers;
  }
  const version = (await run(environment.bin('dbt'), ['--version'])).text.trim().replace(/^dbt-fusion /, '');
  for (const job of jobs) {
    const command = job.commands[0][0] === 'deps' ? 'deps' : 'parse';
    const { status, text } = await run(environment.bin('dbt'), [command, '--project-dir', job.dir, '--profiles-dir', job.dir]);
    answers.set(job.id, { version, ...read(status, text.replaceAll(job.dir, '<project>')) });
  }
  return answers;
}

function read(status, text) {
  const findings = [];
  const lines = text.split('\n');
  lines.forEach((line, i) => {
    const m = /^\[(error|warning)\] (?:\[(\w+) \(dbt(\d{4})\)\]: )?(.*)$/.exec(line);
    if (m === null) return;
    const place = /^\s+--> (\S+)/.exec(lines[i + 1] ?? '');
    findings.push({ level: m[1], event: m[2] ?? 'unnamed', ...(m[3] ? { code: `dbt${m[3]}` } : {}), message: shorten(m[4]), ...(place ? { place: place[1] } : {}) });
  });
  // Every project with metrics in today's YAML gets this note.
  const own = findings.filter(f => f.event !== 'SemanticModelDeprecated');
  const errors = own.filter(f => f.level === 'error');
  const result = status !== 0 || errors.length > 0 ? 'error' : own.length > 0 ? 'warning' : 'ok';
  const first = errors[0] ?? own[0];
  return { result, ...(first ? { event: first.event, code: first.code, message: first.message } : {}), ...(own.length > 0 ? { findings: own } : {}) };
}

function run(program, args) {
  return new Promise(done => {
    const child = spawn(program, args, { env: { ...process.env, NO_COLOR: '1', DBT_SEND_ANONYMOUS_USAGE_STATS: 'false' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', d => { text += d; });
    child.stderr.on('data', d => { text += d; });
    child.on('error', e => done({ status: 1, text: String(e) }));
    child.on('close', status => done({ status, text }));
  });
}
