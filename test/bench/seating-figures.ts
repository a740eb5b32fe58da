/**
 * What the seating engine is worth and what it costs, on generated days from fresh seeds and on real bookings: covers
 * against exact answers by integer programming, times in milliseconds and in fixed loops (which a busy or slow machine
 * slows as much).
 */
import { findBestTable } from '../../worker/domain/seating/find-best-table.ts';
import { prepareOccupancy } from '../../worker/domain/seating/occupancy.ts';
import { optimizeSeating } from '../../worker/domain/seating/optimize-seating.ts';
import { costOfPlan } from '../../worker/domain/seating/plan-quality.ts';
import type { SeatingProblem } from '../../worker/domain/seating/problem.ts';
import { chanceFrom } from '../../worker/domain/chance.ts';
import { requestedDay } from '../domain/seating/dinner-days.ts';
import { isFeasibleByHighs } from '../domain/seating/exact-feasibility.ts';
import { pooledCoversMax, reseatingCostMin } from '../domain/seating/exact-plans.ts';
import { applied } from '../domain/seating/seating-floor.ts';
import { percentile } from './ratios.ts';

const sizes = [
  [15, 60],
  [40, 150],
  [120, 450],
] as const;
const daysEach = 4;
/** Each may take the solver some seconds. */
const oracleAsksMax = 24;
const plain = { tableName: String, timeAt: String };
const loopDraws = 20_000;

interface NamedDay {
  readonly name: string;
  /** Everybody who asks, in the order in which they ask. */
  readonly day: SeatingProblem;
}

/** `seed`: days are made from it and the numbers that follow. `real`: days of real bookings, or none. */
export function benchSeatingFigures(seed: number, real: readonly NamedDay[]): string[] {
  const generated = sizes.map(([tables, requests]) => ({
    name: `${tables} tables, ${requests} asked`,
    days: Array.from({ length: daysEach }, (_, index) => requestedDay(tables, requests, seed + index)),
  }));
  const groups = [
    ...generated,
    ...(real.length > 0 ? [{ name: 'real bookings', days: real.map(({ day }) => day) }] : []),
  ];
  warmUp();
  return [
    `seating   seeds ${seed} to ${seed + daysEach - 1}${real.length > 0 ? `; real: ${real.map(({ name }) => name).join(', ')}` : '; no real bookings: npm run bench -- FILE.csv'}`,
    ...groups.flatMap(({ name, days }) => [`          ${name}`, ...onlineLines(days), ...offlineLines(days)]),
  ];
}

/** A first day of each kind, so that the figures are those of a program that has run for a while. */
function warmUp(): void {
  for (const [tables, requests] of sizes) {
    accepted(requestedDay(tables, requests, 1), () => undefined);
    optimizeSeating(requestedDay(tables, requests, 1), plain);
  }
}

/** Requests one by one, each decided before the next is seen. */
function accepted(
  asked: SeatingProblem,
  decided: (ms: number, day: SeatingProblem, at: number, isCertain: boolean) => void,
) {
  let day: SeatingProblem = { ...asked, occupants: [] };
  for (const [at, request] of asked.occupants.entries()) {
    const started = performance.now();
    const decision = findBestTable(prepareOccupancy(day), request);
    const ms = performance.now() - started;
    decided(ms, day, at, decision.ok || decision.certified);
    if (decision.ok) day = applied(day, decision.moves, { ...request, tableIds: decision.tableIds });
  }
  return day;
}

function onlineLines(days: readonly SeatingProblem[]): string[] {
  const times: number[] = [];
  const open: { readonly partySize: number; readonly isFeasible: () => boolean }[] = [];
  const plans = days.map((asked) =>
    accepted(asked, (ms, before, at, isCertain) => {
      times.push(ms);
      const request = asked.occupants[at];
      if (isCertain || request === undefined) return;
      open.push({ partySize: request.partySize, isFeasible: () => isFeasibleByHighs(before, request) });
    }),
  );
  const covers = plans.reduce((sum, day) => sum + coversOf(day), 0);
  const share = ((100 * covers) / (covers + missedOf(open))).toFixed(2);
  const uncertain = `${open.length} of ${times.length} answers neither yes nor a certified no`;
  return [
    `            online    ${covers} covers, ${share} % of the exactly feasible (${uncertain}); ${told(times)}`,
    ...reseatingLines(plans),
  ];
}

