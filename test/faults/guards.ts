/**
 * Negative controls: each guard that the fault tests rely on, how to take it away, and the test that must then fail. A
 * test that passes without its guard proves nothing.
 */
export interface Guard {
  readonly name: string;
  readonly file: string;
  /** Exactly this text stands there once; when it no longer does, the control itself must be looked at. */
  readonly find: string;
  readonly replace: string;
  readonly project: 'domain' | 'worker';
  readonly testFile: string;
  readonly test: string;
  /** Part of `npm test`; the others run in `npm run faults`. */
  readonly short: boolean;
}

const day = 'test/worker/day';

export const guards: readonly Guard[] = [
  {
    name: 'the transaction around a command',
    file: 'worker/day/restaurant-day.ts',
    find: 'done = this.ctx.storage.transactionSync(() => {',
    replace: 'done = ((run: () => T): T => run())(() => {',
    project: 'worker',
    testFile: `${day}/capacity.test.ts`,
    test: 'a fault in the middle of a command leaves nothing behind',
    short: true,
  },
  {
    name: 'the look-up of the request key',
    file: 'worker/day/decision-log.ts',
    find: 'ledger.rememberedKey(request.key.key) : null',
    replace: 'null : null',
    project: 'worker',
    testFile: `${day}/capacity.test.ts`,
    test: 'the same key 50 times: one booking, identical answers',
    short: true,
  },
  {
    name: 'the look at the ledger before memory is believed',
    file: 'worker/day/restaurant-day.ts',
    find: 'this.#ledger.head() !== before.seq',
    replace: 'false',
    project: 'worker',
    testFile: `${day}/capacity.test.ts`,
    test: 'that fell behind the ledger is noticed, not believed',
    short: false,
  },
  {
    name: 'the version guard of projections',
    file: 'worker/store/reservations.ts',
    find: 'sql`excluded.version > reservations.version`',
    replace: 'sql`true`',
    project: 'worker',
    testFile: `${day}/projection.test.ts`,
    test: 'an older version never overwrites a newer one',
    short: true,
  },
  {
    name: 'the cursor that waits for D1',
    file: 'worker/day/projector.ts',
    find: '      introduced.push(...(await this.#projectOrPark(entries, state, facts, views)));',
    replace:
      '      this.#ledger.setProjectedSeq(last.seq);\n      introduced.push(...(await this.#projectOrPark(entries, state, facts, views)));',
    project: 'worker',
    testFile: `${day}/projection.test.ts`,
    test: 'away: nothing counts as projected, and afterwards everything arrives',
    short: false,
  },
  {
    name: 'the halving of a refused batch',
    file: 'worker/day/projector.ts',
    find: 'if (!isPermanent(error)) throw error;',
    replace: 'throw error;',
    project: 'worker',
    testFile: `${day}/projection.test.ts`,
    test: 'that refuses one row: the event is parked with its reason, the rest goes on',
    short: false,
  },
  {
    name: 'the outbox that takes an event once',
    file: 'worker/store/reservations.ts',
    find: 'database.insert(outbox).select(rowsFromJson(outbox, waiting)).onConflictDoNothing()',
    replace: 'database.insert(outbox).select(rowsFromJson(outbox, waiting))',
    project: 'worker',
    testFile: `${day}/guards-projection.test.ts`,
    test: 'what D1 has already is no poison',
    short: false,
  },
  {
    name: 'the alarm that arms itself again before it tries',
    file: 'worker/day/restaurant-day.ts',
    find: '    this.#setAlarm(Date.now() + this.#backoffMs());\n    try {',
    replace: '    try {',
    project: 'worker',
    testFile: `${day}/projection.test.ts`,
    test: 'that fails comes again by itself, and never throws',
    short: false,
  },
  {
    name: 'the memory of refused moves',
    file: 'worker/domain/reservation/decide-move.ts',
    find: "return state.phase === 'open' ? { ...arriving, events: [refused] } : arriving;",
    replace: 'return arriving;',
    project: 'worker',
    testFile: `${day}/moves.test.ts`,
    test: 'after the target refused: the alarm takes back, and a late echo changes nothing',
    short: false,
  },
  {
    name: 'holds that hold',
    file: 'worker/domain/reservation/floor-plan.ts',
    find: 'for (const hold of state.holds.values())',
    replace: 'for (const hold of [] as DayHold[])',
    project: 'domain',
    testFile: 'test/domain/reservation/booking.test.ts',
    test: 'keep a table from others, never from their owner',
    short: true,
  },
  {
    name: 'pacing',
    file: 'worker/domain/reservation/find-start.ts',
    find: ' ?? refuseByPacing(state, wish, context)',
    replace: '',
    project: 'domain',
    testFile: 'test/domain/reservation/booking.test.ts',
    test: 'pacing comes before tables and names other times',
    short: true,
  },
  {
    name: 'contacts kept from roles that may not see them',
    file: 'worker/day/views.ts',
    find: "if (capabilities.has('guests.contact')) return reservation;",
    replace: 'return reservation;',
    project: 'worker',
    testFile: `${day}/sockets.test.ts`,
    test: 'the kitchen sees parties, never contacts',
    short: false,
  },
  {
    name: 'the wall between tenants',
    file: 'worker/api/access-check.ts',
    find: 'if (can(actor.grants, capability, place)) return null;',
    replace: 'return null;',
    project: 'worker',
    testFile: 'test/worker/api/security.test.ts',
    test: 'GET /api/restaurants/{id}/reservations',
    short: false,
  },
];
