import { createContext } from 'svelte';
import type { Restaurant } from '#contract';
import type { DayFeed } from '#lib/live/day-feed.svelte.ts';
import type { Expected } from './expected.svelte.ts';
import type { FloorDesk } from './floor-desk.svelte.ts';
import type { Room } from './room.ts';

/** What every part of the floor page works with. */
export interface FloorContext {
  readonly restaurant: Restaurant;
  readonly feed: DayFeed;
  readonly desk: FloorDesk;
  readonly expected: Expected;
  /** Read through the object: it changes when the room is rearranged. */
  readonly room: Room;
  /** Parties are seated today only; on other dates the floor is a plan. */
  readonly isToday: boolean;
  readonly openTable: (tableId: number) => void;
}

export const [getFloor, setFloor] = createContext<FloorContext>();
