/** What is known of a restaurant stays good while D1 is away. */
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';
import type { Env } from '../../../worker/env.ts';
import { restaurantFacts } from '../../../worker/store/restaurant-facts.ts';
import { openHouse } from '../api/house.ts';

const hourMs = 3_600_000;
/** A connection that fails, and one with wrong SQL. */
const broken = (message: string): Env => ({
  ...env,
  DB: new Proxy(env.DB, {
    get: () => () => {
      throw new Error(message);
    },
  }),
});

afterEach(() => {
  vi.restoreAllMocks();
});

test('facts from before the outage are answered for as long as it lasts', async () => {
  const { id } = await openHouse();
  const facts = await restaurantFacts(env, id);
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + hourMs);
  expect(await restaurantFacts(broken('D1_ERROR: Network connection lost.'), id)).toEqual(facts);
  await expect(restaurantFacts(broken('D1_ERROR: no such table'), id)).rejects.toThrow('no such table');
});
