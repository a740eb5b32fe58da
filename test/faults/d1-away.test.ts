import { expect, test } from 'vitest';
import { d1Away } from './d1-away.ts';

test('with D1 away or losing its answers open days go on, and D1 catches up by itself', async () => {
  const { complaints, facts } = await d1Away({ seed: 'short', seconds: 4 });
  expect(complaints, JSON.stringify(facts)).toEqual([]);
}, 180_000);
