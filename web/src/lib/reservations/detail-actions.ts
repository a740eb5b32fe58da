import { fail } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import type { OperationKey, Problem, Reservation } from '#contract';
import { call } from '#lib/api/client.ts';
import { formText } from '#lib/staff/form-text.ts';
import { canInsist, fieldErrors, missingFields, readBookingForm, type BookingValues } from './booking-form.ts';
import { changesOf, readBefore } from './changes.ts';

type Event = Pick<RequestEvent, 'fetch' | 'request'> & { readonly params: { reservationId: string } };
type StepKey = Extract<
  OperationKey,
  `PUT /api/reservations/{reservationId}/${'confirm' | 'arrive' | 'unseat' | 'complete'}`
>;

/** What an action of the page answers when the house says no. */
export interface Refused {
  readonly problem: Problem;
  readonly errors: ReturnType<typeof fieldErrors>;
  /** What was typed into the form of changes, and what it held before; null for the buttons. */
  readonly values: BookingValues | null;
  readonly before: BookingValues | null;
  readonly canInsist: boolean;
}

const step =
  (operation: StepKey, done: string) =>
  async ({ fetch, params, request }: Event) => {
    const headers = keyOf(await request.formData());
    return answer(await call(fetch, operation, { params: idOf(params), headers }), done);
  };

export const detailActions = {
  confirm: step('PUT /api/reservations/{reservationId}/confirm', 'Confirmed.'),
  arrive: step('PUT /api/reservations/{reservationId}/arrive', 'Marked as arrived.'),
  unseat: step('PUT /api/reservations/{reservationId}/unseat', 'The party is waiting again.'),
  complete: step('PUT /api/reservations/{reservationId}/complete', 'The party has left.'),
  seat: async ({ fetch, params, request }: Event) => {
    const headers = keyOf(await request.formData());
    return answer(
      await call(fetch, 'PUT /api/reservations/{reservationId}/seat', { params: idOf(params), headers }),
      'Seated.',
    );
  },
  noShow: async ({ fetch, params, request }: Event) => markNoShow({ fetch, params, request }, false),
  cameAfterAll: async ({ fetch, params, request }: Event) => markNoShow({ fetch, params, request }, true),
  cancel: async ({ fetch, params, request }: Event) => {
    const form = await request.formData();
    const reason = formText(form, 'reason');
    return answer(
      await call(fetch, 'DELETE /api/reservations/{reservationId}', {
        params: idOf(params),
        query: reason === '' ? {} : { reason },
        headers: keyOf(form),
      }),
      'Cancelled.',
    );
  },
  modify,
};

async function markNoShow({ fetch, params, request }: Event, undo: boolean) {
  const headers = keyOf(await request.formData());
  return answer(
    await call(fetch, 'PUT /api/reservations/{reservationId}/no-show', {
      params: idOf(params),
      body: { undo },
      headers,
    }),
    undo ? 'They are expected again.' : 'Marked as a no-show.',
  );
}

async function modify({ fetch, params, request }: Event) {
  const form = await request.formData();
  const values = readBookingForm(form);
  const before = readBefore(formText(form, 'before'));
  const errors = missingFields(values);
  if (before === null || errors.length > 0) {
    return fail(422, { refused: { problem: incomplete, errors, values, before, canInsist: false } });
  }
  const changes = changesOf(before, values, { contacts: form.has('phone'), tables: form.has('pinning') });
  if (Object.keys(changes).length === 0) return { done: 'Nothing was different, so nothing was changed.' };
  const result = await call(fetch, 'PUT /api/reservations/{reservationId}', {
    params: idOf(params),
    body: {
      ...changes,
      version: Number(form.get('version')),
      ...(form.get('override') === 'yes' ? { override: true } : {}),
    },
    headers: keyOf(form),
  });
  return answer(result, 'Changed.', values, before);
}

type Answered =
  | { readonly ok: true; readonly data: Reservation }
  | { readonly ok: false; readonly status: number; readonly problem: Problem };

function answer(
  result: Answered,
  done: string,
  values: BookingValues | null = null,
  before: BookingValues | null = null,
) {
  if (result.ok) return { done };
  const { problem, status } = result;
  const refused: Refused = { problem, errors: fieldErrors(problem), values, before, canInsist: canInsist(problem) };
  return fail(status === 0 ? 503 : status, { refused });
}

function idOf({ reservationId }: { reservationId: string }): { reservationId: string } {
  return { reservationId };
}

/** The page was rendered with a key: sent twice, the change is made once. */
function keyOf(form: FormData): Record<string, string> {
  const key = formText(form, 'key');
  return key === '' ? {} : { 'idempotency-key': key };
}

const incomplete: Problem = {
  type: '/problems/invalid',
  title: 'Something is missing',
  status: 422,
  detail: 'Please fill in what is marked.',
  code: 'invalid',
  requestId: '',
};
