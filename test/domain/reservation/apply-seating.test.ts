/** A plan handed in: all of it or nothing, and only on the state that it was made for. */
import { describe, expect, it } from 'vitest';
import { foldLedger } from '../../../worker/domain/reservation/fold.ts';
import type { Decision } from '../../../worker/domain/reservation/decision.ts';
import { SampleDay, at, house, manager, sampleConfiguration } from '../../support/sample-day.ts';

type Assignment = readonly [reservationId: number, ...tableIds: number[]];

function apply(
  day: SampleDay,
  assignments: readonly Assignment[],
  change: { seq?: number; by?: typeof house } = {},
): Decision {
  const { seq = day.state.seq, by = manager } = change;
  const asked = assignments.map(([reservationId, ...tableIds]) => ({ reservationId, tableIds }));
  return day.do({ type: 'applySeating', seq, assignments: asked }, by);
}

/** Two twos at 19:00 on tables 1 and 2, a four on 3, and a seven on 3 + 4 later. */
function evening() {
  const day = new SampleDay(undefined, at('17:00'));
  const [one, two, four, seven] = [
    day.book('19:00', 2),
    day.book('19:00', 2),
    day.book('19:00', 4),
    day.book('21:00', 7),
  ] as const;
  expect([one, two, four, seven].map((id) => day.reservation(id).tableIds)).toEqual([[1], [2], [3], [3, 4]]);
  return { day, one, two, four, seven };
}

it('moves several parties at once, even where each stands in the way of the other', () => {
  const { day, one, two, seven } = evening();
  const versions = [one, two, seven].map((id) => day.reservation(id).version);
  const decision = apply(day, [
    [one, 2],
    [two, 1],
    [seven, 4, 3],
  ]);
  expect(decision).toMatchObject({
    ok: true,
    events: [
      {
        type: 'SeatingReplanned',
        by: 'staff',
        moves: [
          { key: String(one), tableIds: [2] },
          { key: String(two), tableIds: [1] },
        ],
      },
    ],
  });
  expect([one, two].map((id) => day.reservation(id).tableIds)).toEqual([[2], [1]]);
  expect([one, two, seven].map((id) => day.reservation(id).version)).toEqual([
    versions[0]! + 1,
    versions[1]! + 1,
    versions[2],
  ]);
  expect(foldLedger(day.ledger)).toEqual(day.state);
});

it('by the house says so', () => {
  const { day, four } = evening();
  expect(apply(day, [[four, 5]], { by: house })).toMatchObject({ ok: true, events: [{ by: 'house' }] });
});

it('that changes nothing leaves no trace', () => {
  const { day, one } = evening();
  expect(apply(day, [[one, 1]])).toMatchObject({ ok: true, events: [] });
});

it('gives a table to a party that had none', () => {
  const { day, four } = evening();
  const blocks = [3, 4, 5].map((tableId) => ({ tableId, blockId: `b${String(tableId)}` }));
  for (const block of blocks) {
    day.do({ type: 'blockTable', ...block, from: at('18:30'), until: at('20:45'), override: true }, manager);
  }
  expect(day.reservation(four).tableIds).toEqual([]);
  // The two of them joined by hand are no table that the house would give.
  expect(apply(day, [[four, 1, 2]])).toMatchObject({ ok: false, reason: 'table_too_small' });
  expect(apply(day, [[four, 5]])).toMatchObject({ ok: false, reason: 'table_blocked' });
});

describe('is refused', () => {
  it('when anything has happened since', () => {
    const { day, one } = evening();
    const seq = day.state.seq;
    day.book('20:45', 2);
    expect(apply(day, [[one, 4]], { seq })).toMatchObject({ ok: false, reason: 'plan_outdated' });
  });
  it('when the clock alone has moved the date on', () => {
    const { day, one } = evening();
    const seq = day.state.seq;
    day.now = at('19:30');
    expect(apply(day, [[one, 4]], { seq })).toMatchObject({ ok: false, reason: 'plan_outdated' });
  });

  const rows: [what: string, (evening: ReturnType<typeof prepared>) => readonly Assignment[], reason: string][] = [
    ['a reservation that is not here', ({ one }) => [[one + 1000, 3]], 'unknown_reservation'],
    ['a table that is not here', ({ one }) => [[one, 99]], 'unknown_table'],
    ['a table too small', ({ four }) => [[four, 1]], 'table_too_small'],
    [
      'a table that stays somebody else’s',
      ({ one, two }) => [
        [one, 4],
        [two, 3],
      ],
      'table_taken',
    ],
    [
      'one table for two',
      ({ one, two }) => [
        [one, 4],
        [two, 4],
      ],
      'table_taken',
    ],
    [
      'a party twice',
      ({ one }) => [
        [one, 4],
        [one, 5],
      ],
      'transition_not_allowed',
    ],
    ['a party that staff fixed', ({ pinned }) => [[pinned, 3]], 'transition_not_allowed'],
    ['a party that sits', ({ seated }) => [[seated, 3]], 'transition_not_allowed'],
  ];
  it.each(rows)('%s, and nothing of it happens', (_what, assignments, reason) => {
    const all = prepared();
    const before = all.day.state;
    expect(apply(all.day, assignments(all))).toMatchObject({ ok: false, reason });
    expect(all.day.state).toBe(before);
  });
  it('for whom only looks', () => {
    const { day, one } = evening();
    expect(apply(day, [[one, 4]], { by: { kind: 'staff', userId: 3 } })).toMatchObject({ reason: 'not_staff_here' });
  });

  function prepared() {
    const all = evening();
    const pinned = all.day.book('20:45', 2, { tableIds: [5] });
    all.day.pass(at('18:00'));
    const decision = all.day.do({
      type: 'seatWalkIn',
      partySize: 2,
      tableIds: [5],
      durationMinutes: 60,
      preferredSeating: [],
      override: false,
    });
    return { ...all, pinned, seated: decision.ok ? (decision.reservationId ?? 0) : 0 };
  }
});

it('does not look at tables that somebody was already given against the rules', () => {
  // A manager put seven at a six; that is the manager's affair, not the plan's.
  const day = new SampleDay(sampleConfiguration({ combinations: [] }), at('17:00'));
  const six = day.book('19:00', 6);
  day.do({ type: 'moveParty', id: six, tableIds: [4], override: true }, manager);
  const two = day.book('19:00', 2);
  expect(apply(day, [[two, 3]]).ok).toBe(true);
});
