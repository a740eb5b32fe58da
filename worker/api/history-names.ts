import type { HistoryEntry } from '../contract/reservations.ts';
import type { Env } from '../env.ts';
import { namesOfUsers } from '../store/user-names.ts';

/** A reservation's story with its people by name: the ledger knows them by their ids alone. */
export async function withNames(env: Env, entries: readonly HistoryEntry[]): Promise<HistoryEntry[]> {
  const ids = new Set(entries.flatMap(({ actor }) => staffIdIn(actor) ?? []));
  const names = await namesOfUsers(env, [...ids]);
  return entries.map((entry) => ({ ...entry, actorName: names.get(staffIdIn(entry.actor) ?? 0) ?? null }));
}

/** `staff 12` → 12. Guests stay guests here. */
function staffIdIn(actor: string): number | null {
  const [, id] = /^staff (\d+)$/.exec(actor) ?? [];
  return id === undefined ? null : Number(id);
}
