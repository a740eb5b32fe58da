/** The people who come to a demo restaurant: numbered, so that the same guest is the same everywhere. */
import type { Chance } from '../../worker/domain/chance.ts';
import { drawName } from './names.ts';
import type { Origin } from './names.ts';

export interface DemoGuest {
  readonly id: number;
  readonly name: string;
  readonly phone: string;
  readonly email: string | null;
}

export interface Clientele {
  readonly origins: readonly (readonly [Origin, number])[];
  /** Numbers that are never given to anybody, from a counter that has at most five digits. */
  readonly phoneOf: (number: number) => string;
}

/** Guests of one restaurant have ids of a range of their own, so that a fill that was interrupted goes on with the same. */
const idsPerRestaurant = 100_000;
const guestsMax = 5_000;
/** Every third visit is by one of the regulars. */
const regularShare = 0.34;
const regulars = 220;
const withMailShare = 0.86;

/** `place` is the restaurant's place in the demo, from 1. */
export function drawGuest(house: { readonly place: number } & Clientele, chance: Chance, seed: Chance): DemoGuest {
  const number = chance.happens(regularShare) ? chance.whole(1, regulars) : chance.whole(regulars + 1, guestsMax);
  const own = seed.of(`guest ${number}`);
  const { full, latin } = drawName(own, house.origins);
  const email = own.happens(withMailShare) ? `${latin}.${number}@example.com` : null;
  return { id: house.place * idsPerRestaurant + number, name: full, phone: house.phoneOf(number), email };
}
