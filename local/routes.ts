/**
 * What only one's own machine offers, under `/__local/*`: another time of day, people with roles, a past, and the raw
 * ledger of a date. Mounted by `local/worker.ts`, which is never deployed; the environment is checked all the same.
 */
import { Hono } from 'hono';
import * as z from 'zod';
import { Id, ServiceDate } from '../worker/contract/common.ts';
import { confirmationNumberOf } from '../worker/domain/confirmation-number.ts';
import { composeDayId } from '../worker/domain/ids.ts';
import { roles } from '../worker/domain/access.ts';
import { learnNow } from '../worker/api/learn-houses.ts';
import { hashPassword } from '../worker/api/passwords.ts';
import { now, offsetOf, setClockOffset } from '../worker/day/clock.ts';
import { confirmationKey } from '../worker/day/confirmation-key.ts';
import { dayStub } from '../worker/day/stub.ts';
import type { Env } from '../worker/env.ts';
import { groupDatabase } from '../worker/store/database.ts';
import { createGroup, listGroups } from '../worker/store/groups.ts';
import { rowsFromJson } from '../worker/store/json-rows.ts';
import { type ReservationProjection, projectReservations } from '../worker/store/reservations.ts';
import { restaurantFacts } from '../worker/store/restaurant-facts.ts';
import { guests } from '../worker/store/schema/group.ts';
import { foldName } from '../worker/store/search-text.ts';
import { createUser, findUserByEmail, grantRole } from '../worker/store/users.ts';
import type { LedgerRow } from './worker.ts';
import type { PastGuest, PastReservation } from './demo/past-rows.ts';

export const local = new Hono<{ Bindings: Env }>().basePath('/__local');

local.use(async (c, next) => {
  if (c.env.ENVIRONMENT !== 'local') return c.notFound();
  return next();
});

const Clock = z.object({ restaurantId: Id.nullable().default(null), offsetMs: z.int() });

/** Null sets the clock of every restaurant that has none of its own. */
local.put('/clock', async (c) => {
  const { restaurantId, offsetMs } = Clock.parse(await c.req.json());
  setClockOffset(restaurantId, offsetMs);
  return c.json({ restaurantId, offsetMs });
});

local.get('/clock', (c) => {
  const restaurantId = z.coerce.number<string>().default(0).parse(c.req.query('restaurantId'));
  return c.json({ restaurantId, offsetMs: offsetOf(restaurantId), now: new Date(now(restaurantId)).toISOString() });
});

const People = z.object({
  group: z.object({ name: z.string(), slug: z.string() }),
  people: z.array(
    z.object({
      email: z.email(),
      name: z.string(),
      password: z.string(),
      /** A role at one restaurant, in the group, or (admin) on the platform; none for a customer. */
      role: z.enum(roles),
      restaurantId: Id.nullable().default(null),
      platform: z.boolean().default(false),
    }),
  ),
});

/** A group and the people who work in it; what is there already stays as it is. */
local.post('/people', async (c) => {
  const { group, people } = People.parse(await c.req.json());
  const known = (await listGroups(c.env, 0, 1000)).find(({ slug }) => slug === group.slug);
  const groupId = (known ?? (await createGroup(c.env, group))).id;
  for (const { email, name, password, role, restaurantId, platform } of people) {
    const user =
      (await findUserByEmail(c.env, email)) ??
      (await createUser(c.env, await verified(email, name, password), Date.now()));
    if (user === null) throw new Error(`${email} could not be added`);
    const place = platform || restaurantId !== null ? null : groupId;
    if (role !== 'customer') await grantRole(c.env, user.id, { role, restaurantId, groupId: place });
  }
  return c.json({ groupId });
});

async function verified(email: string, name: string, password: string) {
  return { email, name, passwordHash: await hashPassword(password), emailVerifiedAt: Date.now() };
}

interface Past {
  readonly restaurantId: number;
  readonly guests: readonly PastGuest[];
  readonly reservations: readonly PastReservation[];
}

/** Reservations and guests of dates that are over: straight into D1, where such dates are read from. */
local.post('/past', async (c) => {
  const { restaurantId, guests: people, reservations } = await c.req.json<Past>();
  const facts = await restaurantFacts(c.env, restaurantId);
  if (facts === null) return c.notFound();
  const { groupId } = facts;
  const database = groupDatabase(c.env, groupId);
  const rows = people.map((guest) => ({ ...guest, groupId, restaurantId, nameSearch: foldName(guest.name) }));
  await database.insert(guests).select(rowsFromJson(guests, rows)).onConflictDoNothing();
  const key = confirmationKey(c.env, restaurantId);
  const projected = reservations.map(({ sequence, ...reservation }): ReservationProjection => {
    const id = composeDayId({ restaurantId, serviceDate: reservation.serviceDate, kind: 'reservation', sequence });
    return { ...reservation, id, restaurantId, confirmationNumber: confirmationNumberOf(id, key) };
  });
  await projectReservations(database, projected, []);
  return c.json({ guests: rows.length, reservations: projected.length });
});

const Learn = z.object({ restaurantId: Id });

/** What the cron does at night, now: after a past was written. */
local.post('/learn', async (c) => {
  const facts = await restaurantFacts(c.env, Learn.parse(await c.req.json()).restaurantId);
  if (facts === null) return c.notFound();
  const { days, seatings } = await learnNow(c.env, facts, Date.now());
  return c.json({ days, seatings });
});

const LedgerQuery = z.object({ restaurantId: z.coerce.number<string>(), date: ServiceDate });

/** The raw events of a date, for those who check them: without names, which are not in there. */
local.get('/ledger', async (c) => {
  const { restaurantId, date } = LedgerQuery.parse(c.req.query());
  const facts = await restaurantFacts(c.env, restaurantId);
  if (facts === null) return c.notFound();
  const day = dayStub(c.env, facts, date) as unknown as { ledgerRows(): Promise<LedgerRow[]> };
  return c.json({ rows: await day.ledgerRows() });
});
