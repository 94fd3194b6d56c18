/** What a table says under a name from a file. What every object inherits (`constructor`, `__proto__`) is no entry. */
export function entry<T>(table: { readonly [name: string]: T }, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