/** Covers refused although a plan existed. Where there are many to ask, every so many are asked and stand for all. */
function missedOf(open: readonly { readonly partySize: number; readonly isFeasible: () => boolean }[]): number {
  const step = Math.max(1, Math.ceil(open.length / oracleAsksMax));
  const asked = open.filter((_, at) => at % step === 0);
  const missed = asked.filter(({ isFeasible }) => isFeasible());
  const sizeOf = (list: typeof open) => list.reduce((sum, { partySize }) => sum + partySize, 0);
  return asked.length === 0 ? 0 : (sizeOf(missed) * sizeOf(open)) / sizeOf(asked);
}

/** Those accepted, seated anew as well as they can be. */
function reseatingLines(plans: readonly SeatingProblem[]): string[] {
  const times: number[] = [];
  const costs = plans.map((day) => {
    const started = performance.now();
    const { moves } = optimizeSeating(day, plain);
    times.push(performance.now() - started);
    return { cost: costOfPlan(day, moves), least: reseatingCostMin(day) };
  });
  const above = (list: typeof costs) =>
    (
      100 *
      (list.reduce((sum, { cost }) => sum + cost, 0) / list.reduce((sum, { least }) => sum + least, 0) - 1)
    ).toFixed(2);
  const worst = Math.max(...costs.map((each) => Number(above([each]))));
  return [
    `            re-seat   ${above(costs)} % above the exact cost, at worst ${worst.toFixed(2)} %; ${told(times)}`,
  ];
}

/** All requests known at once. */
function offlineLines(days: readonly SeatingProblem[]): string[] {
  const times: number[] = [];
  const results = days.map((asked) => {
    const started = performance.now();
    const { after, certificate } = optimizeSeating(asked, plain);
    times.push(performance.now() - started);
    return { covers: after.coversSeated, bound: pooledCoversMax(asked), proven: certificate.isProvenBest };
  });
  const shareOf = (list: typeof results) =>
    (100 * list.reduce((sum, { covers }) => sum + covers, 0)) / list.reduce((sum, { bound }) => sum + bound, 0);
  const worst = Math.min(...results.map((each) => shareOf([each])));
  const proven = results.filter((each) => each.proven).length;
  return [
    `            offline   ${shareOf(results).toFixed(2)} % of the pooled bound, at worst ${worst.toFixed(2)} %, ${proven} of ${results.length} proven best; ${told(times)}`,
  ];
}

function coversOf(day: SeatingProblem): number {
  return day.occupants.reduce((sum, { partySize }) => sum + partySize, 0);
}

/** Milliseconds, and the middle in fixed loops. */
function told(times: readonly number[]): string {
  const at = (share: number) => percentile(times, share);
  const loops = (at(0.99) / loopMs()).toFixed(1);
  return `ms p50 / p99 / max ${at(0.5).toFixed(2)} / ${at(0.99).toFixed(2)} / ${at(1).toFixed(2)}, p99 ${loops} loops`;
}

/** How long drawing twenty thousand numbers takes at this moment; the least of five. */
function loopMs(): number {
  const chance = chanceFrom('calibration');
  let least = Infinity;
  let sum = 0;
  for (let loop = 0; loop < 5; loop++) {
    const started = performance.now();
    for (let draw = 0; draw < loopDraws; draw++) sum += chance.next();
    least = Math.min(least, performance.now() - started);
  }
  // The sum is looked at, so that nobody optimises the loops away.
  return sum > 0 ? least : Infinity;
}
