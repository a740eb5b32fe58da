/**
 * What the seating engine is worth and what it costs, on generated days from fresh seeds and on real bookings: covers
 * against exact answers by integer programming, times in milliseconds and in fixed loops (which a busy or slow machine
 * slows as much).
 */
import { findBestTable } from '../../worker/domain/seating/find-best-table.ts';
import { prepareOccupancy } from '../../worker/domain/seating/occupancy.ts';
import { optimizeSeating } from '../../worker/domain/seating/optimize-seating.ts';
import { costOfPlan } from '../../worker/domain/seating/plan-quality.ts';
import type { SeatingOccupant, SeatingProblem } from '../../worker/domain/seating/problem.ts';
import { chanceFrom } from '../../worker/domain/chance.ts';
import { requestedDay } from '../domain/seating/dinner-days.ts';
import { exactPlan } from '../domain/seating/exact-feasibility.ts';
import type { ExactAnswer } from '../domain/seating/exact-feasibility.ts';
import { pooledCoversMax, reseatingCostMin } from '../domain/seating/exact-plans.ts';
import { applied } from '../domain/seating/seating-floor.ts';
import { percentile } from './ratios.ts';

const sizes = [
  [15, 60],
  [40, 150],
  [120, 450],
] as const;
const daysEach = 4;
/** Of the solver, for each kind of day; each may take it some seconds. */
const oracleAsksMax = 60;
const warmUpDays = 5;
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

/** Some days of each kind, so that the figures are those of a program that has run for a while. */
function warmUp(): void {
  for (const [tables, requests] of sizes) {
    for (let seed = 1; seed <= warmUpDays; seed++) {
      accepted(requestedDay(tables, requests, seed), () => undefined);
      optimizeSeating(requestedDay(tables, requests, seed), plain);
    }
  }
}

interface Asked {
  readonly day: SeatingProblem;
  readonly request: SeatingOccupant;
}

/** Requests one by one, each decided before the next is seen; `otherwise` may know of a plan that the engine did not find. */
function accepted(
  asked: SeatingProblem,
  decided: (ms: number) => void,
  otherwise: (asked: Asked) => ExactAnswer = () => 'no',
): SeatingProblem {
  let day: SeatingProblem = { ...asked, occupants: [] };
  for (const request of asked.occupants) {
    const started = performance.now();
    const decision = findBestTable(prepareOccupancy(day), request);
    decided(performance.now() - started);
    if (decision.ok) day = applied(day, decision.moves, { ...request, tableIds: decision.tableIds });
    if (decision.ok || decision.certified) continue;
    const plan = otherwise({ day, request });
    if (typeof plan === 'string') continue;
    const occupants = day.occupants.map((each) => ({ ...each, tableIds: plan.get(each.key)! }));
    day = { ...day, occupants: [...occupants, { ...request, tableIds: plan.get('newcomer')! }] };
  }
  return day;
}

function onlineLines(days: readonly SeatingProblem[]): string[] {
  const times: number[] = [];
  const open: Asked[] = [];
  const plans = days.map((asked) =>
    accepted(
      asked,
      (ms) => times.push(ms),
      (each) => {
        open.push(each);
        return 'no';
      },
    ),
  );
  const covers = coversOf(plans);
  const exact = coversByExactPolicy(days);
  const share = ((100 * covers) / exact.covers).toFixed(2);
  const uncertain = `${open.length} of ${times.length} answers neither yes nor a certified no`;
  return [
    `            online    ${covers} covers, ${share} % of the ${exact.covers} with exact answers${exact.limits}; ${told(times)}`,
    `                      ${uncertain}; ${missedWords(open, covers)}`,
    ...reseatingLines(plans),
  ];
}

/** A house with the same engine that asks the solver whenever the answer is not certain. */
function coversByExactPolicy(days: readonly SeatingProblem[]): { covers: number; limits: string } {
  const asks = { made: 0, unknown: 0, skipped: 0 };
  const ask = ({ day, request }: Asked): ExactAnswer => {
    if (asks.made === oracleAsksMax) {
      asks.skipped++;
      return 'unknown';
    }
    asks.made++;
    const answer = exactPlan(day, request);
    if (answer === 'unknown') asks.unknown++;
    return answer;
  };
  const plans = days.map((asked) => accepted(asked, () => undefined, ask));
  const limits =
    asks.unknown + asks.skipped === 0 ? '' : ` (${asks.unknown} not decided in time, ${asks.skipped} not asked)`;
  return { covers: coversOf(plans), limits };
}

/** Each refusal by itself: was there a plan for it then? Where there are many, every so many are asked and stand for all. */
function missedWords(open: readonly Asked[], covers: number): string {
  const step = Math.max(1, Math.ceil(open.length / oracleAsksMax));
  const asked = open.filter((_, at) => at % step === 0);
  const answers = asked.map(({ day, request }) => exactPlan(day, request));
  const missed = step * coversIn(asked.filter((_, at) => typeof answers[at] !== 'string'));
  const unknown = answers.filter((answer) => answer === 'unknown').length;
  const share = ((100 * covers) / (covers + missed)).toFixed(2);
  return `of the covers that had a plan when they asked, one by one: ${share} %${unknown === 0 ? '' : ` (${unknown} not decided in time)`}`;
}

function coversIn(asked: readonly Asked[]): number {
  return asked.reduce((sum, { request }) => sum + request.partySize, 0);
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
  const known = costs.flatMap(({ cost, least }) => (least === undefined ? [] : [{ cost, least }]));
  const unknown = costs.length - known.length;
  const above = (list: typeof known) =>
    (
      100 *
      (list.reduce((sum, { cost }) => sum + cost, 0) / list.reduce((sum, { least }) => sum + least, 0) - 1)
    ).toFixed(2);
  const worst = Math.max(...known.map((each) => Number(above([each]))));
  const left = unknown === 0 ? '' : ` (${unknown} of ${costs.length} days not solved exactly in time)`;
  return [
    `            re-seat   ${above(known)} % above the exact cost, at worst ${worst.toFixed(2)} %${left}; ${told(times)}`,
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

function coversOf(days: readonly SeatingProblem[]): number {
  return days.flatMap(({ occupants }) => occupants).reduce((sum, { partySize }) => sum + partySize, 0);
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
