import { type JinjaFileKind, problemsFor, readJinja } from '../../../server/src/syntax/jinja';
import { KNOWN_DIFFERENCES, TEMPLATES } from './templates';

type Mode = 'template' | 'macros' | 'snapshots' | 'docs';
type Judge = (cases: readonly (readonly [Mode, string])[]) => (string | null)[];

const KINDS: { readonly [K in Mode]: JinjaFileKind } = { template: 'model', macros: 'macros', snapshots: 'snapshots', docs: 'docs' };

/** Compares accept and reject on the table, on given files, and on damaged copies of both. Prints every difference; true if there is none. */
export function compare(files: readonly { readonly file: string; readonly text: string }[], judge: Judge): boolean {
  const table = TEMPLATES.map(text => ({ name: 'table', mode: 'template' as Mode, text }));
  const real = files.map(f => ({ name: f.file, mode: modeOf(f.file, f.text), text: f.text }));
  const whole = [...table, ...real];
  const sound = differences(whole, judge);
  const random = generator(20_240_607);
  const damaged = [...table.flatMap(c => copies(c, 40, random)), ...real.flatMap(c => copies(c, 4, random))];
  const broken = differences(damaged, judge);
  console.log(`whole: ${whole.length} templates, ${sound} differences; damaged: ${damaged.length}, ${broken} differences`);
  return sound === 0 && broken === 0;
}

interface Case {
  readonly name: string;
  readonly mode: Mode;
  readonly text: string;
}

function differences(cases: readonly Case[], judge: Judge): number {
  let count = 0;
  const verdicts = judge(cases.map(c => [c.mode, c.text]));
  cases.forEach((c, i) => {
    const theirs = verdicts[i] ?? null;
    const ours = problemsFor(readJinja(c.text), KINDS[c.mode]).filter(p => p.rule === 'jinja-syntax');
    if ((theirs === null) === (ours.length === 0)) return;
    if (KNOWN_DIFFERENCES.some(known => known.theirs.test(theirs ?? 'accepted') && known.template.test(c.text))) return;
    count++;
    if (count > 25) return;
    console.log(`DIFFERENCE ${c.name} (${c.mode})\n  theirs: ${theirs ?? 'accepted'}\n  ours:   ${ours[0]?.message ?? 'accepted'}`);
    const at = ours[0]?.span.start ?? 0;
    console.log(`  text:   ${JSON.stringify(c.text.length < 400 ? c.text : c.text.slice(Math.max(0, at - 150), at + 250))}`);
  });
  return count;
}

function modeOf(file: string, text: string): Mode {
  if (file.endsWith('.md')) return 'docs';
  if (/\{%[-+]?\s*snapshot\s/.test(text)) return 'snapshots';
  return /\{%[-+]?\s*(macro|test|materialization)\s/.test(text) ? 'macros' : 'template';
}

/** Copies with a character or token taken out, doubled, or swapped for a mark, near the template's tags. */
function copies(c: Case, number: number, random: () => number): Case[] {
  const places = [...c.text.matchAll(/\{[{%#][\s\S]*?[}%#]\}/g)].flatMap(m => [m.index, m[0].length]);
  if (places.length === 0) return [];
  const marks = ['{{', '}}', '{%', '%}', '{#', '#}', "'", '"', '(', ')', '[', ']', '{', '}', ',', '|', ' is ', ' not ', ' if ', ' else ', '-', '~', '=', ':', '.', '\\', '1', ' x ', '\n'];
  return Array.from({ length: number }, () => {
    const tag = 2 * Math.floor((random() * places.length) / 2);
    const at = places[tag]! + Math.floor(random() * places[tag + 1]!);
    const length = Math.floor(random() * 4);
    const put = random() < 0.5 ? '' : marks[Math.floor(random() * marks.length)]!;
    return { ...c, name: `${c.name} (damaged)`, text: c.text.slice(0, at) + put + c.text.slice(at + length) };
  });
}

/** The same numbers in every run. */
function generator(seed: number): () => number {
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 4_294_967_296;
  };
}
