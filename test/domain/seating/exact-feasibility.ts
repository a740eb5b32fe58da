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

/** Tables by key, the newcomer's among them as `newcomer`; `unknown` when the solver gave up. */
export type ExactAnswer = ReadonlyMap<string, readonly number[]> | 'no' | 'unknown';

/** By integer programming, for whole days: one choice per party, one party per table at every start. */
export function exactPlan(day: SeatingProblem, request: SeatingRequest, secondsMax = 5): ExactAnswer {
  const parties = everyone(day, request);
  const choices: readonly (readonly Choice[])[] = parties.map((party) =>
    party.movable ? choicesFor(day, party) : [party],
  );
  if (choices.some((each) => each.length === 0)) return 'no';
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
  const { Status, Columns } = highs.solve(model, { time_limit: secondsMax });
  if (Status === 'Infeasible') return 'no';
  if (Status !== 'Optimal') return 'unknown';
  const isChosen = (party: number, choice: number) => {
    const column = Columns[name(party, choice)];
    return column !== undefined && 'Primal' in column && column.Primal > 0.5;
  };
  return new Map(
    parties.map(({ key }, party) => [key, choices[party]!.find((_, choice) => isChosen(party, choice))!.tableIds]),
  );
}

/** A solver that gives up counts as no, so a slow machine makes the tests more lenient, never flaky. */
export function isFeasibleByHighs(day: SeatingProblem, request: SeatingRequest): boolean {
  return typeof exactPlan(day, request) !== 'string';
}
