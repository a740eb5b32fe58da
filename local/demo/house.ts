/** What makes a demo restaurant: how it looks, how it works, and who comes. */
import type {
  BookingPolicies,
  CreateRestaurant,
  UpdateAreas,
  UpdateSettings,
} from '../../worker/contract/restaurants.ts';
import type * as z from 'zod';
import type { DrawnMap } from './floor-drawing.ts';
import type { Clientele } from './guests.ts';

export interface DemoHouse extends Clientele {
  /** 1, 2, 3: also its id on a fresh state. */
  readonly place: number;
  readonly profile: Omit<z.input<typeof CreateRestaurant>, 'groupId'>;
  readonly settings: Required<Omit<UpdateSettings, 'specialDays' | 'policies' | 'seating'>> & {
    readonly policies: z.infer<typeof BookingPolicies>;
  };
  /** A day off ahead: so many days from the first start, moved on from Friday and Saturday. */
  readonly closure: { readonly daysAhead: number; readonly name: string };
  readonly areas: z.input<typeof UpdateAreas>['areas'];
  readonly maps: readonly DrawnMap[];
  readonly combinations: readonly DemoCombination[];
  readonly demand: Demand;
}

export interface DemoCombination {
  readonly tableNumbers: readonly string[];
  readonly partySizeMin: number;
  readonly partySizeMax: number;
}

export interface Demand {
  /** Bookings asked for on an ordinary Saturday, walk-ins not counted. */
  readonly bookingsPerSaturday: number;
  /** How busy a weekday is against Saturday, Sunday first. */
  readonly weekdayShares: readonly number[];
  /** How busy a month is, January first. */
  readonly monthShares: readonly number[];
  /** Start hours and how many want them. */
  readonly hours: readonly (readonly [hour: number, weight: number])[];
  readonly walkInShare: number;
  /** Half of the guests book earlier than this. */
  readonly medianLeadDays: number;
}

type Size = readonly [partySize: number, weight: number];

/** Party sizes of 36,000 real bookings of 275 restaurants. */
export const partySizes: readonly Size[] = [
  [1, 2],
  [2, 43],
  [3, 17],
  [4, 14],
  [5, 6],
  [6, 5],
  [7, 3],
  [8, 3],
  [9, 1.4],
  [10, 1.4],
  [11, 0.6],
  [12, 0.6],
];
