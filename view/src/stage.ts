import type { Arranged } from './arrange';
import { cardElement } from './cardView';
import { distanceTo, type Point, pointOn } from './curves';
import { isMirrored } from './direction';
import { el } from './dom';
import { minimap } from './minimap';
import { DRAWN_BELOW, type DrawnEdge, drawnEdges, type Light, paint, type Spot, type TracedLine, tracedLines, type Viewport } from './paint';
import { type Card, looksSame, rowMiddle, type Scene } from './scene';
import { onThemeChange, readTheme, type Theme } from './theme';
import { t } from './words';

export interface StageEvents {
  act(card: Card, act: string, column: string | null, event: MouseEvent): void;
  select(id: string | null): void;
  hover(card: Card | null, column: string | null, at: Point): void;
  hoverEdge(edge: number, at: Point): void;
  clickEdge(edge: number, at: Point): void;
  clickGround(): void;
}

export interface Stage {
  readonly element: HTMLElement;
  /** Goes over to another picture. `anchor` keeps its place on the screen. */
  show(scene: Scene, arranged: Arranged, anchor: string | null): void;
  select(id: string | null): void;
  light(light: Partial<Light>): void;
  fit(): void;
  /** Brings a card into view, in the middle if it was outside; `far` moves it there in any case. */
  reveal(id: string, far?: boolean): void;
  /** What a new picture begins with: all of it if that can be read, else the card in the middle. */
  open(id: string | null): void;
  zoom(factor: number, at?: Point): void;
  pan(x: number, y: number): void;
  focusCard(id: string): void;
  spotOf(id: string): Spot | null;
  scene(): Scene;
  arranged(): Arranged;
  /** Ids of cards by how near they stand to the middle of what is in view. */
  nearest(): string[];
  theme(): Theme;
}

const [LEAST, MOST] = [0.02, 2.5];
/** A window narrower than this shows a whole picture smaller before it cuts it. */
const NARROW = 800;
const MOVE_MS = 240;
/** More cards and edges than this can't be painted within every frame. */
const HEAVY = 2500;
/** Cards made within one frame. */
const MOST_BUILT = 30;
const EMPTY: Scene = { cards: [], edges: [], byId: new Map() };

