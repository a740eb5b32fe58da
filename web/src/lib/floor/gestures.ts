import type { Viewport } from './viewport.ts';
import { pan, zoomAt } from './viewport.ts';

/** A finger that moved less than this only touched. CSS pixels. */
const slop = 8;

export interface GestureTarget {
  view(): Viewport;
  scaleMin(): number;
  show(view: Viewport): void;
  /** A table is being pulled: answers whether it has a party that may be carried. */
  lift(tableId: number, at: PointerEvent): boolean;
}

interface Point {
  x: number;
  y: number;
}

/**
 * Pan with one finger or the mouse, pinch with two, zoom with the wheel. A drag that begins on a table carries its party.
 * For `{@attach mapGestures(target)}` on the map's SVG.
 */
export function mapGestures(target: GestureTarget): (svg: SVGSVGElement) => () => void {
  return (svg) => {
    const pointers = new Map<number, Point>();
    let moved = false;
    let start: Point = { x: 0, y: 0 };
    let tableId: number | null = null;

    const within = (event: { clientX: number; clientY: number }): Point => {
      const box = svg.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };

    const down = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      if (pointers.size === 0) {
        moved = false;
        start = within(event);
        const table = event.target instanceof Element ? event.target.closest<SVGElement>('[data-table-id]') : null;
        tableId = table === null ? null : Number(table.dataset['tableId']);
      }
      pointers.set(event.pointerId, within(event));
    };

    const move = (event: PointerEvent): void => {
      const before = pointers.get(event.pointerId);
      if (before === undefined) return;
      const now = within(event);
      if (!moved && pointers.size === 1 && distance(start, now) < slop) return;
      if (!moved) {
        moved = true;
        if (pointers.size === 1 && tableId !== null && target.lift(tableId, event)) {
          pointers.clear();
          return;
        }
        svg.setPointerCapture(event.pointerId);
      }
      const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
      pointers.set(event.pointerId, now);
      const [other] = others;
      const view = pan(target.view(), (now.x - before.x) / pointers.size, (now.y - before.y) / pointers.size);
      if (other === undefined) target.show(view);
      else {
        const factor = distance(now, other) / Math.max(1, distance(before, other));
        target.show(zoomAt(view, factor, middle(now, other), target.scaleMin()));
      }
    };

    const up = (event: PointerEvent): void => {
      pointers.delete(event.pointerId);
    };

    // What ends a pan is not a tap on the table under the finger.
    const click = (event: MouseEvent): void => {
      if (!moved) return;
      moved = false;
      event.stopPropagation();
      event.preventDefault();
    };

    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const factor = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015));
      target.show(zoomAt(target.view(), factor, within(event), target.scaleMin()));
    };

    const leave = new AbortController();
    const { signal } = leave;
    svg.addEventListener('pointerdown', down, { signal });
    svg.addEventListener('pointermove', move, { signal });
    svg.addEventListener('pointerup', up, { signal });
    svg.addEventListener('pointercancel', up, { signal });
    svg.addEventListener('click', click, { signal, capture: true });
    svg.addEventListener('wheel', wheel, { signal, passive: false });
    return () => {
      leave.abort();
    };
  };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
