import { expect, test } from 'vitest';
import { deliveries } from './deliveries.ts';

test('whatever happens to the queue, the provider or the runtime, every due message leaves, and none that is untrue', async () => {
  const { complaints, facts } = await deliveries({ seed: 'short', kills: 1 });
  expect(complaints, JSON.stringify(facts)).toEqual([]);
}, 180_000);
