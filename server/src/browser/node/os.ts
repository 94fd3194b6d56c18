/** There is no home and one thread. */
export function homedir(): string {
  return '/';
}

export function availableParallelism(): number {
  return 1;
}
