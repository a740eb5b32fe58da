/** Brings moves between dates to their end, from the object of the date that they leave. */
import { refuse } from '../domain/reservation/refusals.ts';
import { logFault } from '../log.ts';
import type { DayPort } from './day-port.ts';
import type { Executed } from './decision-log.ts';
import type { DayAnswer } from './messages.ts';
import { driveMove, handOverTables, houseRequest } from './moves.ts';

/** Throws when another date cannot be reached. */
export async function finishMoves(day: DayPort): Promise<void> {
  const state = day.load();
  if (state === null) return;
  for (const reservation of state.reservations.values()) {
    if (reservation.move !== null) await finishMove(day, reservation.id);
  }
  if (state.handOverDue.length === 0) return;
  await handOverTables(day.env, await day.facts(), state);
  day.transact(houseRequest({ type: 'finishHandOver' }));
}

async function finishMove(day: DayPort, id: number): Promise<DayAnswer | null> {
  const state = day.load();
  const reservation = state?.reservations.get(id);
  if (state === null || reservation === undefined || reservation.move === null) return null;
  const { moveId } = reservation.move;
  const { serviceDate } = state.configuration;
  const end = await driveMove(day.env, await day.facts(), serviceDate, reservation, day.ledger);
  day.transact(houseRequest({ type: 'finishMove', id, moveId, accepted: end.accepted, version: end.version }));
  return end.answer;
}

/**
 * The caller of a move waits for its end; if the other date cannot be reached, the alarm goes on with it. Null: it ended
 * before, and the remembered answer stands.
 */
export async function finishStartedMove(day: DayPort, { outcome }: Executed): Promise<DayAnswer | null> {
  const subject = outcome.ok ? ('replay' in outcome ? outcome.replay.subject : outcome.subject) : null;
  try {
    return subject === null ? null : await finishMove(day, Number(subject));
  } catch (error) {
    logFault('move', 'MOVE', day.name, error);
    return refuse('move_in_progress', 'The other date cannot be reached just now; the move goes on by itself.');
  }
}
