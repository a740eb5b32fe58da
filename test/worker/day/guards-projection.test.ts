/** The cursor never passes an event whose effect D1 was not told. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import { confirmationKey } from '../../../worker/day/confirmation-key.ts';
import { executeCommand } from '../../../worker/day/decision-log.ts';
import { Ledger } from '../../../worker/day/ledger.ts';
import type { DayRequest } from '../../../worker/day/messages.ts';
import { Projector } from '../../../worker/day/projector.ts';
import { foldLedger } from '../../../worker/domain/reservation/fold.ts';
import type { DayState } from '../../../worker/domain/reservation/state.ts';
import { restaurantFacts } from '../../../worker/store/restaurant-facts.ts';
import { type House, addTables, openHouse } from '../api/house.ts';
import { booked, dateAhead, dayOf } from './evening.ts';

let house: House;
const date = dateAhead(9);

beforeEach(async () => {
  house = await openHouse();
  await addTables(house, 2);
});

/** A D1 on whose way to the first batch something else happens. */
function d1WithInterlude(interlude: () => void): D1Database {
  let isFirst = true;
  return new Proxy(env.DB, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      if (name !== 'batch') return member.bind(target) as unknown;
      return async (statements: D1PreparedStatement[]) => {
        if (isFirst) interlude();
        isFirst = false;
        return target.batch(statements);
      };
    },
  });
}

/** Lets `work` project the date's ledger from its beginning, while the object itself keeps still. */
async function projectAnew(work: (at: Bench) => Promise<void>): Promise<void> {
  const stub = dayOf(house, date);
  const facts = await restaurantFacts(env, house.id);
  if (facts === null) throw new Error('no such house');
  await runInDurableObject(stub, async (_day, { storage }) => {
    storage.sql.exec('UPDATE projection SET projected_seq = 0');
    await storage.deleteAlarm();
  });
  await evictDurableObject(stub);
  await runInDurableObject(stub, async (_day, { storage }) => {
    const ledger = new Ledger(storage.sql);
    const stateNow = (): DayState => {
      const state = foldLedger(ledger.after(0));
      if (state === null) throw new Error('the date is not open');
      return state;
    };
    const views = {
      confirmationKey: confirmationKey(env, house.id),
      detailsOf: (subject: string) => ledger.details(subject),
    };
    const project = async (database: D1Database): Promise<void> => {
      const projector = new Projector({ ...env, DB: database }, ledger);
      await projector.flush(stateNow, facts, views);
    };
    const execute = (command: DayRequest['command']): void => {
      const request = { command, actor: { kind: 'system', userId: null }, source: 'test', key: null } as const;
      storage.transactionSync(() => executeCommand(ledger, stateNow(), request, Date.now()));
    };
    await work({ ledger, project, execute });
  });
}

interface Bench {
  readonly ledger: Ledger;
  readonly project: (database: D1Database) => Promise<void>;
  readonly execute: (command: DayRequest['command']) => void;
}

test('a cancellation that comes while D1 is being written reaches D1', async () => {
  const { id } = await booked(house, { date });
  await projectAnew(async ({ ledger, project, execute }) => {
    await project(
      d1WithInterlude(() => {
        execute({ type: 'cancelReservation', id });
      }),
    );
    await project(env.DB);
    expect(ledger.projectedSeq()).toBe(ledger.head());
  });
  const row = await env.DB.prepare('SELECT status FROM reservations WHERE id = ?').bind(id).first();
  expect(row).toEqual({ status: 'cancelled' });
});

test('what D1 has already is no poison', async () => {
  await booked(house, { date });
  await projectAnew(async ({ project }) => project(env.DB));
  await projectAnew(async ({ ledger, project }) => {
    await project(env.DB);
    expect(ledger.parked()).toEqual([]);
  });
});
