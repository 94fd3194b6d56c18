import assert from 'node:assert/strict';
import test from 'node:test';
import { DEFAULT_SETTINGS } from '../../server/src/model/workspace';
import type { Finding, Fix, Rule } from '../../server/src/model/rule';
import { formats } from '../../server/src/formats';
import { rules } from '../../server/src/rules';
import { fileEdits } from '../../server/src/features/edits';
import { applyEdits, type TextEdit } from '../../server/src/text/span';
import { Engine } from '../../server/src/workspace/engine';
import { Linter } from '../../server/src/workspace/lint';
import { fixture } from '../fixture';

/*
 * Every fix that any rule offers for any finding of any example, one at a time, with all rules watching: the finding is gone, no
 * other rule has anything new to warn of (a text that no longer parses among it), the fix has nothing left to do, and it leaves
 * the lines it has no business with, and the line endings, as they were.
 */

/** Fixes that can't fulfil one of the promises, with the reason. By rule, or by rule and the beginning of the fix's title. */
const KEPT: { readonly [fix: string]: string } = {};
const ALARMS: { readonly [fix: string]: string } = {
  "connect-invalid-value: Change to 'all'": 'The connector then does what was meant, and skips bad records without a trace: a finding of its own.',
};
const REWRITES: { readonly [fix: string]: string } = {};

const used = new Set<string>();
let offered = 0;

for (const rule of rules.filter(r => r.fixes)) {
  test(`${rule.id}: its fixes`, () => {
    const faults = rule.examples.filter(e => e.files.includes('^^^')).flatMap(e => faultsOf(rule, e.title, e.files));
    assert.equal(faults.length, 0, faults.join('\n'));
  });
}

test('fixes were tried', () => assert.ok(offered > 250, String(offered)));

test('every exception is needed', () => {
  const all = [['kept', KEPT], ['alarms', ALARMS], ['rewrites', REWRITES]] as const;
  assert.deepEqual(all.flatMap(([kind, list]) => Object.keys(list).map(k => `${kind} ${k}`)).filter(k => !used.has(k)), []);
});

function excepted(kind: string, list: { readonly [fix: string]: string }, rule: string, title: string): boolean {
  const found = Object.keys(list).find(k => k === rule || (k.startsWith(`${rule}: `) && title.startsWith(k.slice(rule.length + 2))));
  if (found === undefined) return false;
  used.add(`${kind} ${found}`);
  return true;
}

interface Opened {
  readonly engine: Engine;
  readonly linter: Linter;
  readonly files: Map<string, string>;
}

function open(rule: Rule, texts: ReadonlyMap<string, string>, watching: readonly Rule[]): Opened {
  const files = new Map(texts);
  const set = { ...rule.settings?.rules, ...(rule.severity === 'off' ? { [rule.id]: 'warning' as const } : {}) };
  const engine = new Engine({ formats, tracking: true, settings: { ...DEFAULT_SETTINGS, ...rule.settings, rules: set }, read: path => files.get(path) ?? null });
  const linter = new Linter(engine.workspace, watching, null, true);
  engine.announce([...files.keys()]);
  engine.apply([...files].map(([path, text]) => ({ path, text })));
  return { engine, linter, files };
}

interface Offer {
  readonly path: string;
  readonly finding: Finding;
  readonly fix: Fix;
}

function offers(opened: Opened, rule: Rule): Offer[] {
  return [...opened.files.keys()].flatMap(path => opened.linter.lint(path).filter(f => f.finding.rule === rule.id).flatMap(({ finding }) => opened.linter.fixes(path, finding).map(fix => ({ path, finding, fix }))));
}

