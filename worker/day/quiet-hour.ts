/** In a quiet moment the house looks its plan over, and applies a better one as anybody else would. */
import { betterPlan } from '../domain/reservation/better-plan.ts';
import { improvementDueAt } from '../domain/reservation/improvement-due.ts';
import type { DayPort } from './day-port.ts';
import { houseRequest } from './moves.ts';

export function improveIfQuiet(day: DayPort): void {
  const state = day.load();
  if (state === null) return;
  const now = day.now();
  const before = day.ledger.tended();
  if ((improvementDueAt(state, before) ?? Infinity) > now) return;
  // First of all, so that what fails is tried again after the usual pause and not at once.
  day.ledger.setTended({ seq: before.seq, at: now });
  const assignments = betterPlan(state, now);
  const request = houseRequest({ type: 'applySeating', seq: state.seq, assignments });
  const applied = assignments.length === 0 ? null : day.transact(request);
  if (applied?.outcome.ok === false) return;
  day.ledger.setTended({ seq: applied?.state.seq ?? state.seq, at: now });
}
