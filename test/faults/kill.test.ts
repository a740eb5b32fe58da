import { expect, test } from 'vitest';
import { killRounds } from './kill-rounds.ts';

test('what was acknowledged survives SIGKILL of the runtime under load, and D1 catches up by itself', async () => {
  const { complaints, facts } = await killRounds({ seed: 'short', kills: 3 });
  expect(complaints, JSON.stringify(facts)).toEqual([]);
}, 180_000);
