import { fail, type RequestEvent } from '@sveltejs/kit';
import type { Problem, WaitlistEntry } from '#contract';
import { call } from '#lib/api/client.ts';
import type { Command } from '#lib/floor/commands.ts';
import { formText } from '#lib/staff/form-text.ts';
import type { WaitlistRefusal } from './answers.ts';
import { callParty, leaveWaitlist, seatWaiting } from './commands.ts';
import { fieldId, joinBody, readJoinForm, type JoinValues } from './join-form.ts';

type Event = Pick<RequestEvent<{ id: string }>, 'fetch' | 'params' | 'request'>;

/** The same commands that the floor sends by itself, for a page without scripts. */
const step =
  (commandFor: (entry: WaitlistEntry) => Command) =>
  async ({ fetch, params, request }: Event) => {
    const form = await request.formData();
    const list = await call(fetch, 'GET /api/restaurants/{id}/waitlist', { params: { id: params.id } });
    if (!list.ok) return refuse(list.problem, null);
    const entry = list.data.items.find(({ id }) => String(id) === formText(form, 'waitlistId'));
    if (entry === undefined) return { waitlistDone: 'They are not on the waitlist any more.' };
    const command = commandFor(entry);
    const outcome = await command.send(fetch, { override: false, key: formText(form, 'key') || crypto.randomUUID() });
    return outcome.ok ? { waitlistDone: `${command.done}.` } : refuse(outcome.problem, null);
  };

export const waitlistActions = {
  join,
  callParty: step(callParty),
  seatWaiting: step((entry) => seatWaiting(entry, [], 'their table')),
  leave: step(leaveWaitlist),
};

async function join({ fetch, params, request }: Event) {
  const form = await request.formData();
  const values = readJoinForm(form);
  const joined = await call(fetch, 'POST /api/restaurants/{id}/waitlist', {
    params: { id: params.id },
    body: joinBody(values),
    headers: { 'idempotency-key': formText(form, 'key') || crypto.randomUUID() },
  });
  if (!joined.ok) return refuse(joined.problem, values);
  return { waitlistDone: `${joined.data.name} is on the waitlist.`, joined: joined.data };
}

function refuse(problem: Problem, values: JoinValues | null) {
  const errors = (problem.errors ?? []).map(({ path, message }) => ({ field: fieldId(path), message }));
  const waitlistRefused: WaitlistRefusal = {
    problem,
    errors: errors.length > 0 ? errors : [{ message: problem.detail }],
    values,
  };
  return fail(problem.status === 0 ? 503 : problem.status, { waitlistRefused });
}