function faultsOf(rule: Rule, title: string, text: string): string[] {
  const original = fixture(text).files;
  const opened = open(rule, original, rules);
  const list = offers(opened, rule);
  offered += list.length;
  const before = told(opened, rule.id);
  const faults: string[] = [];
  const windows = open(rule, new Map([...original].map(([p, t]) => [p, t.replaceAll('\n', '\r\n')])), [rule]);
  const inWindows = offers(windows, rule);
  for (const [i, offer] of list.entries()) {
    const say = (fault: string): void => void faults.push(`${title}, "${offer.fix.title}": ${fault}`);
    const done = perform(opened, offer.fix, say, rule.id);
    if (done.size === 0) {
      say('changes nothing');
      continue;
    }
    put(opened, done);
    const after = told(opened, rule.id);
    if (after.own >= before.own && !excepted('kept', KEPT, rule.id, offer.fix.title)) say(`as many findings as before: ${after.own}`);
    for (const [what, count] of after.others) if (count > (before.others.get(what) ?? 0) && !excepted('alarms', ALARMS, rule.id, offer.fix.title)) say(`now ${what}`);
    if (offers(opened, rule).some(o => o.path === offer.path && o.fix.title === offer.fix.title && o.finding.message === offer.finding.message) && list.filter(o => o.fix.title === offer.fix.title && o.finding.message === offer.finding.message).length === 1 && !excepted('kept', KEPT, rule.id, offer.fix.title)) say('is offered again');
    put(opened, new Map([...done.keys()].map(p => [p, original.get(p) ?? null])));

    const same = inWindows[i];
    if (same?.fix.title !== offer.fix.title) say('is not offered with CRLF');
    else {
      for (const [path, t] of perform(windows, same.fix, () => {}, rule.id)) {
        if (t !== null && /(?<!\r)\n/.test(t) && original.has(path)) say(`a lone LF: ${JSON.stringify(t)}`);
        if ((t?.replaceAll('\r\n', '\n') ?? null) !== done.get(path)) say(`differs with CRLF: ${JSON.stringify(t)}`);
      }
    }
  }
  return faults;
}

/** Findings of the rule, and what else is worth a warning, by message with how often. */
function told(opened: Opened, own: string): { own: number; others: Map<string, number> } {
  let count = 0;
  const others = new Map<string, number>();
  for (const path of opened.files.keys()) for (const { finding, severity } of opened.linter.lint(path)) {
    if (finding.rule === own) count++;
    else if (severity === 'error' || severity === 'warning') others.set(`${finding.rule}: ${finding.message}`, (others.get(`${finding.rule}: ${finding.message}`) ?? 0) + 1);
  }
  return { own: count, others };
}

/** The files that a fix changes, as they are then; null for one that is gone. */
function perform(opened: Opened, fix: Fix, say: (fault: string) => void, rule: string): Map<string, string | null> {
  const out = new Map<string, string | null>();
  for (const change of fix.changes) {
    if (change.kind === 'create') out.set(change.file, change.text);
    else if (change.kind === 'rename') {
      out.set(change.to, opened.files.get(change.file)!);
      out.set(change.file, null);
    } else {
      const text = opened.files.get(change.file)!;
      const edits = fileEdits(opened.engine.workspace, change.file, change.operations);
      const result = applyEdits(text, edits);
      if (result === text) continue;
      if (edits.some(e => rewrites(text, e)) && !excepted('rewrites', REWRITES, rule, fix.title)) say(`rewrites lines that stay: ${JSON.stringify(edits)}`);
      out.set(change.file, result);
    }
  }
  return out;
}

/** Whether an edit writes whole lines at its beginning or end that stood there already. */
function rewrites(text: string, edit: TextEdit): boolean {
  const old = text.slice(edit.span.start, edit.span.end).split('\n');
  const now = edit.text.split('\n');
  if (old.length < 2 || now.length < 2) return false;
  return (old[0] === now[0] && old[0] !== '') || (old.at(-1) === now.at(-1) && old.at(-1) !== '');
}

function put(opened: Opened, files: ReadonlyMap<string, string | null>): void {
  for (const [path, text] of files) {
    if (text === null) opened.files.delete(path);
    else opened.files.set(path, text);
  }
  opened.engine.apply([...files].map(([path, text]) => ({ path, text })));
}