/** Draws scenes: edges on a canvas, cards as elements as long as they are large enough to be read and in view. */
export function stage(events: StageEvents): Stage {
  const canvas = el('canvas', { 'aria-hidden': 'true' });
  const layer = el('div', { class: 'layer' });
  const element = el('div', { class: 'stage', tabindex: '0', role: 'application', 'aria-label': t('Lineage picture. Arrow keys walk along the edges, question mark shows all keys.'), 'aria-roledescription': t('graph') }, canvas, layer);
  const ctx = canvas.getContext('2d')!;
  const view: Viewport = { x: 0, y: 0, k: 1 };
  const size = { width: 1, height: 1, ratio: 1 };
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let theme: Theme = readTheme();
  let scene: Scene = EMPTY;
  let arranged: Arranged = { places: [], bends: [], groups: [] };
  let spots: Spot[] = [];
  let starts: Spot[] = [];
  let edges: DrawnEdge[] = [];
  let moveFrom = 0;
  let glide: { from: Viewport; to: Viewport; start: number } | null = null;
  let light: Light = { card: -1, edge: -1, trace: null, words: () => '' };
  let selected: string | null = null;
  let pending = false;
  let dirty = true;
  let painted: Viewport | null = null;
  let resting: ReturnType<typeof setTimeout> | undefined;
  /** What the window was fitted to, as long as nobody has moved it: it is fitted again when its size changes. */
  let fitted: { readonly id: string | null } | null = null;
  /** The steps of the lit way, as they were asked for last. */
  let steps: { readonly of: Light['trace']; readonly places: Arranged; readonly lines: readonly TracedLine[] } | null = null;
  const built = new Map<string, { readonly element: HTMLElement; card: Card; spot: Spot }>();
  const map = minimap((x, y) => {
    glide = null;
    fitted = null;
    view.x = size.width / 2 - x * view.k;
    view.y = size.height / 2 - y * view.k;
    soon(true);
  });
  element.append(map.element);

  // --- frames -----------------------------------------------------------------------------------------------------

  /** `moved`: only the window has moved; all that is drawn stays as it was. */
  function soon(moved = false): void {
    if (!moved) dirty = true;
    if (pending) return;
    pending = true;
    requestAnimationFrame(frame);
  }

  function frame(now: number): void {
    pending = false;
    if (moveFrom > 0) {
      const part = calm.matches ? 1 : Math.min(1, (now - moveFrom) / MOVE_MS);
      const e = 1 - (1 - part) ** 3;
      for (const [i, to] of arranged.places.entries()) {
        spots[i]!.x = starts[i]!.x + (to.x - starts[i]!.x) * e;
        spots[i]!.y = starts[i]!.y + (to.y - starts[i]!.y) * e;
      }
      edges = drawnEdges(scene, spots, part === 1 ? arranged.bends : null);
      if (part === 1) {
        moveFrom = 0;
        map.show(scene, spots);
      } else soon();
      dirty = true;
    }
    if (glide !== null) {
      const part = calm.matches ? 1 : Math.min(1, (now - glide.start) / MOVE_MS);
      const e = 1 - (1 - part) ** 3;
      for (const key of ['x', 'y', 'k'] as const) view[key] = glide.from[key] + (glide.to[key] - glide.from[key]) * e;
      if (part === 1) glide = null;
      else soon(true);
    }
    if (!dirty && painted !== null && view.k < DRAWN_BELOW && scene.cards.length + edges.length > HEAVY) slide(painted);
    else {
      dirty = false;
      canvas.style.transform = '';
      painted = { ...view };
      paint(ctx, size, view, scene, spots, edges, arranged.groups, moveFrom > 0 ? null : arranged.bends, light, theme);
    }
    placeCards();
    map.draw(view, size, theme);
  }

  /** A very large picture is moved as it was painted while the hand moves, and painted anew when it rests. */
  function slide(from: Viewport): void {
    const scale = view.k / from.k;
    canvas.style.transform = `translate(${view.x - from.x * scale}px, ${view.y - from.y * scale}px) scale(${scale})`;
    clearTimeout(resting);
    resting = setTimeout(() => soon(), 130);
  }

  function placeCards(): void {
    layer.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.k})`;
    const margin = 60;
    const [left, top, right, bottom] = [(-margin - view.x) / view.k, (-margin - view.y) / view.k, (size.width + margin - view.x) / view.k, (size.height + margin - view.y) / view.k];
    const wanted = new Set<string>();
    let count = 0;
    for (let i = 0; i < scene.cards.length; i++) {
      const card = scene.cards[i]!;
      const spot = spots[i]!;
      const inView = view.k >= DRAWN_BELOW && spot.x < right && spot.x + card.width > left && spot.y < bottom && spot.y + card.height > top;
      // The card in focus stays an element wherever it is, so that the focus is not lost.
      if (!inView && !(card.id === selected && built.get(card.id)?.element.contains(document.activeElement))) continue;
      wanted.add(card.id);
      let made = built.get(card.id);
      // A picture made anew shows mostly what it showed: an element that looks the same stays.
      if (made !== undefined && made.card !== card && looksSame(made.card, card)) made.card = card;
      if (made === undefined || made.card !== card) {
        // The rest comes with the next frames.
        if (made === undefined && count >= MOST_BUILT && card.id !== selected) {
          soon(true);
          continue;
        }
        count++;
        const fresh = cardElement(card);
        const focused = made?.element.contains(document.activeElement) ?? false;
        if (made === undefined) layer.append(fresh);
        else {
          fresh.classList.add('still');
          made.element.replaceWith(fresh);
        }
        made = { element: fresh, card, spot: { x: Number.NaN, y: 0 } };
        built.set(card.id, made);
        dress(made.element, card);
        if (focused) fresh.focus({ preventScroll: true });
      }
      if (made.spot.x !== spot.x || made.spot.y !== spot.y) {
        made.spot = { x: spot.x, y: spot.y };
        made.element.style.transform = `translate(${spot.x}px, ${spot.y}px)`;
      }
    }
    for (const [id, made] of built) {
      if (wanted.has(id)) continue;
      made.element.remove();
      built.delete(id);
    }
  }

  /** Classes that tell what is selected and lit. */
  function dress(card: HTMLElement, { id }: Card): void {
    const traced = light.trace?.columns.get(id);
    card.classList.toggle('selected', id === selected);
    card.classList.toggle('off', light.trace !== null && traced === undefined);
    card.tabIndex = id === selected ? 0 : -1;
    for (const row of card.querySelectorAll<HTMLElement>('[data-column]')) row.classList.toggle('lit', traced?.has(row.dataset['column']!) ?? false);
  }

  function dressAll(): void {
    for (const made of built.values()) dress(made.element, made.card);
    soon();
  }

  // --- the hand ---------------------------------------------------------------------------------------------------

  let drag: { x: number; y: number; moved: boolean; pointer: number } | null = null;
  element.addEventListener('pointerdown', event => {
    if (event.button === 2 || (event.target as Element).closest('.minimap')) return;
    drag = { x: event.clientX, y: event.clientY, moved: false, pointer: event.pointerId };
  });
  element.addEventListener('pointermove', event => {
    if (drag === null) {
      hover(event);
      return;
    }
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(dx, dy) < 4) return;
    if (!drag.moved) {
      drag.moved = true;
      element.setPointerCapture(drag.pointer);
      element.classList.add('dragging');
    }
    glide = null;
    fitted = null;
    view.x += dx;
    view.y += dy;
    drag.x = event.clientX;
    drag.y = event.clientY;
    soon(true);
  });
  const drop = (): void => {
    element.classList.remove('dragging');
    // The click that follows a drag is none.
    if (drag?.moved) dragged = true;
    drag = null;
  };
  let dragged = false;
  element.addEventListener('pointerup', drop);
  element.addEventListener('pointercancel', drop);
  element.addEventListener('pointerleave', event => events.hover(null, null, pointOf(event)));
  element.addEventListener('click', event => {
    if (dragged) {
      dragged = false;
      return;
    }
    const target = event.target as Element;
    if (target.closest('.minimap')) return;
    const card = cardAt(target, event);
    if (card !== null) {
      const act = target.closest<HTMLElement>('[data-act]');
      events.act(card, act?.dataset['act'] ?? 'card', act?.dataset['name'] ?? null, event);
      return;
    }
    const edge = edgeAt(pointOf(event));
    if (edge >= 0) events.clickEdge(edge, pointOf(event));
    else events.clickGround();
  });
  element.addEventListener('wheel', event => {
    event.preventDefault();
    const line = event.deltaMode === 1 ? 16 : 1;
    // A mouse wheel and a pinch zoom; two fingers on a pad move the picture.
    const wheel = event.ctrlKey || event.deltaMode === 1 || (event.deltaX === 0 && Math.abs(event.deltaY) >= 80 && Number.isInteger(event.deltaY));
    if (wheel) zoom(Math.exp(-event.deltaY * line * (event.ctrlKey ? 0.01 : 0.0018)), pointOf(event));
    else pan(-event.deltaX * line, -event.deltaY * line);
  }, { passive: false });

  let hovered = '';
  function hover(event: PointerEvent): void {
    const target = event.target as Element;
    const at = pointOf(event);
    const card = target.closest('.minimap') ? null : cardAt(target, event);
    const column = target.closest<HTMLElement>('[data-name]')?.dataset['name'] ?? null;
    const edge = card === null && !target.closest('.minimap') ? edgeAt(at) : -1;
    const now = `${card?.id ?? ''}\n${column ?? ''}\n${edge}`;
    if (now === hovered) return;
    hovered = now;
    element.classList.toggle('pointing', edge >= 0 || (card !== null && view.k < DRAWN_BELOW));
    events.hover(card, column, at);
    events.hoverEdge(edge, at);
  }

  function pointOf(event: MouseEvent): Point {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  function cardAt(target: Element, event: MouseEvent): Card | null {
    const id = target.closest<HTMLElement>('.card')?.dataset['id'];
    if (id !== undefined) return scene.byId.get(id) ?? null;
    if (view.k >= DRAWN_BELOW) return null;
    const p = pointOf(event);
    const [x, y] = [(p.x - view.x) / view.k, (p.y - view.y) / view.k];
    const i = scene.cards.findIndex((c, n) => x >= spots[n]!.x && x <= spots[n]!.x + c.width && y >= spots[n]!.y && y <= spots[n]!.y + c.height);
    return scene.cards[i] ?? null;
  }

  /** The edge at a point of the window, -1 if there is none. A column's way lies over the edges, and its words over all. */
  function edgeAt(p: Point): number {
    const at = { x: (p.x - view.x) / view.k, y: (p.y - view.y) / view.k };
    const near = 7 / view.k;
    const way = wayLines();
    const said = way.find(s => s.between >= 0 && boxed(pointOn(s.line, 0.5), at)) ?? way.find(s => s.between >= 0 && distanceTo(s.line, at) < near);
    if (said !== undefined) return said.between;
    let best = -1;
    let least = near;
    for (const [i, { bounds: b, line }] of edges.entries()) {
      if (at.x < b.left - near || at.x > b.right + near || at.y < b.top - near || at.y > b.bottom + near) continue;
      const d = distanceTo(line, at);
      if (d >= least) continue;
      least = d;
      best = i;
    }
    return best;
  }

  function wayLines(): readonly TracedLine[] {
    if (light.trace === null) return [];
    if (steps?.of !== light.trace || steps.places !== arranged) steps = { of: light.trace, places: arranged, lines: tracedLines(scene, arranged.places, arranged.bends, light.trace) };
    return steps.lines;
  }

  // --- the window -------------------------------------------------------------------------------------------------

  function pan(x: number, y: number): void {
    glide = null;
    fitted = null;
    view.x += x;
    view.y += y;
    soon(true);
  }

  function zoom(factor: number, at: Point = { x: size.width / 2, y: size.height / 2 }): void {
    glide = null;
    fitted = null;
    const k = Math.max(LEAST, Math.min(MOST, view.k * factor));
    view.x = at.x - ((at.x - view.x) * k) / view.k;
    view.y = at.y - ((at.y - view.y) * k) / view.k;
    view.k = k;
    soon(true);
  }

  function go(to: Viewport, atOnce = false): void {
    if (atOnce) {
      glide = null;
      Object.assign(view, to);
    } else glide = { from: { ...view }, to, start: performance.now() };
    soon(true);
  }

  /** The window over all of the picture, as large as fits. */
  function whole(): Viewport {
    if (scene.cards.length === 0) return { x: 0, y: 0, k: 1 };
    const { x0, y0, x1, y1 } = extent();
    const [pad, right] = margins();
    const k = Math.max(LEAST, Math.min(1.15, (size.width - pad - right) / Math.max(1, x1 - x0), (size.height - 88) / Math.max(1, y1 - y0)));
    return { x: (size.width + pad - right) / 2 - ((x0 + x1) / 2) * k, y: size.height / 2 - ((y0 + y1) / 2) * k, k };
  }

  /** What the picture covers, in its own measure. */
  function extent(): { x0: number; y0: number; x1: number; y1: number } {
    let [x0, y0, x1, y1] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const [i, c] of scene.cards.entries()) {
      const p = arranged.places[i]!;
      [x0, y0, x1, y1] = [Math.min(x0, p.x), Math.min(y0, p.y), Math.max(x1, p.x + c.width), Math.max(y1, p.y + c.height)];
    }
    for (const g of arranged.groups) [x0, y0, x1, y1] = [Math.min(x0, g.x), Math.min(y0, g.y), Math.max(x1, g.x + g.width), Math.max(y1, g.y + g.height)];
    return { x0, y0, x1, y1 };
  }

  /** Room at the left and at the right; where the buttons stand there is more. */
  function margins(): [number, number] {
    const [own, buttons] = size.width > 500 ? [44, 66] : [24, 44];
    return isMirrored() ? [buttons, own] : [own, buttons];
  }

  /** What a picture begins with: all of it if it can be read, else the card, with as little empty ground at the sides as can be. */
  function opening(id: string | null): Viewport {
    const all = whole();
    if (id === null || all.k >= leastWhole()) return all;
    const { x0, y0, x1, y1 } = extent();
    const [pad, right] = margins();
    const wide = (size.width - pad - right) / Math.max(1, x1 - x0);
    const to = middleOf(id, wide >= leastWhole() ? Math.min(0.85, wide) : size.width < NARROW ? 0.62 : 0.85);
    if (to === null) return all;
    const within = (at: number, from: number, end: number, before: number, room: number): number => ((end - from) * to.k <= room ? before + (room - (end - from) * to.k) / 2 - from * to.k : Math.max(before + room - end * to.k, Math.min(before - from * to.k, at)));
    return { k: to.k, x: within(to.x, x0, x1, pad, size.width - pad - right), y: within(to.y, y0, y1, 44, size.height - 88) };
  }

  /** How small a picture may be shown rather than cut: in a narrow window a name can still be read when the rest can't. */
  const leastWhole = (): number => (size.width < 500 ? 0.28 : size.width < NARROW ? 0.34 : 0.5);

  /** Whether nothing of the picture lies outside the window. */
  function allInSight(): boolean {
    if (scene.cards.length === 0) return false;
    const { x0, y0, x1, y1 } = extent();
    return x0 * view.k + view.x >= 0 && y0 * view.k + view.y >= 0 && x1 * view.k + view.x <= size.width && y1 * view.k + view.y <= size.height;
  }

  function middleOf(id: string, k: number): Viewport | null {
    const i = scene.cards.findIndex(c => c.id === id);
    if (i < 0) return null;
    const [card, p] = [scene.cards[i]!, arranged.places[i]!];
    return { x: size.width / 2 - (p.x + card.width / 2) * k, y: size.height / 2 - (p.y + card.height / 2) * k, k };
  }

  function measure(): void {
    const before = { ...size };
    const sawAll = allInSight();
    size.width = Math.max(1, element.clientWidth);
    size.height = Math.max(1, element.clientHeight);
    size.ratio = Math.max(1, globalThis.devicePixelRatio || 1);
    if (before.width === size.width && before.height === size.height && before.ratio === size.ratio) return;
    canvas.width = Math.round(size.width * size.ratio);
    canvas.height = Math.round(size.height * size.ratio);
    if (fitted !== null) go(opening(fitted.id), true);
    else if (before.width > 1 && glide === null) {
      view.x += (size.width - before.width) / 2;
      view.y += (size.height - before.height) / 2;
      // What was in sight stays in sight, if need be smaller.
      if (sawAll && !allInSight() && whole().k >= leastWhole()) go(whole(), true);
    }
    soon();
  }
  new ResizeObserver(measure).observe(element);
  onThemeChange(() => {
    theme = readTheme();
    soon();
  });

  return {
    element,
    show(given, places, anchor) {
      const before = new Map(scene.cards.map((c, i) => [c.id, spots[i]!]));
      const kept = anchor === null ? undefined : before.get(anchor);
      const at = kept === undefined ? undefined : places.places[given.cards.findIndex(c => c.id === anchor)];
      const [dx, dy] = kept && at ? [kept.x - at.x, kept.y - at.y] : [0, 0];
      const shift = <T extends Point>(p: T): T => ({ ...p, x: p.x + dx, y: p.y + dy });
      if (anchor !== null) fitted = null;
      scene = given;
      arranged = { places: places.places.map(shift), bends: places.bends.map(b => b.map(shift)), groups: places.groups.map(shift) };
      // What is new comes out of the anchor's side rather than out of nowhere; a picture without an anchor is simply there.
      starts = scene.cards.map((c, i) => before.get(c.id) ?? arranged.places[i]!).map(p => ({ x: p.x, y: p.y }));
      spots = starts.map(s => ({ ...s }));
      edges = drawnEdges(scene, spots, before.size === 0 ? arranged.bends : null);
      moveFrom = performance.now();
      map.show(scene, arranged.places);
      const index = selected === null ? -1 : scene.cards.findIndex(c => c.id === selected);
      light = { ...light, card: index, edge: -1 };
      dressAll();
    },
    select(id) {
      selected = id;
      light = { ...light, card: id === null ? -1 : scene.cards.findIndex(c => c.id === id) };
      dressAll();
      events.select(id);
    },
    light(given) {
      light = { ...light, ...given };
      dressAll();
    },
    fit() {
      measure();
      go(whole());
      fitted = { id: null };
    },
    reveal(id, far = false) {
      const i = scene.cards.findIndex(c => c.id === id);
      if (i < 0) return;
      const [card, p] = [scene.cards[i]!, arranged.places[i]!];
      const [x, y] = [p.x * view.k + view.x, p.y * view.k + view.y];
      const inside = x > 16 && y > 16 && x + card.width * view.k < size.width - 16 && y + Math.min(card.height * view.k, size.height / 2) < size.height - 16;
      const to = middleOf(id, Math.max(view.k, DRAWN_BELOW + 0.2));
      if (to === null || !(far || !inside || view.k < DRAWN_BELOW)) return;
      fitted = null;
      go(to);
    },
    open(id) {
      measure();
      go(opening(id), true);
      fitted = { id };
    },
    zoom,
    pan,
    focusCard(id) {
      const made = built.get(id);
      if (made !== undefined) made.element.focus({ preventScroll: true });
      else element.focus({ preventScroll: true });
    },
    spotOf(id) {
      const i = scene.cards.findIndex(c => c.id === id);
      return i < 0 ? null : arranged.places[i]!;
    },
    scene: () => scene,
    arranged: () => arranged,
    nearest() {
      const [x, y] = [(size.width / 2 - view.x) / view.k, (size.height / 2 - view.y) / view.k];
      return scene.cards.map((c, i) => ({ id: c.id, d: Math.hypot(spots[i]!.x + c.width / 2 - x, spots[i]!.y + rowMiddle(c, '') - y) })).sort((a, b) => a.d - b.d).map(n => n.id);
    },
    theme: () => theme,
  };
}

/** Whether a point lies where the words on a step stand. */
function boxed(middle: Point, at: Point): boolean {
  return Math.abs(middle.x - at.x) < 46 && Math.abs(middle.y - at.y) < 11;
}
