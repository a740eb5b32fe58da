import { fail, type RequestEvent } from '@sveltejs/kit';
import type { Problem } from '#contract';
import { call } from '#lib/api/client.ts';
import { formText } from '#lib/staff/form-text.ts';
import { readAssignments } from './assignments-field.ts';

type Event = Pick<RequestEvent<{ id: string }>, 'fetch' | 'params' | 'request'>;

/** Looks for a better plan of the date and shows it; nothing changes yet. */
export async function improve({ fetch, params, request }: Event) {
  const form = await request.formData();
  const found = await call(fetch, 'POST /api/restaurants/{id}/seating/optimize', {
    params: { id: params.id },
    body: { date: formText(form, 'date') },
  });
  return found.ok ? { preview: found.data, key: crypto.randomUUID() } : refuse(found.problem);
}

/** Makes the changes of a preview, all of them or, where the date has moved on since, none. */
export async function apply({ fetch, params, request }: Event) {
  const form = await request.formData();
  const assignments = readAssignments(formText(form, 'assignments'));
  const key = formText(form, 'key');
  const applied = await call(fetch, 'POST /api/restaurants/{id}/seating/apply', {
    params: { id: params.id },
    body: { date: formText(form, 'date'), seq: Number(formText(form, 'seq')), assignments },
    headers: key === '' ? {} : { 'idempotency-key': key },
  });
  return applied.ok ? { applied: assignments.length } : refuse(applied.problem);
}

function refuse(problem: Problem) {
  return fail(problem.status === 0 ? 503 : problem.status, { refused: problem });
}
