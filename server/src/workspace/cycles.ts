/** Ids that lie on a cycle of `next`, themselves included if they lead to themselves. Tarjan's algorithm without recursion. */
export function strongComponents(ids: readonly string[], next: (id: string) => readonly string[]): ReadonlySet<string> {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const cyclic = new Set<string>();
  let count = 0;
  for (const start of ids) {
    if (order.has(start)) continue;
    const work: { id: string; edges: readonly string[]; at: number }[] = [];
    const enter = (id: string) => {
      order.set(id, count);
      low.set(id, count++);
      stack.push(id);
      onStack.add(id);
      work.push({ id, edges: next(id), at: 0 });
    };
    enter(start);
    while (work.length > 0) {
      const top = work[work.length - 1]!;
      const to = top.edges[top.at++];
      if (to !== undefined) {
        if (!order.has(to)) enter(to);
        else if (onStack.has(to)) low.set(top.id, Math.min(low.get(top.id)!, order.get(to)!));
        if (to === top.id) cyclic.add(to);
        continue;
      }
      work.pop();
      const parent = work[work.length - 1];
      if (parent) low.set(parent.id, Math.min(low.get(parent.id)!, low.get(top.id)!));
      if (low.get(top.id) !== order.get(top.id)) continue;
      const members: string[] = [];
      for (;;) {
        const id = stack.pop()!;
        onStack.delete(id);
        members.push(id);
        if (id === top.id) break;
      }
      if (members.length > 1) for (const m of members) cyclic.add(m);
    }
  }
  return cyclic;
}
