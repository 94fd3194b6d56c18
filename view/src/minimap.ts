import { colourOf } from './badge';
import type { Viewport, Spot } from './paint';
import type { Scene } from './scene';
import type { Theme } from './theme';

export interface Minimap {
  readonly element: HTMLCanvasElement;
  /** Takes over a changed picture. */
  show(scene: Scene, spots: readonly Spot[]): void;
  draw(view: Viewport, size: { readonly width: number; readonly height: number }, theme: Theme): void;
}

const WIDTH = 168;
const HEIGHT = 104;
const PAD = 8;

/** The whole picture in small, with a frame around what is in view. A click or a drag goes there. */
export function minimap(goTo: (x: number, y: number) => void): Minimap {
  const element = document.createElement('canvas');
  element.className = 'minimap';
  element.setAttribute('aria-hidden', 'true');
  const ratio = Math.max(1, globalThis.devicePixelRatio || 1);
  element.width = WIDTH * ratio;
  element.height = HEIGHT * ratio;
  const ctx = element.getContext('2d')!;
  let scene: Scene = { cards: [], edges: [], byId: new Map() };
  let spots: readonly Spot[] = [];
  let [k, left, top] = [1, 0, 0];

  element.addEventListener('pointerdown', event => {
    element.setPointerCapture(event.pointerId);
    go(event);
  });
  element.addEventListener('pointermove', event => {
    if (element.hasPointerCapture(event.pointerId)) go(event);
  });
  function go(event: PointerEvent): void {
    event.stopPropagation();
    goTo((event.offsetX - left) / k, (event.offsetY - top) / k);
  }

  return {
    element,
    show(given, at) {
      scene = given;
      spots = at;
      let [x0, y0, x1, y1] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (const [i, c] of scene.cards.entries()) {
        const s = spots[i]!;
        x0 = Math.min(x0, s.x);
        y0 = Math.min(y0, s.y);
        x1 = Math.max(x1, s.x + c.width);
        y1 = Math.max(y1, s.y + c.height);
      }
      k = Math.min(0.2, (WIDTH - 2 * PAD) / Math.max(1, x1 - x0), (HEIGHT - 2 * PAD) / Math.max(1, y1 - y0));
      left = WIDTH / 2 - ((x0 + x1) / 2) * k;
      top = HEIGHT / 2 - ((y0 + y1) / 2) * k;
    },
    draw(view, size, theme) {
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.clearRect(0, 0, WIDTH, HEIGHT);
      ctx.globalAlpha = 0.85;
      for (const [i, c] of scene.cards.entries()) {
        ctx.fillStyle = colourOf(c.node.system);
        ctx.fillRect(left + spots[i]!.x * k, top + spots[i]!.y * k, Math.max(1.2, c.width * k), Math.max(1, c.height * k));
      }
      ctx.globalAlpha = 1;
      ctx.strokeStyle = theme.accent;
      ctx.lineWidth = 1.5;
      const [x, y] = [left + (-view.x / view.k) * k, top + (-view.y / view.k) * k];
      ctx.strokeRect(Math.max(1, x), Math.max(1, y), Math.min(WIDTH - 2, x + (size.width / view.k) * k) - Math.max(1, x), Math.min(HEIGHT - 2, y + (size.height / view.k) * k) - Math.max(1, y));
    },
  };
}
