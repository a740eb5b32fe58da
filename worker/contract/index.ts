/** The web's one door: types only, so that no schema reaches a browser. */
export type * from './account-reservations.ts';
export type * from './availability.ts';
export type * from './auth.ts';
export type * from './common.ts';
export type * from './floor-maps.ts';
export type * from './forecast.ts';
export type * from './groups.ts';
export type * from './live.ts';
export type * from './operation.ts';
export type { Call, OperationKey, Operations } from './operations.ts';
export type * from './people.ts';
export type * from './reservations.ts';
export type * from './restaurants.ts';
export type * from './seating.ts';
export type * from './tables.ts';
export type * from './waitlist.ts';
export type * from './what-if.ts';
export type * from './work.ts';
