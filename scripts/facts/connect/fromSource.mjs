// Reads settings out of the Java source of connectors that are in no package registry: names, types, defaults and importance
// of `ConfigDef.define(…)` calls whose arguments are literals or constants. Gives what ConfigFacts.java gives for the others.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Settings of the classes in `files` (paths below `folder`), as ConfigFacts prints them. Constants are looked up in the file first, then in all of `folder`. */
export function settingsOf(folder, files) {
  const texts = new Map();
  for (const entry of readdirSync(folder, { recursive: true })) if (entry.endsWith('.java') && !/[\\/](test|integration-test)[\\/]/.test(entry)) texts.set(entry, withoutComments(readFileSync(path.join(folder, entry), 'utf8')));
  const everywhere = new Map();
  for (const text of texts.values()) for (const [name, value] of constantsOf(text)) if (!everywhere.has(name)) everywhere.set(name, value);
  const out = {};
  for (const file of files) {
    const text = [...texts].find(([name]) => name.endsWith(file))?.[1];
    if (text === undefined) throw new Error(`no ${file} in ${folder}`);
    const own = constantsOf(text);
    const valueOf = expression => evaluate(expression, name => own.get(name) ?? everywhere.get(name), 0);
    for (const args of callsOf(text)) {
      const name = valueOf(args[0]);
      const said = args[1] ?? '';
      const constant = /^(?:\w+\.)*([A-Z][A-Z0-9_]*)$/.exec(said)?.[1];
      const type = TYPE.exec(own.get(constant) ?? '')?.[1] ?? TYPE.exec(said)?.[1];
      if (typeof name !== 'string' || !type || !/^[a-z][\w.-]*$/i.test(name)) continue;
      const importance = args.map(a => /\b(HIGH|MEDIUM|LOW)\b/.exec(own.get(a) ?? a)?.[1]).find(Boolean);
      const required = /NO_DEFAULT_VALUE/.test(own.get(args[2]) ?? args[2] ?? '') || /Importance/.test(args[2] ?? '');
      const fallback = required ? undefined : valueOf(args[2] ?? '');
      out[name] ??= { type: type.toLowerCase(), ...(required ? { required: true } : {}), ...(fallback === undefined || fallback === null || fallback === '' ? {} : { default: String(fallback) }), importance: (importance ?? 'MEDIUM').toLowerCase() };
    }
  }
  return out;
}

const TYPE = /\b(STRING|PASSWORD|INT|LONG|SHORT|DOUBLE|BOOLEAN|LIST|CLASS)\b/;

function withoutComments(text) {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, m => (m.startsWith('"') ? m : ' '));
}

function constantsOf(text) {
  const out = new Map();
  for (const m of text.matchAll(/\b(?:final)\s+(?:static\s+)?[\w<>.[\], ]+?\s+([A-Z][A-Z0-9_]*)\s*=\s*([^;]+);/g)) out.set(m[1], m[2].trim());
  return out;
}

function evaluate(expression, look, depth) {
  const e = expression.trim();
  if (depth > 8 || e === 'null') return null;
  if (/^"(?:[^"\\]|\\.)*"$/.test(e)) return JSON.parse(e);
  if (/^-?\d[\d_]*L?$/.test(e)) return Number(e.replace(/[_L]/g, ''));
  if (/^(true|false)$/.test(e)) return e === 'true';
  const sum = split(e, '+');
  if (sum.length > 1) {
    const parts = sum.map(p => evaluate(p, look, depth + 1));
    return parts.every(p => typeof p === 'string' || typeof p === 'number') ? parts.join('') : undefined;
  }
  const name = /^(?:\w+\.)*([A-Z][A-Z0-9_]*)$/.exec(e)?.[1];
  const found = name ? look(name) : undefined;
  return found === undefined ? undefined : evaluate(found, look, depth + 1);
}

/** The arguments of every `.define(…)` call. */
function* callsOf(text) {
  for (const m of text.matchAll(/(?<![\w])define(?:Internal)?\s*\(/g)) {
    const start = m.index + m[0].length;
    let depth = 1;
    let at = start;
    for (; at < text.length && depth > 0; at++) {
      if (text[at] === '"') {
        at++;
        while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
      } else if (text[at] === '(') depth++;
      else if (text[at] === ')') depth--;
    }
    yield split(text.slice(start, at - 1), ',');
  }
}

function split(text, by) {
  const out = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"') {
      i++;
      while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
    } else if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    else if (c === by && depth === 0) {
      out.push(text.slice(from, i));
      from = i + 1;
    }
  }
  out.push(text.slice(from));
  return out.map(p => p.trim());
}
