import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const tokens = readFileSync('web/src/lib/design/tokens.css', 'utf8');

/** A colour of the token by day and by night. */
function colours(name: string): [string, string] {
  const [, value = ''] = new RegExp(`--${name}: ([^;]+);`).exec(tokens) ?? [];
  const [day, night = day] = value.match(/#[0-9a-f]{6}/g) ?? [];
  if (day === undefined || night === undefined) throw new Error(`--${name} is no colour`);
  return [day, night];
}

/** WCAG 2 relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ['by day', 0],
  ['by night', 1],
] as const)('%s', (_, at) => {
  const colour = (name: string): string => colours(name)[at];

  test.each([
    ['ink', ['paper', 'surface', 'sunken'], 7],
    ['ink-soft', ['paper', 'surface', 'sunken'], 4.5],
    ['accent', ['paper', 'surface', 'accent-soft'], 4.5],
    ['on-accent', ['accent', 'accent-strong'], 4.5],
    ['danger', ['paper', 'surface', 'danger-soft'], 4.5],
    ['warning', ['warning-soft'], 4.5],
    ['success', ['success-soft'], 4.5],
    ['line-strong', ['paper', 'surface', 'sunken'], 3],
    ['focus', ['paper', 'surface', 'sunken', 'accent-soft'], 3],
  ] as const)('%s stands out on %j by %d:1', (name, grounds, ratio) => {
    for (const ground of grounds) expect(contrast(colour(name), colour(ground)), ground).toBeGreaterThanOrEqual(ratio);
  });
});
