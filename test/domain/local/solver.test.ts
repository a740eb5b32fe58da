import { describe, expect, it } from 'vitest';
import { readInstance } from '../../../local/solver/instance.ts';
import type { InstanceAssignment, SeatingInstance } from '../../../local/solver/instance.ts';
import { solveOffline, solveOnline } from '../../../local/solver/solve.ts';
import { requestedDay } from '../seating/dinner-days.ts';

const room = {
  version: 1,
  id: 'evening',
  tables: [
    { id: 'a', min: 1, max: 2, zone: 'window' },
    { id: 'b', min: 1, max: 2, zone: 'bar' },
    { id: 7, min: 2, max: 4, zone: null },
  ],
  combos: [{ id: 'ab', tables: ['a', 'b'], min: 3, max: 4 }],
  requests: [
    { id: 1, party: 2, start: 1080, duration: 90, zone: 'bar' },
    { id: 2, party: 4, start: 1080, duration: 90, zone: null },
    { id: 3, party: 2, start: 1100, duration: 90 },
  ],
};

function solved(value: unknown, solve: (instance: SeatingInstance) => InstanceAssignment): InstanceAssignment {
  return solve(readInstance(JSON.stringify(value)));
}

function unitsOf({ assignments }: InstanceAssignment): Record<string, string | number> {
  return Object.fromEntries(assignments.map(({ request, unit }) => [request, unit]));
}

describe.each([
  ['online', solveOnline],
  ['offline', solveOffline],
] as const)('%s', (_, solve) => {
  it('answers in the ids of the instance, and hears soft wishes', () => {
    expect(solved(room, solve)).toMatchObject({ instance: 'evening' });
    expect(unitsOf(solved(room, solve))).toEqual({ 1: 'b', 2: 7, 3: 'a' });
  });

  it('leaves out who is declined', () => {
    const full = { ...room, requests: [...room.requests, { id: 4, party: 2, start: 1090, duration: 30, zone: null }] };
    expect(Object.keys(unitsOf(solved(full, solve)))).toHaveLength(3);
  });

  it('gives a table to the next party the minute it is free, between the ticks too', () => {
    const turns = [1083, 1174, 1265].map((start, id) => ({ id, party: 4, start, duration: 91, zone: null }));
    const one = { ...room, tables: [{ id: 7, min: 1, max: 4, zone: null }], combos: [], requests: turns };
    expect(unitsOf(solved(one, solve))).toEqual({ 0: 7, 1: 7, 2: 7 });
  });

  it('breaks no rule on a whole day', () => {
    const instance = instanceOf(40, 150, 5);
    const { assignments } = solve(instance);
    const units = [...instance.tables.map(({ id }) => ({ id, tables: [id] })), ...instance.combos];
    const tablesOf = new Map(units.map(({ id, tables }) => [id, tables]));
    const taken = assignments.flatMap(({ request, unit }) => {
      const { start, duration } = instance.requests.find(({ id }) => id === request)!;
      return tablesOf.get(unit)!.map((table) => ({ table, start, end: start + duration }));
    });
    for (const [at, one] of taken.entries()) {
      for (const other of taken.slice(at + 1)) {
        if (other.table === one.table) expect(one.end <= other.start || other.end <= one.start).toBe(true);
      }
    }
  });
});

it('sees more offline than online', () => {
  const instance = instanceOf(40, 150, 5);
  const covers = ({ assignments }: InstanceAssignment) =>
    assignments.reduce((sum, { request }) => sum + instance.requests.find(({ id }) => id === request)!.party, 0);
  expect(covers(solveOffline(instance))).toBeGreaterThan(covers(solveOnline(instance)));
});

describe('an instance that cannot be read says why', () => {
  const rows: [what: string, text: string, message: RegExp][] = [
    ['no JSON', '{', /not JSON/],
    ['another version', JSON.stringify({ ...room, version: 2 }), /version/],
    [
      'a party of none',
      JSON.stringify({ ...room, requests: [{ id: 1, party: 0, start: 0, duration: 5 }] }),
      /requests\.0\.party/,
    ],
    [
      'an id twice',
      JSON.stringify({ ...room, combos: [{ ...room.combos[0], id: 'a' }] }),
      /twice among the tables and combos/,
    ],
    [
      'a table that is not there',
      JSON.stringify({ ...room, combos: [{ ...room.combos[0], tables: ['a', 'x'] }] }),
      /names table x/,
    ],
  ];
  it.each(rows)('%s', (_, text, message) => {
    expect(() => readInstance(text)).toThrow(message);
  });
});

function instanceOf(tables: number, requests: number, seed: number): SeatingInstance {
  const day = requestedDay(tables, requests, seed);
  return {
    version: 1,
    id: seed,
    tables: day.tables.map(({ id, partySizeMin, partySizeMax }) => ({
      id,
      min: partySizeMin,
      max: partySizeMax,
      zone: null,
    })),
    combos: day.combinations.map(({ id, tableIds, partySizeMin, partySizeMax }) => ({
      id: `c${id}`,
      tables: [...tableIds],
      min: partySizeMin,
      max: partySizeMax,
    })),
    requests: day.occupants.map(({ key, partySize, startMinute, endMinute }) => ({
      id: key,
      party: partySize,
      start: startMinute,
      duration: endMinute - startMinute,
      zone: null,
    })),
  };
}
