/**
 * Drives a move between dates from its source: ask the target, tell the home date where the reservation is now. Every
 * step may be repeated after a crash, since each object remembers what it decided.
 */
import type { DayReservation, DayState } from '../domain/reservation/state.ts';
import type { ServiceDate } from '../domain/service/configuration.ts';
import { addDays } from '../domain/time/service-date.ts';
import type { Env } from '../env.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import { homeDateOf } from './answers.ts';
import type { Ledger } from './ledger.ts';
import type { DayAnswer, DayRequest } from './messages.ts';
import { dayStub } from './stub.ts';

export interface MoveEnd {
  readonly accepted: boolean;
  /** The version that the reservation has where it is now. */
  readonly version: number;
  /** What the one who asked for the move is told. */
  readonly answer: DayAnswer;
}

/** Throws when the target cannot be reached or does not know its own answer; then it is asked again later. */
export async function driveMove(
  env: Env,
  facts: RestaurantFacts,
  from: ServiceDate,
  reservation: DayReservation,
  ledger: Ledger,
): Promise<MoveEnd> {
  const { id, move } = reservation;
  if (move === null) throw new Error('this reservation is not moving');
  const subject = String(id);
  const change = ledger.pendingDetails(move.moveId);
  const answer = await dayStub(env, facts, move.targetDate).execute(
    houseRequest(
      { type: 'acceptMove', moveId: move.moveId, fromDate: from, reservation, wish: move.wish },
      { details: ledger.details(subject), change, keys: ledger.keysOf(subject) },
    ),
  );
  if (!answer.ok) return { accepted: false, version: reservation.version, answer };
  const version = answer.reservation?.version ?? reservation.version + 1;
  const home = homeDateOf(id);
  if (home !== null && home !== from && home !== move.targetDate) {
    await dayStub(env, facts, home).execute(houseRequest({ type: 'pointHome', id, date: move.targetDate, version }));
  }
  return { accepted: true, version, answer };
}

/** The next date takes over what nobody cleared; repeating it changes nothing there. */
export async function handOverTables(env: Env, facts: RestaurantFacts, state: DayState): Promise<void> {
  const fromDate = state.configuration.serviceDate;
  const tableIds = state.handOverDue;
  await dayStub(env, facts, addDays(fromDate, 1)).execute(houseRequest({ type: 'takeOverTables', fromDate, tableIds }));
}

/** What the house asks of a day by itself. */
export function houseRequest(command: DayRequest['command'], carried?: DayRequest['carried']): DayRequest {
  const request: DayRequest = { command, actor: { kind: 'system', userId: null }, source: 'house', key: null };
  return carried === undefined ? request : { ...request, carried };
}
