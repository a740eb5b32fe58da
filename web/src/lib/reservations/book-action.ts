import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Problem } from '#contract';
import { call } from '#lib/api/client.ts';
import { formText } from '#lib/staff/form-text.ts';
import {
  canInsist,
  fieldErrors,
  missingFields,
  readBookingForm,
  splitTime,
  type BookingValues,
} from './booking-form.ts';

/** Books what a host typed during a call, and leads to the booking; a refusal keeps what was typed. */
export async function bookByPhone({
  fetch,
  params,
  request,
}: Pick<RequestEvent<{ id: string }>, 'fetch' | 'params' | 'request'>) {
  const form = await request.formData();
  const values = readBookingForm(form);
  const errors = missingFields(values);
  if (errors.length > 0) return fail(422, { refused: { problem: null, errors, values, canInsist: false } });
  const result = await call(fetch, 'POST /api/restaurants/{id}/reservations', {
    params: { id: params.id },
    body: bodyOf(values, form.get('override') === 'yes'),
    headers: { 'idempotency-key': formText(form, 'key') || crypto.randomUUID() },
  });
  if (result.ok) redirect(303, `/staff/${params.id}/reservations/${String(result.data.id)}?booked`);
  return refused(result.problem, values);
}

function bodyOf(values: BookingValues, override: boolean) {
  const { reservationDate, reservationTime, partySize, duration, name, phone, email } = values;
  const { occasion, specialRequests, notes, tableIds } = values;
  return {
    reservationDate,
    ...splitTime(reservationTime),
    partySize: Number(partySize),
    guestInfo: {
      name,
      phone,
      ...(email === '' ? {} : { email }),
      ...(specialRequests === '' ? {} : { specialRequests }),
    },
    source: 'phone' as const,
    ...(duration === '' ? {} : { duration: Number(duration) }),
    ...(occasion === '' ? {} : { occasion }),
    ...(notes === '' ? {} : { notes }),
    ...(tableIds.length === 0 ? {} : { tableIds: tableIds.map(Number) }),
    ...(override ? { override } : {}),
  };
}

function refused(problem: Problem, values: BookingValues) {
  const status = problem.status === 0 ? 503 : problem.status;
  return fail(status, { refused: { problem, errors: fieldErrors(problem), values, canInsist: canInsist(problem) } });
}
