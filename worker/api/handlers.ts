/** Every operation of the contract and who answers it; an operation without a handler does not compile. */
import { areaHandlers } from './areas.ts';
import { authHandlers } from './auth.ts';
import { availabilityHandlers } from './availability.ts';
import { combinationHandlers } from './combinations.ts';
import { floorHandlers } from './floor.ts';
import { floorMapHandlers } from './floor-maps.ts';
import { groupAvailabilityHandlers } from './group-availability.ts';
import { guestPortalHandlers } from './guest-portal.ts';
import { healthHandlers } from './health.ts';
import { holdHandlers } from './holds.ts';
import type { Handlers } from './operation.ts';
import { reservationHandlers } from './reservations.ts';
import { restaurantHandlers } from './restaurants.ts';
import { settingsHandlers } from './settings.ts';
import { tableChangeHandlers } from './table-changes.ts';
import { tableHandlers } from './tables.ts';

export const handlers = {
  ...areaHandlers,
  ...authHandlers,
  ...availabilityHandlers,
  ...combinationHandlers,
  ...floorHandlers,
  ...floorMapHandlers,
  ...groupAvailabilityHandlers,
  ...guestPortalHandlers,
  ...healthHandlers,
  ...holdHandlers,
  ...reservationHandlers,
  ...restaurantHandlers,
  ...settingsHandlers,
  ...tableChangeHandlers,
  ...tableHandlers,
} satisfies Required<Handlers>;
