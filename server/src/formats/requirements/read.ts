import type { Span } from '../../text/span';

export interface Requirement {
  /** As PEP 503 writes names: lower case, `-` between words. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  /** `>=2.0,<3`; '' if any version will do. */
  readonly specifier: string;
  /** The one version that is asked for (`==2.1.4`, `~=2.1`); null if there is none. */
  readonly pinned: string | null;
}

/** The requirements of a file, by its name. What can't be read is left out. */
export function requirementsIn(path: string, text: string): Requirement[] {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (name === 'ruff.toml' || name === '.ruff.toml') return [];
  if (name === 'pyproject.toml' || name === 'pipfile') return tomlRequirements(text);
  if (name === 'setup.cfg') return cfgRequirements(text);
  if (/\.ya?ml$/.test(name)) return environmentRequirements(text);
  return lines(text).flatMap(l => one(text, l.start, l.end) ?? []);
}

function* linesOf(text: string): Iterable<{ start: number; end: number }> {
  for (let at = 0; at <= text.length; ) {
    const end = text.indexOf('\n', at);
    const stop = end < 0 ? text.length : end;
    yield { start: at, end: stop };
    if (end < 0) return;
    at = end + 1;
  }
}

function lines(text: string): { start: number; end: number }[] {
  return [...linesOf(text)];
}

const NAME = /^[\s"'-]*([A-Za-z0-9][A-Za-z0-9._-]*)(\[[^\]\n]{0,200}\])?\s*(\(?[^;#"'\n]{0,200})/;

/** One requirement between two offsets: `pandas[parquet]>=2.0 ; python_version > "3.8"  # why`. Options, paths and URLs are none. */
function one(text: string, start: number, end: number): Requirement | null {
  const line = text.slice(start, end);
  if (/^\s*(#|-|--|$)/.test(line) && !/^\s*-\s+[A-Za-z]/.test(line)) return null;
  const match = NAME.exec(line);
  if (!match) return null;
  const written = match[1]!.replace(/[._-]+$/, '');
  const at = start + line.indexOf(match[1]!);
  const specifier = match[3]!.replace(/[()\\\r]/g, '').replace(/\s+/g, '').replace(/--hash.*$/, '').replace(/,$/, '');
  if (specifier.startsWith('@') || specifier.startsWith('://')) return requirement(written, at, '', start, end, text);
  return /^([<>=!~^]=?=?|$)/.test(specifier) ? requirement(written, at, specifier, start, end, text) : null;
}

function requirement(written: string, at: number, specifier: string, start: number, end: number, text: string): Requirement {
  const pinned = /(?:^|,)(?:===?|~=|=)\s*v?(\d+(?:\.\d+)*(?:\.?(?:a|b|rc|post|dev)\d+)?)/.exec(specifier)?.[1] ?? (/^\^(\d[\w.]*)/.exec(specifier)?.[1] ?? null);
  let stop = end;
  while (stop > start && /\s/.test(text[stop - 1]!)) stop--;
  return { name: written.toLowerCase().replace(/[-_.]+/g, '-'), nameSpan: { start: at, end: at + written.length }, span: { start: at, end: Math.max(stop, at + written.length) }, specifier, pinned };
}

/** Sections of a TOML file that list packages: PEP 621, Poetry, PDM, uv, Pipenv. The text is read line by line; nothing else of it counts. */
function tomlRequirements(text: string): Requirement[] {
  const out: Requirement[] = [];
  let section = '';
  let inList = false;
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end);
    const header = /^\s*\[+\s*([^\]]+?)\s*\]+\s*(#.*)?$/.exec(line);
    if (header && !inList) {
      section = header[1]!.replace(/["']/g, '');
      continue;
    }
    const table = /^(tool\.poetry\.(group\.[\w-]+\.)?(dev-)?dependencies|(dev-)?packages|tool\.pdm\.dev-dependencies)$/.test(section);
    const listing = !inList ? /^\s*([\w-]+)\s*=\s*\[/.exec(line) : null;
    const lists = listing !== null && ((section === 'project' && listing[1] === 'dependencies') || section === 'project.optional-dependencies' || section === 'dependency-groups' || (section === 'tool.uv' && /dependencies$/.test(listing[1]!)) || section === 'tool.pdm.dev-dependencies' || (section === 'build-system' && listing[1] === 'requires'));
    if (inList || lists) {
      for (const m of line.matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)) {
        const found = one(text, start + m.index + 1, start + m.index + m[0].length - 1);
        if (found) out.push(found);
      }
      const rest = line.replace(/"[^"\n]*"|'[^'\n]*'/g, '').replace(/#.*$/, '');
      inList = (inList || rest.includes('[')) && !rest.slice(inList ? 0 : rest.indexOf('[') + 1).includes(']');
      continue;
    }
    if (!table) continue;
    const pair = /^\s*["']?([A-Za-z0-9][\w.-]*)["']?\s*=\s*(.*)$/.exec(line);
    if (!pair) continue;
    const version = /^["']([^"']*)["']/.exec(pair[2]!)?.[1] ?? /version\s*=\s*["']([^"']*)["']/.exec(pair[2]!)?.[1] ?? '';
    const at = start + line.indexOf(pair[1]!);
    out.push(requirement(pair[1]!, at, version === '*' ? '' : /^\d/.test(version) ? `==${version}` : version.replace(/\s+/g, ''), start, end, text));
  }
  return out;
}

/** `install_requires` and extras of a setup.cfg. */
function cfgRequirements(text: string): Requirement[] {
  const out: Requirement[] = [];
  let section = '';
  let lists = false;
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end);
    const header = /^\[([^\]]+)\]/.exec(line);
    if (header) {
      section = header[1]!;
      lists = false;
      continue;
    }
    const option = /^([\w.-]+)\s*[=:]\s*(.*)$/.exec(line);
    if (option) {
      lists = section === 'options.extras_require' || (section === 'options' && /^(install_requires|setup_requires|tests_require)$/.test(option[1]!));
      if (lists && option[2]!.trim() !== '') {
        const found = one(text, start + line.length - option[2]!.length, end);
        if (found) out.push(found);
      }
    } else if (lists && /^\s+\S/.test(line)) {
      const found = one(text, start, end);
      if (found) out.push(found);
    }
  }
  return out;
}

/** Conda's `dependencies:` with the list for pip in it. */
function environmentRequirements(text: string): Requirement[] {
  const out: Requirement[] = [];
  let inside = false;
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end);
    if (/^\S/.test(line) && !line.startsWith('-')) inside = /^dependencies:/.test(line);
    else if (inside && /^\s*-\s*["']?[A-Za-z]/.test(line) && !/^\s*-\s*pip:\s*$/.test(line)) {
      // Channels come before `::`.
      const channel = /^\s*-\s*["']?[\w-]+::/.exec(line)?.[0].length ?? /^\s*-\s*["']?/.exec(line)![0].length;
      const found = one(text, start + channel, end);
      if (found) out.push(found);
    }
  }
  return out;
}
