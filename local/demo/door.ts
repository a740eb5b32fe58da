/** Who stands at the door tonight: a few parties on the waitlist, so that whoever looks at the floor first finds some. */
import type * as z from 'zod';
import type { JoinWaitlist } from '../../worker/contract/waitlist.ts';
import type { ApiClient } from '../api-client.ts';
import { chanceOf } from './demand.ts';
import { drawGuest } from './guests.ts';
import { partySizes } from './house.ts';
import type { DemoHouse } from './house.ts';
import type { OpenedHouse } from './set-up.ts';
import type { Happening } from './timeline.ts';
import { drawWishes } from './wishes.ts';

const minuteMs = 60_000;
/** Minutes ago; nobody is away for as long as two calls that were not answered, after which a party is off the list. */
const joined = [
  [12, 15],
  [8, 11],
  [4, 7],
  [1, 3],
] as const;
const sizes = partySizes.filter(([size]) => size >= 2 && size <= 6);
const notes = ['Waits at the bar.', 'Has a pram.', 'Would sit at the counter.', 'Went round the block.', null] as const;

export interface DrawnWait {
  /** Epoch milliseconds. */
  readonly joinedAt: number;
  readonly body: z.input<typeof JoinWaitlist>;
}

/** In order of joining, the last just before `at`. */
export function drawWaiting(house: DemoHouse, date: string, at: number): DrawnWait[] {
  const seed = chanceOf(house);
  const chance = seed.of(`door ${date}`);
  return joined.map(([from, until], index) => {
    const own = chance.of(index);
    const { name, phone, email } = drawGuest(house, own, seed);
    const { preferred } = drawWishes(house, false, own);
    const note = own.pick(notes);
    return {
      joinedAt: at - own.whole(from, until) * minuteMs,
      body: {
        partySize: own.weighted(sizes),
        name,
        phone,
        preferredSeating: preferred,
        ...(email === null ? {} : { email }),
        ...(note === null ? {} : { notes: note }),
      },
    };
  });
}

/** They come whether there is room or not; where the house is closed or has given its last tables it says so itself. */
export function waitAtDoor(api: ApiClient, opened: OpenedHouse, date: string, at: number): Happening[] {
  const params = { id: opened.restaurantId };
  return drawWaiting(opened.house, date, at).map(({ joinedAt, body }, index) => ({
    at: joinedAt,
    alone: true,
    act: async () => {
      // The key: a fill that was interrupted puts nobody on the list twice.
      const idempotencyKey = `demo-waitlist-${date}-${String(index)}`;
      const answer = await api.ask('POST /api/restaurants/{id}/waitlist', { params, body, idempotencyKey });
      if (!answer.ok && answer.status !== 409) throw new Error(`nobody may wait: ${answer.problem.detail}`);
    },
  }));
}
