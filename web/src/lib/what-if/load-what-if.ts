import { fail, type RequestEvent } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';
import { loadToday } from '#lib/staff/day.ts';
import { addDays } from '#lib/staff/times.ts';
import { readQuestion, type House } from './read-what-if.ts';

type Fetch = typeof globalThis.fetch;

/** Two weeks have every weekday twice. */
const nightsAtFirst = 14;

/** The house as it is, and the nights to begin with. */
export async function loadWhatIf(fetch: Fetch, restaurantId: number) {
  const [today, house] = await Promise.all([loadToday(fetch, restaurantId), loadHouse(fetch, restaurantId)]);
  const to = addDays(today.serviceDate, -1);
  return { house, from: addDays(to, 1 - nightsAtFirst), to };
}

async function loadHouse(fetch: Fetch, restaurantId: number): Promise<House> {
  const params = { id: restaurantId };
  const [settings, tables, combinations] = await Promise.all([
    call(fetch, 'GET /api/restaurants/{id}/settings', { params }),
    call(fetch, 'GET /api/restaurants/{id}/tables', { params, query: {} }),
    call(fetch, 'GET /api/restaurants/{id}/combinations', { params }),
  ]);
  return {
    settings: answered(settings),
    tables: answered(tables).items,
    combinations: answered(combinations).items,
  };
}

/** Runs the nights again as the form says. What was typed comes back, whatever the answer. */
export async function runWhatIf({
  fetch,
  params,
  request,
}: Pick<RequestEvent<{ id: string }>, 'fetch' | 'params' | 'request'>) {
  const form = await request.formData();
  const question = readQuestion(form, await loadHouse(fetch, Number(params.id)));
  const typed = [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  if (Object.keys(question.changes).length === 0) {
    const message = 'Change something first: as it stands, both columns would be the same.';
    return fail(422, { typed, refused: { title: 'Nothing is different yet', errors: [{ message }] } });
  }
  const answer = await call(fetch, 'POST /api/restaurants/{id}/seating/what-if', {
    params: { id: params.id },
    body: question,
  });
  if (answer.ok) return { typed, answer: answer.data };
  const { title, detail, status, errors = [] } = answer.problem;
  const told = errors.map(({ path, message }) =>
    path === 'from' || path === 'to' ? { field: path, message } : { message },
  );
  return fail(status === 0 ? 503 : status, {
    typed,
    refused: { title, errors: told.length > 0 ? told : [{ message: detail }] },
  });
}
