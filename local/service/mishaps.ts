/** What every evening has some of: a table that wobbles, a draught, a wrong table, a tablet without a connection. */
import type { TableState } from '../../worker/contract/tables.ts';
import { instantText } from '../../worker/domain/time/service-date.ts';
import type { Evening } from './evening.ts';

const minuteMs = 60_000;

export function planMishaps(evening: Evening): void {
  const { time, plan, chance } = evening;
  const after = (minutes: number): number => plan.startsAt + minutes * minuteMs;
  time.plan(after(50), () => blockATable(evening));
  time.plan(after(95), () => changeABooking(evening));
  time.plan(after(140), () => reconnect(evening));
  time.plan(after(150), () => unseatSomebody(evening));
  time.plan(after(180 + chance.whole(0, 30)), () => moveSomebody(evening));
}

/** Blocked for an hour: whoever was planned there is given another table. */
async function blockATable(evening: Evening): Promise<void> {
  const { plan, tally, chance, time } = evening;
  const until = instantText(time.now + 60 * minuteMs);
  for (const { tableId } of inAnyOrder(evening, tablesNow(evening, 'available', 'reserved'))) {
    const blocked = await evening.ask('POST /api/restaurants/{id}/blocks', {
      params: { id: plan.restaurantId },
      query: { date: plan.date },
      body: { tableId, until, notes: chance.pick(['A leg is loose', 'Red wine', 'The lamp flickers']) },
    });
    if (blocked === null) continue;
    tally.count('blocked');
    time.planIn(45, async () => {
      const params = { id: plan.restaurantId, blockId: blocked.blockId };
      await evening.ask('DELETE /api/restaurants/{id}/blocks/{blockId}', { params, query: { date: plan.date } });
    });
    return;
  }
}

/** "We will be one more." */
async function changeABooking(evening: Evening): Promise<void> {
  const { feed, time, tally } = evening;
  const later = [...feed.reservations.values()].filter(
    ({ status, startsAt }) => status === 'confirmed' && Date.parse(startsAt) > time.now + 45 * minuteMs,
  );
  for (const { id, partySize } of inAnyOrder(evening, later).slice(0, 4)) {
    const changed = await evening.ask('PUT /api/reservations/{reservationId}', {
      params: { reservationId: id },
      body: { partySize: partySize + 1 },
    });
    if (changed !== null) {
      tally.count('modified');
      return;
    }
  }
}

/** Out of the connection for a while, and back at the last thing it heard. */
async function reconnect({ feed, time, tally }: Evening): Promise<void> {
  feed.disconnect();
  time.planIn(6, async () => {
    await feed.connect();
    tally.count('reconnected');
  });
}

/** Seated by mistake, and properly two minutes later. */
async function unseatSomebody(evening: Evening): Promise<void> {
  const { feed, tally, time } = evening;
  const seated = [...feed.reservations.values()].filter(
    ({ status, source }) => status === 'seated' && source !== 'walk_in' && source !== 'waitlist',
  );
  const [party] = inAnyOrder(evening, seated);
  if (party === undefined || !(await evening.onReservation(party.id, 'unseat'))) return;
  tally.count('unseated');
  const { id, partySize, duration, tableIds = [] } = party;
  for (const tableId of tableIds) await evening.makeReady(tableId);
  const waiting = { id, partySize, stayMinutes: evening.stayFor(duration), since: time.now };
  time.planIn(2, () => evening.seat(waiting));
}

/** "It is draughty here." */
async function moveSomebody(evening: Evening): Promise<void> {
  const { feed, tally, time } = evening;
  const couples = [...feed.reservations.values()].filter(
    ({ status, partySize }) => status === 'seated' && partySize <= 4,
  );
  for (const { id, tableIds = [] } of inAnyOrder(evening, couples)) {
    for (const { tableId } of inAnyOrder(evening, tablesNow(evening, 'available')).slice(0, 6)) {
      const moved = await evening.ask('PUT /api/reservations/{reservationId}/move', {
        params: { reservationId: id },
        body: { tableId },
      });
      if (moved === null) continue;
      for (const left of tableIds) time.planIn(6, () => evening.makeReady(left));
      tally.count('moved');
      return;
    }
  }
}

function tablesNow({ feed }: Evening, ...statuses: readonly TableState['status'][]): TableState[] {
  return [...feed.tables.values()].filter(({ status }) => statuses.includes(status));
}

function inAnyOrder<T>({ chance }: Evening, list: readonly T[]): T[] {
  return list
    .map((value) => ({ value, rank: chance.next() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}
