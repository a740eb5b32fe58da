/** Exact answers by integer programming (HiGHS), to hold plans and bounds against. */
import loadHighs from 'highs';
import { candidatesOf, emptyOccupancy } from '../../../worker/domain/seating/occupancy.ts';
import { costOfMove, costOfUnit } from '../../../worker/domain/seating/plan-quality.ts';
import { poolDemand } from '../../../worker/domain/seating/pooled-model.ts';
import type { SeatingProblem } from '../../../worker/domain/seating/problem.ts';

const highs = await loadHighs();

/** Covers: the optimum of the pooled relaxation in whole numbers, the bound that SEATING.md measures against. */
export function pooledCoversMax(day: SeatingProblem): number {
  const occupancy = emptyOccupancy(day);
  const { groups, instants, capacities, classes } = poolDemand(occupancy, occupancy.parties);
  const name = (group: number, at: number) => `y${group}_${at}`;
  const rows = groups.map(
    ({ shapes, count }, group) => `${shapes.map((_, at) => name(group, at)).join(' + ')} <= ${count}`,
  );
  for (let cell = 0; cell < capacities.length; cell++) {
    const row = Math.floor(cell / instants.length);
    const instant = cell % instants.length;
    const users = groups.flatMap(({ from, until, shapes }, group) => {
      if (instant < from || instant >= until) return [];
      return shapes.map((shape, at) => [classes.shapes[shape]!.uses[row]!, name(group, at)] as const);
    });
    const terms = users.filter(([uses]) => uses > 0).map(([uses, variable]) => `${uses} ${variable}`);
    if (terms.length > 0) rows.push(`${terms.join(' + ')} <= ${capacities[cell]!}`);
  }
  const variables = groups.flatMap(({ shapes }, group) => shapes.map((_, at) => name(group, at)));
  const objective = groups.flatMap(({ shapes, partySize }, group) =>
    shapes.map((_, at) => `${partySize} ${name(group, at)}`),
  );
  // Covers are whole; what the solver says is so up to its tolerance.
  const covers = solved('Maximize', objective, rows, variables, 'General');
  if (covers === undefined) throw new Error('HiGHS found no optimum in time: give it a smaller date.');
  return Math.round(covers);
}

/** Points: the least that the whole set can cost, everybody seated. Undefined when the solver gave up. */
export function reseatingCostMin(day: SeatingProblem): number | undefined {
  const occupancy = emptyOccupancy(day);
  const { parties } = occupancy;
  const choices = parties.map((party) => candidatesOf(occupancy, party).options.map(({ unit }) => unit));
  const name = (party: number, unit: number) => `x${party}_${unit}`;
  const users = new Map<string, string[]>();
  const starts = new Set(parties.map(({ startTick }) => startTick));
  for (const [at, party] of parties.entries()) {
    for (const unit of choices[at]!) {
      for (const table of unit.tables) {
        for (const tick of starts) {
          if (tick < party.startTick || tick >= party.endTick) continue;
          const place = `${table.index}@${tick}`;
          users.set(place, [...(users.get(place) ?? []), name(at, unit.index)]);
        }
      }
    }
  }
  const each = choices.map((units, at) => `${units.map((unit) => name(at, unit.index)).join(' + ')} = 1`);
  const exclusive = new Set([...users.values()].map((list) => `${list.join(' + ')} <= 1`));
  const variables = choices.flatMap((units, at) => units.map((unit) => name(at, unit.index)));
  const objective = choices.flatMap((units, at) =>
    units.map(
      (unit) => `${costOfUnit(unit, parties[at]!) + costOfMove(parties[at]!, unit.tables)} ${name(at, unit.index)}`,
    ),
  );
  return solved('Minimize', objective, [...each, ...exclusive], variables, 'Binary');
}

function solved(
  sense: 'Maximize' | 'Minimize',
  objective: readonly string[],
  rows: readonly string[],
  variables: readonly string[],
  kind: 'General' | 'Binary',
): number | undefined {
  const constraints = rows.map((row, at) => ` c${at}: ${row}`).join('\n');
  const model = `${sense}\n obj: ${objective.join(' + ')}\nSubject To\n${constraints}\n${kind}\n ${variables.join('\n ')}\nEnd\n`;
  const { Status, ObjectiveValue } = highs.solve(model, { time_limit: 60 });
  return Status === 'Optimal' ? ObjectiveValue : undefined;
}
