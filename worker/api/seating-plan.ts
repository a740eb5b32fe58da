/** The plan of a date: as it stands, as it could be, and made the plan. Searched here, decided in the day. */
import type { SeatingOptimization, SeatingPlan } from '../contract/seating.ts';
import { planProblem } from '../domain/reservation/better-plan.ts';
import { serviceSpansOf, stayOf, tablePartiesOf } from '../domain/reservation/day-use.ts';
import { seatingProblem } from '../domain/reservation/floor-plan.ts';
import { stateAfter } from '../domain/reservation/replan.ts';
import { seatingWords } from '../domain/reservation/seating-words.ts';
import type { DayReservation, DayState } from '../domain/reservation/state.ts';
import { optimizeSeating } from '../domain/seating/optimize-seating.ts';
import type { SeatingOptimum } from '../domain/seating/optimize-seating.ts';
import { seatingPlan } from '../domain/seating/seating-plan.ts';
import { utilizationOf } from '../domain/seating/utilization.ts';
import { instantText } from '../domain/time/service-date.ts';
import { askDay, mayHaveObject } from './ask-day.ts';
import { openedDay, stateOfDay } from './day-reader.ts';
import type { Handlers } from './operation.ts';
import { ProblemAnswer, notFoundProblem } from './problem.ts';

export const seatingPlanHandlers = {
  'GET /api/restaurants/{id}/seating/plan': async ({ env, restaurant, query }) => {
    if (!mayHaveObject(restaurant, query.date)) return notFoundProblem('date');
    return planView(await stateOfDay(env, restaurant, query.date));
  },

  'POST /api/restaurants/{id}/seating/optimize': async ({ env, restaurant, body }) => {
    if (!mayHaveObject(restaurant, body.date)) return notFoundProblem('date');
    const state = await stateOfDay(env, restaurant, body.date);
    const options = body.iterations === undefined ? {} : { iterations: body.iterations };
    return optimumView(state, optimizeSeating(planProblem(state), seatingWords(state.configuration), options));
  },

  'POST /api/restaurants/{id}/seating/apply': async (call) => {
    const { env, restaurant, body } = call;
    const { date, seq, assignments } = body;
    // Where nothing was ever booked there is no reservation to name either.
    const stub = mayHaveObject(restaurant, date) ? await openedDay(env, restaurant, date) : null;
    if (stub === null) return notFoundProblem('reservation');
    const applied = await askDay(call, date, { type: 'applySeating', seq, assignments });
    if (applied instanceof ProblemAnswer) return applied;
    return planView(await stateOfDay(env, restaurant, date));
  },
} satisfies Handlers;

function planView(state: DayState): SeatingPlan {
  return planParts(state, seatingPlan(seatingProblem(state), seatingWords(state.configuration)));
}

function optimumView(state: DayState, optimum: SeatingOptimum): SeatingOptimization {
  const { moves, before, after, certificate, iterations } = optimum;
  const improved = moves.length === 0 ? state : stateAfter(state, [{ type: 'SeatingReplanned', by: 'staff', moves }]);
  const changes = moves.flatMap((move) => changeOf(state, move, optimum) ?? []);
  const plan = { ...planParts(improved, optimum), seq: state.seq };
  return { ...plan, changes, before, after, certificate, iterations };
}

function changeOf(
  state: DayState,
  { key, tableIds }: SeatingOptimum['moves'][number],
  { assignments }: SeatingOptimum,
): SeatingOptimization['changes'][number] | null {
  const reservation = state.reservations.get(Number(key));
  if (reservation === undefined) return null;
  const reason = assignments.find((each) => each.key === key)?.reasons[0] ?? 'It suits the rest of the plan.';
  const { id: reservationId, tableIds: fromTableIds } = reservation;
  return { reservationId, fromTableIds: [...fromTableIds], toTableIds: [...tableIds], reason };
}

/** Holds and parties called from the waitlist have tables too, but nobody asks why. */
function planParts(
  state: DayState,
  { assignments, conflicts }: Pick<SeatingOptimum, 'assignments' | 'conflicts'>,
): SeatingPlan {
  const { configuration, seq, reservations } = state;
  const seats = configuration.tables.reduce((sum, table) => sum + table.partySizeMax, 0);
  const parties = tablePartiesOf(state).filter(({ tableIds }) => tableIds.length > 0);
  return {
    date: configuration.serviceDate,
    seq,
    assignments: assignments.flatMap((each) => {
      const reservation = reservations.get(Number(each.key));
      return reservation === undefined ? [] : [assignmentView(reservation, each)];
    }),
    utilizationRate: utilizationOf(parties, seats, serviceSpansOf(configuration)),
    conflicts: conflicts.flatMap(({ key, issue, suggestions }) =>
      reservations.has(Number(key)) ? [{ reservationId: Number(key), issue, suggestions: [...suggestions] }] : [],
    ),
  };
}

function assignmentView(
  reservation: DayReservation,
  { tableIds, score, reasons }: SeatingOptimum['assignments'][number],
): SeatingPlan['assignments'][number] {
  const { startsAt, endsAt } = stayOf(reservation);
  return {
    reservationId: reservation.id,
    tableId: tableIds[0] ?? 0,
    tableIds: [...tableIds],
    score,
    reasons: [...reasons],
    fixed: fixedBy(reservation),
    startsAt: instantText(startsAt),
    endsAt: instantText(endsAt),
    partySize: reservation.partySize,
  };
}

function fixedBy({ status, pinned, move }: DayReservation): 'seated' | 'pinned' | 'moving' | null {
  if (move !== null) return 'moving';
  if (status === 'seated') return 'seated';
  return pinned ? 'pinned' : null;
}
