/**
 * A value as JSON text in pieces, so that a large one never becomes one string. An object's members stand on lines of
 * their own, and so do the items of lists among them: it can be read, compared line by line and searched with grep.
 */
export function* jsonText(value: object): Iterable<string> {
  if (Array.isArray(value)) {
    yield* listText(value, '');
    yield '\n';
    return;
  }
  const members = Object.entries(value).filter(([, v]) => v !== undefined);
  yield '{\n';
  for (const [i, [name, member]] of members.entries()) {
    yield `  ${JSON.stringify(name)}: `;
    if (Array.isArray(member)) yield* listText(member, '  ');
    else yield inline(member);
    yield i < members.length - 1 ? ',\n' : '\n';
  }
  yield '}\n';
}

function* listText(items: readonly unknown[], indent: string): Iterable<string> {
  if (items.length === 0) {
    yield '[]';
    return;
  }
  yield '[\n';
  for (const [i, item] of items.entries()) yield `${indent}  ${inline(item)}${i < items.length - 1 ? ',' : ''}\n`;
  yield `${indent}]`;
}

/** JSON on one line, with a blank after commas and colons. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.map(inline).join(', ')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).filter(([, v]) => v !== undefined);
    return members.length === 0 ? '{}' : `{ ${members.map(([name, v]) => `${JSON.stringify(name)}: ${inline(v)}`).join(', ')} }`;
  }
  return JSON.stringify(value) ?? 'null';
}
