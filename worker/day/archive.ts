/**
 * The end of a day's life: its ledger goes to R2 as it is, D1 answers for it from then on, and the object keeps a
 * tombstone, so that nothing can ever open the date again.
 */
import { dayName } from '../domain/ids.ts';
import { refuse } from '../domain/reservation/refusals.ts';
import type { DayState } from '../domain/reservation/state.ts';
import type { Env } from '../env.ts';
import { markDay } from '../store/days.ts';
import type { Ledger } from './ledger.ts';

/** To whoever still asks. */
export const archivedRefusal = refuse('day_closed', 'This service date is over and archived.');

const keptMs = 35 * 86_400_000;

/** When a closed day may be archived, on its own clock; null while it is open. */
export function archiveDueAt(state: DayState): number | null {
  return state.phase === 'closed' ? state.configuration.endsAt + keptMs : null;
}

/** Repeating it is harmless: only the last step, in one transaction, makes the day an archived one. */
export async function archiveDay(
  env: Env,
  storage: DurableObjectStorage,
  ledger: Ledger,
  state: DayState,
): Promise<void> {
  const { restaurantId, serviceDate } = state.configuration;
  const key = `ledgers/${dayName(restaurantId, serviceDate).replace(':', '/')}.json`;
  await env.UPLOADS.put(key, JSON.stringify(ledger.after(0)), { httpMetadata: { contentType: 'application/json' } });
  await markDay(env, restaurantId, serviceDate, { state: 'archived', seq: state.seq });
  storage.transactionSync(() => {
    ledger.entomb();
  });
}
