/** Exact answers to "is there any plan", to hold the fast ones against. */
import loadHighs from 'highs';
import type { SeatingOccupant, SeatingProblem, SeatingRequest } from '../../../worker/domain/seating/problem.ts';
import { meet, unitsFor } from './seating-floor.ts';

interface Choice {
  readonly tableIds: readonly number[];
}

function choicesFor(day: SeatingProblem, party: SeatingRequest): Choice[] {
  return unitsFor(day, party)
    .map((tables) => ({ tableIds: tables.map((table) => table.id) }))
    .filter(({ tableIds }) => !day.blocks.some((block) => tableIds.includes(block.tableId) && meet(block, party)));
}

function everyone(day: SeatingProblem, request: SeatingRequest): SeatingOccupant[] {
  const holders = day.occupants.filter((occupant) => occupant.tableIds.length > 0);
  return [...holders, { ...request, key: 'newcomer', tableIds: [], movable: true }];
}

/** Tries everything; for a handful of parties. */
export function isFeasibleByTrying(day: SeatingProblem, request: SeatingRequest): boolean {
  const parties = everyone(day, request);
  const fixed = parties.filter((party) => !party.movable);
  const movable = parties.filter((party) => party.movable).map((party) => ({ party, choices: choicesFor(day, party) }));
  const placed: SeatingOccupant[] = [...fixed];
  const seatFrom = (index: number): boolean => {
    const next = movable[index];
    if (next === undefined) return true;
    for (const { tableIds } of next.choices) {
      const clashes = placed.some(
        (other) => meet(other, next.party) && other.tableIds.some((tableId) => tableIds.includes(tableId)),
      );
      if (clashes) continue;
      placed.push({ ...next.party, tableIds });
      if (seatFrom(index + 1)) return true;
      placed.pop();
    }
    return false;
  };
  return seatFrom(0);
}

const highs = await loadHighs();

/**
 * A plan by the offline formulation of SEATING.md without its objective: tables for every occupant in order and then
 * for the newcomer. Undefined when there is none, or when the solver gave up.
 */
export function planByHighs(day: SeatingProblem, request: SeatingRequest): (readonly number[])[] | undefined {
  const parties = everyone(day, request);
  const choices = parties.map((party) => (party.movable ? choicesFor(day, party) : [party]));
  if (choices.some((each) => each.length === 0)) return undefined;
  const instants = [...new Set([...parties, ...day.blocks].map((each) => each.startMinute))];
  const name = (party: number, choice: number) => `x${party}_${choice}`;
  const usersByPlace = new Map<string, string[]>();
  for (const [index, party] of parties.entries()) {
    for (const instant of instants.filter((each) => party.startMinute <= each && each < party.endMinute)) {
      for (const [choice, { tableIds }] of choices[index]!.entries()) {
        for (const tableId of tableIds) {
          const place = `${tableId}@${instant}`;
          const users = usersByPlace.get(place) ?? [];
          users.push(name(index, choice));
          usersByPlace.set(place, users);
        }
      }
    }
  }
  const each = choices.map((list, party) => `${list.map((_, choice) => name(party, choice)).join(' + ')} = 1`);
  const exclusive = new Set([...usersByPlace.values()].map((users) => `${users.join(' + ')} <= 1`));
  const constraints = [...each, ...exclusive].map((row, index) => ` c${index}: ${row}`).join('\n');
  const variables = choices.flatMap((list, party) => list.map((_, choice) => name(party, choice))).join('\n ');
  const model = `Minimize\n obj: 0 ${name(0, 0)}\nSubject To\n${constraints}\nBinary\n ${variables}\nEnd\n`;
  const solution = highs.solve(model, { time_limit: 5 });
  if (solution.Status !== 'Optimal') return undefined;
  const { Columns: columns } = solution;
  return choices.map((list, party) => list.find((_, choice) => columns[name(party, choice)]!.Primal > 0.5)!.tableIds);
}
