import { expect, test } from 'vitest';
import { clockJumps } from './clock-jumps.ts';

test('whatever the clock does, a day goes forward, closes once and hands over once', async () => {
  const { complaints, facts } = await clockJumps({ seed: 'short', kills: 1 });
  expect(complaints, JSON.stringify(facts)).toEqual([]);
}, 180_000);
