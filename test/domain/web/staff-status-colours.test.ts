import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { statusPatterns } from '#lib/floor/status-drawing.ts';
import { shownStatuses, type ShownStatus } from '#lib/floor/table-status.ts';
import { blend, contrast, deltaE2000, seenBy, type Rgb, visions } from './colour-science.ts';

const tokens = readFileSync('web/src/lib/design/tokens.css', 'utf8');

function token(name: string): string {
  const value = new RegExp(`--${name}:\\s*([^;]+);`).exec(tokens)?.[1];
  if (value === undefined) throw new Error(`no token --${name}`);
  return value;
}

function rgb(hex: string): Rgb {
  const number = Number.parseInt(hex.slice(1), 16);
  return [Math.floor(number / 65_536), Math.floor(number / 256) % 256, number % 256];
}

const fill = (status: ShownStatus): Rgb => rgb(token(`status-${status}`));
const ink = (status: ShownStatus): Rgb => rgb(token(`status-${status}-ink`));

const pairs = shownStatuses.flatMap((one, index) =>
  shownStatuses.slice(index + 1).map((other) => [one, other] as const),
);

describe('statuses are told apart by colour', () => {
  test.each(visions)('as seen with %s vision', (vision) => {
    const distances = pairs.map(([one, other]) => deltaE2000(seenBy(vision, fill(one)), seenBy(vision, fill(other))));
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(25);
  });
});

describe('and without colour', () => {
  test.each(pairs)('%s and %s differ in lightness or in pattern', (one, other) => {
    const patterns = [statusPatterns[one]?.path ?? 'plain', statusPatterns[other]?.path ?? 'plain'];
    const apart = contrast(fill(one), fill(other)) >= 1.6 || patterns[0] !== patterns[1];
    expect(apart).toBe(true);
  });
});

describe('texts are read on every table', () => {
  test.each(shownStatuses)('%s', (status) => {
    expect(contrast(ink(status), fill(status))).toBeGreaterThanOrEqual(4.5);
    const pattern = statusPatterns[status];
    if (pattern === undefined) return;
    const crossed = blend(rgb(pattern.stroke), fill(status), pattern.opacity);
    expect(contrast(ink(status), crossed)).toBeGreaterThanOrEqual(4.5);
  });
});

describe('an outline holds every table on its ground', () => {
  const [light = '', dark = ''] = /light-dark\((#\w+), (#\w+)\)/.exec(token('status-outline'))?.slice(1) ?? [];
  const [lightGround = '', darkGround = ''] = /light-dark\((#\w+), (#\w+)\)/.exec(token('surface'))?.slice(1) ?? [];
  test.each([
    ['by day', light, lightGround],
    ['by night', dark, darkGround],
  ])('%s', (_, outline, ground) => {
    expect(contrast(rgb(outline), rgb(ground))).toBeGreaterThanOrEqual(7);
  });
});

test('the distance is that of CIEDE2000', () => {
  expect(deltaE2000([255, 0, 0], [0, 0, 255])).toBeCloseTo(52.88, 1);
  expect(deltaE2000([10, 20, 30], [10, 20, 30])).toBe(0);
});
