import { describe, expect, test } from 'vitest';
import { nearestTable } from '#lib/floor/nearest-table.ts';
import { baselinesOf, layoutTable } from '#lib/floor/table-layout.ts';
import { boxAround, drawnSize, fit, pan, reveal, smallestScale, zoomAt } from '#lib/floor/viewport.ts';

describe('arrow keys go to the nearest table in that direction', () => {
  const room = [
    { id: 1, x: 0, y: 0 },
    { id: 2, x: 100, y: 10 },
    { id: 3, x: 90, y: 80 },
    { id: 4, x: 0, y: 100 },
    { id: 5, x: 300, y: 0 },
  ];
  test.each([
    ['right', 1, 2],
    ['down', 1, 4],
    ['up', 4, 1],
    ['left', 2, 1],
    ['right', 2, 5],
    ['left', 5, 2],
    ['left', 1, null],
    ['up', 1, null],
    ['down', 5, 3],
  ] as const)('%s of %i', (direction, from, to) => {
    const start = room.find(({ id }) => id === from) ?? { id: 0, x: 0, y: 0 };
    expect(nearestTable(start, direction, room)?.id ?? null).toBe(to);
  });
});

describe('the viewport', () => {
  const content = { x: 0, y: 0, width: 1000, height: 500 };
  const size = { width: 500, height: 500 };

  test('fits everything, centred', () => {
    expect(fit(content, size, 0.1)).toEqual({ scale: 0.5, x: 0, y: -250 });
  });

  test('shows the beginning where everything would be too small to touch', () => {
    expect(fit(content, size, 1)).toEqual({ scale: 1, x: 0, y: 0 });
  });

  test('leaves room for what lies over the top', () => {
    const { y, scale } = fit({ ...content, height: 1000 }, size, 0.1, 100);
    expect((0 - y) * scale).toBe(100);
  });

  test('zooms around the point under the finger', () => {
    const before = { x: 10, y: 20, scale: 1 };
    const after = zoomAt(before, 2, { x: 100, y: 50 }, 0.1);
    expect(after.x + 100 / after.scale).toBe(before.x + 100);
    expect(after.y + 50 / after.scale).toBe(before.y + 50);
  });

  test('pans by what the finger went', () => {
    expect(pan({ x: 0, y: 0, scale: 2 }, 10, -10)).toEqual({ x: -5, y: 5, scale: 2 });
  });

  test('reveals a table by as little as it takes', () => {
    const view = { x: 0, y: 0, scale: 1 };
    expect(reveal(view, { x: 100, y: 100, width: 50, height: 50 }, size)).toEqual(view);
    expect(reveal(view, { x: 480, y: 0, width: 50, height: 50 }, size)).toEqual({ x: 30, y: 0, scale: 1 });
  });

  test('a box around nothing is still a room', () => {
    expect(boxAround([], 10).width).toBeGreaterThan(0);
  });
});

describe('every table is a target of 44 pixels', () => {
  const bar = [0, 74, 148].map((y) => ({ x: 0, y, width: 50, height: 50 }));

  test('small tables are drawn larger', () => {
    expect(drawnSize({ width: 50, height: 120 }, 0.5)).toEqual({ width: 88, height: 120 });
  });

  test('no zoom lets them cover each other', () => {
    const scale = smallestScale(bar);
    const drawn = drawnSize({ width: 50, height: 50 }, scale);
    expect(drawn.height * scale).toBe(44);
    expect(drawn.height).toBeLessThanOrEqual(74);
  });

  test('tables that the map lays over each other do not stop the zoom', () => {
    const over = { x: 10, y: 10, width: 50, height: 50 };
    expect(smallestScale([bar[0] ?? over, over])).toBeLessThan(1);
  });
});

test('a table holds as many rows as it has room for, within its edges', () => {
  for (const side of [44, 55, 64, 80, 120, 240]) {
    const layout = layoutTable({ width: side, height: side }, false);
    const baselines = baselinesOf(layout, 4);
    expect(baselines.length).toBe(side < 50 ? 3 : 4);
    expect(baselines[0]).toBeGreaterThan(-side / 2 + layout.numberSize * 0.6);
    expect(baselines.at(-1)).toBeLessThan(side / 2 - 1);
  }
});
