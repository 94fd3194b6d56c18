import { isMirrored } from './direction';
import type { Stage } from './stage';

export interface KeyActions {
  selected(): string | null;
  select(id: string): void;
  focus(id: string): void;
  open(id: string, references: boolean): void;
  fold(id: string): void;
  more(id: string, direction: 'up' | 'down'): void;
  restart(): void;
  all(): void;
  changes(): void;
  jobs(): void;
  group(): void;
  lock(): void;
  search(): void;
  help(): void;
  list(): void;
  escape(): void;
}

/** The keys of the page. Nothing happens while something is typed. */
export function keyboard(document: Document, stage: Stage, does: KeyActions): void {
  const go = (id: string | null): void => {
    if (id === null) return;
    does.select(id);
    // The card becomes an element with the next frame.
    requestAnimationFrame(() => requestAnimationFrame(() => does.focus(id)));
  };
  const withSelected = (run: (id: string) => void): void => {
    const id = does.selected();
    if (id !== null) run(id);
  };
  const walk = (key: string): void => {
    const id = does.selected();
    go(id === null ? (stage.nearest()[0] ?? null) : neighbour(stage, id, key));
  };
  const keys: { readonly [key: string]: (event: KeyboardEvent) => void } = {
    ArrowLeft: e => walk(e.key),
    ArrowRight: e => walk(e.key),
    ArrowUp: e => walk(e.key),
    ArrowDown: e => walk(e.key),
    Enter: e => withSelected(id => does.open(id, e.altKey)),
    ' ': () => withSelected(id => does.fold(id)),
    '[': () => withSelected(id => does.more(id, 'up')),
    ']': () => withSelected(id => does.more(id, 'down')),
    f: () => does.restart(),
    a: () => does.all(),
    c: () => does.changes(),
    j: () => does.jobs(),
    g: () => does.group(),
    l: () => does.lock(),
    t: () => does.list(),
    '/': () => does.search(),
    '?': () => does.help(),
    '+': () => stage.zoom(1.25),
    '=': () => stage.zoom(1.25),
    '-': () => stage.zoom(0.8),
    '0': () => stage.fit(),
    Escape: () => does.escape(),
  };
  document.addEventListener('keydown', event => {
    const target = event.target as Element;
    if (event.ctrlKey || event.metaKey || event.defaultPrevented || target.matches('input, select, textarea')) return;
    // A button in focus is pressed by these.
    if ((event.key === 'Enter' || event.key === ' ') && target.matches('button')) return;
    const run = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (run === undefined) return;
    event.preventDefault();
    run(event);
  });
}

/** The card an arrow leads to: along an edge to the side, to the next card of about the same column up and down. */
export function neighbour(stage: Pick<Stage, 'scene' | 'spotOf'>, id: string, key: string): string | null {
  const scene = stage.scene();
  const card = scene.byId.get(id);
  const at = stage.spotOf(id);
  if (card === undefined || at === null) return null;
  const self = scene.cards.indexOf(card);
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const up = (key === 'ArrowLeft') !== isMirrored();
    const ends = card.edges.flatMap(e => {
      const edge = scene.edges[e]!;
      return up ? (edge.to === self && edge.from !== self ? [edge.from] : []) : edge.from === self && edge.to !== self ? [edge.to] : [];
    });
    return best(ends.map(i => scene.cards[i]!.id), other => Math.abs(stage.spotOf(other)!.y - at.y));
  }
  const down = key === 'ArrowDown';
  return best(
    scene.cards.flatMap(c => {
      const spot = stage.spotOf(c.id)!;
      const same = spot.x < at.x + card.width && spot.x + c.width > at.x;
      return c.id !== id && same && (down ? spot.y > at.y : spot.y < at.y) ? [c.id] : [];
    }),
    other => Math.abs(stage.spotOf(other)!.y - at.y),
  );
}

function best(ids: readonly string[], cost: (id: string) => number): string | null {
  let found: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const id of ids) {
    const c = cost(id);
    if (c >= least) continue;
    least = c;
    found = id;
  }
  return found;
}
