import { serviceSpansOf, tablePartiesOf } from '../domain/reservation/day-use.ts';
import { calculateTableTurnover } from '../domain/seating/table-turnover.ts';
import type { TableParty } from '../domain/seating/table-turnover.ts';
import type { Env } from '../env.ts';
import { groupDatabase } from '../store/database.ts';
import { listReservations } from '../store/reservations.ts';
import type { ReservationRow } from '../store/reservations.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import { findTable } from '../store/tables.ts';
import { mayHaveObject } from './ask-day.ts';
import { stateOfDay } from './day-reader.ts';
import type { Handlers } from './operation.ts';
import { notFoundProblem } from './problem.ts';

const minuteMs = 60_000;
const rowsPerPage = 200;

export const tableTurnoverHandlers = {
  'GET /api/restaurants/{id}/tables/{tableId}/turnover': async ({ env, restaurant, params, query }) => {
    const { date } = query;
    const table = await findTable(env, params.tableId);
    if (table === null) return notFoundProblem('table');
    if (!mayHaveObject(restaurant, date)) return notFoundProblem('date');
    const state = await stateOfDay(env, restaurant, date);
    const { configuration, phase } = state;
    const parties =
      phase === 'unopened'
        ? await archivedParties(env, restaurant, date, configuration.startsAt)
        : tablePartiesOf(state);
    const turnover = calculateTableTurnover(table.id, parties, serviceSpansOf(configuration));
    return { tableId: table.id, tableNumber: table.tableNumber, date, ...turnover };
  },
} satisfies Handlers;

/** A date without an object (any more) answers from D1. */
async function archivedParties(
  env: Env,
  { groupId, restaurantId }: RestaurantFacts,
  date: string,
  dayStartsAt: number,
): Promise<TableParty[]> {
  const parties: TableParty[] = [];
  let cursor: string | undefined;
  do {
    const query = { date, limit: rowsPerPage, ...(cursor === undefined ? {} : { cursor }) };
    const page = await listReservations(groupDatabase(env, groupId), restaurantId, query);
    parties.push(...page.rows.flatMap((row) => partyOf(row, dayStartsAt)));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return parties;
}

function partyOf(row: ReservationRow, dayStartsAt: number): TableParty[] {
  const { status, partySize, tableIds } = row;
  if (status === 'cancelled' || status === 'no_show') return [];
  const startsAt = row.seatedAt ?? row.startsAt;
  const endsAt = row.completedAt ?? startsAt + row.durationMinutes * minuteMs;
  const minuteOf = (at: number): number => (at - dayStartsAt) / minuteMs;
  const progress = status === 'completed' ? 'left' : status === 'seated' ? 'seated' : 'planned';
  return [{ partySize, tableIds, progress, startMinute: minuteOf(startsAt), endMinute: minuteOf(endsAt) }];
}
