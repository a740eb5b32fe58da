/** Who asked for a table on nights that are over, as D1 remembers them: for replays. */
import { and, asc, between, eq } from 'drizzle-orm';
import type { GroupDatabase } from './database.ts';
import { reservations } from './schema/group.ts';

export type PastRequestRow = Awaited<ReturnType<typeof pastRequests>>[number];

/** In the order in which they were made; at most `limit`. */
export function pastRequests(
  database: GroupDatabase,
  restaurantId: number,
  dates: { readonly from: string; readonly to: string },
  limit: number,
) {
  const { id, serviceDate, status, source, startsAt, partySize, durationMinutes, preferred } = reservations;
  const { createdAt, updatedAt, arrivedAt } = reservations;
  return database
    .select({
      serviceDate,
      status,
      source,
      startsAt,
      partySize,
      durationMinutes,
      preferred,
      createdAt,
      updatedAt,
      arrivedAt,
    })
    .from(reservations)
    .where(and(eq(reservations.restaurantId, restaurantId), between(serviceDate, dates.from, dates.to)))
    .orderBy(asc(createdAt), asc(id))
    .limit(limit);
}
