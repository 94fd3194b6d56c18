// The words in which planted faults are written down.
//
// A fault is { id, about, files, at, rule?, stage?, beyond? }:
//   files   path -> whole text, null (delete), or an edit made by `swap` or `add` of the base project's text
//   at      [path, text]: the finding belongs on the first line that holds `text` in that file
//   rule    id or list of ids that we are expected to report there; null while nobody has said
//   stage   'deps', 'parse' or 'compile': the first dbt command that is asked ('parse' then 'compile' by default)
//   beyond  why files alone can't show the fault; such a fault is recorded but not held against us

/** Replaces the only occurrence of `find` in the base text. Throws when it isn't there exactly once. */
export function swap(find, put) {
  return text => {
    const parts = text.split(find);
    if (parts.length !== 2) throw new Error(`${parts.length - 1} occurrences of ${JSON.stringify(find)}`);
    return parts.join(put);
  };
}

/** Appends to the base text, or begins a new file. */
export function add(more) {
  return text => (text ?? '') + more;
}

/** Edits one after the other. */
export function all(...edits) {
  return text => edits.reduce((t, edit) => edit(t), text);
}

/** The files of a project after a fault: `base` is path -> text; the answer is a new record of the same kind. */
export function plant(base, files) {
  const after = { ...base };
  for (const [path, edit] of Object.entries(files)) {
    const text = typeof edit === 'function' ? edit(after[path]) : edit;
    if (text === null) delete after[path];
    else after[path] = text;
  }
  return after;
}

/** 1-based line of the first occurrence of `text` in the file, or null. */
export function lineOf(fileText, text) {
  const at = fileText?.indexOf(text) ?? -1;
  return at < 0 ? null : fileText.slice(0, at).split('\n').length;
}
