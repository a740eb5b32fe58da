import type { Problem, WaitlistEntry } from '#contract';
import { call } from '#lib/api/client.ts';
import type { Command, Outcome } from '#lib/floor/commands.ts';

/** Its table is kept for some minutes, and the party is told. */
export function callParty(entry: WaitlistEntry): Command {
  return {
    doing: `Calling ${entry.name}`,
    done: `${entry.name} called`,
    touches: [entry.id],
    send: async (fetch, { key }) =>
      waitingOf(
        await call(fetch, 'PUT /api/waitlist/{waitlistId}/call', {
          params: { waitlistId: entry.id },
          headers: keyed(key),
        }),
      ),
  };
}

/** Seats at these tables; with none at those kept for the party, or where the house chooses. */
export function seatWaiting(entry: WaitlistEntry, tableIds: readonly number[], tables: string): Command {
  return {
    doing: `Seating ${entry.name}`,
    done: `${entry.name} seated at ${tables}`,
    touches: [entry.id, ...tableIds],
    send: async (fetch, { key }) => {
      const answer = await call(fetch, 'PUT /api/waitlist/{waitlistId}/seat', {
        params: { waitlistId: entry.id },
        body: tableIds.length === 0 ? {} : { tableIds: [...tableIds] },
        headers: keyed(key),
      });
      return answer.ok ? { ok: true, reservation: answer.data } : answer;
    },
  };
}

export function leaveWaitlist(entry: WaitlistEntry): Command {
  return {
    doing: `Taking ${entry.name} off the list`,
    done: `${entry.name} has left the waitlist`,
    touches: [entry.id],
    send: async (fetch, { key }) =>
      waitingOf(
        await call(fetch, 'DELETE /api/waitlist/{waitlistId}', {
          params: { waitlistId: entry.id },
          headers: keyed(key),
        }),
      ),
  };
}

function keyed(key: string): Record<string, string> {
  return { 'idempotency-key': key };
}

function waitingOf(result: { ok: true; data: WaitlistEntry } | { ok: false; problem: Problem }): Outcome {
  return result.ok ? { ok: true, reservation: null, waiting: result.data } : result;
}
