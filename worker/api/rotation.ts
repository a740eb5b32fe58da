/** The servers on shift and who is up next, from the roster and the live floor. */
import type { FloorSnapshot } from '../contract/live.ts';
import { type RotationParty, type RotationTable, rotationOf } from '../domain/service/rotation.ts';
import { shiftSpan } from '../domain/service/shifts.ts';
import { instantText } from '../domain/time/service-date.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import { listSections } from '../store/sections.ts';
import { type NamedShift, listShifts } from '../store/shifts.ts';
import { listTables } from '../store/tables.ts';
import { today } from './ask-day.ts';
import { floorOf } from './floor.ts';
import type { Handlers } from './operation.ts';
import { ProblemAnswer } from './problem.ts';

export const rotationHandlers = {
  'GET /api/restaurants/{id}/rotation': async ({ env, restaurant, query }) => {
    const { restaurantId } = restaurant;
    const date = query.date ?? today(restaurant);
    const [floor, roster, sections, tables] = await Promise.all([
      floorOf({ env, restaurant }, date),
      listShifts(env, restaurantId, date, date),
      listSections(env, restaurantId),
      listTables(env, restaurantId),
    ]);
    if (floor instanceof ProblemAnswer) return floor;
    const present = presentOf(roster, restaurant, Date.parse(floor.now), date === today(restaurant));
    const ownTables = new Map(sections.map(({ id, tableIds }) => [id, tableIds]));
    const servers = present.map((shift) => ({
      shift,
      shiftId: shift.id,
      ...shiftSpan(shift, restaurant),
      tableIds: ownTables.get(shift.sectionId ?? 0) ?? [],
    }));
    const seats = new Map(tables.map(({ id, capacity }) => [id, capacity]));
    const standings = rotationOf(servers, partiesOf(floor), tablesOf(floor, seats));
    const byShift = new Map(servers.map((server) => [server.shiftId, server]));
    const items = standings.flatMap(({ lastSeatedAt, ...standing }) => {
      const server = byShift.get(standing.shiftId);
      if (server === undefined) return [];
      const { userId, personName, sectionId, sectionName } = server.shift;
      return {
        ...standing,
        person: { id: userId, name: personName },
        section: sectionId === null ? null : { id: sectionId, name: sectionName ?? '' },
        tableIds: server.tableIds,
        lastSeatedAt: lastSeatedAt === null ? null : instantText(lastSeatedAt),
      };
    });
    return { serviceDate: date, items, nextCursor: null };
  },
} satisfies Handlers;

/** Servers whose shift it is now; of another date all who work then. */
function presentOf(roster: readonly NamedShift[], facts: RestaurantFacts, now: number, isToday: boolean): NamedShift[] {
  return roster.filter((shift) => {
    const { startsAt, endsAt } = shiftSpan(shift, facts);
    return shift.duty === 'server' && (!isToday || (startsAt <= now && now < endsAt));
  });
}

function partiesOf(floor: FloorSnapshot): RotationParty[] {
  return floor.reservations.flatMap(({ status, seatedAt, tableIds, partySize }) =>
    seatedAt === undefined || (status !== 'seated' && status !== 'completed')
      ? []
      : [{ tableIds: tableIds ?? [], partySize, seatedAt: Date.parse(seatedAt), isSeated: status === 'seated' }],
  );
}

function tablesOf(floor: FloorSnapshot, seats: ReadonlyMap<number, number>): RotationTable[] {
  return floor.tables.map(({ tableId, status }) => ({
    tableId,
    seats: seats.get(tableId) ?? 0,
    isFree: status === 'available' || status === 'reserved',
  }));
}
