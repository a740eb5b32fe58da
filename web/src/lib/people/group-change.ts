/** What the actions of the pages about people and access have in common: a change in the restaurant's group. */
import { error, fail, type RequestEvent } from '@sveltejs/kit';
import type { OperationKey, Problem } from '#contract';
import { withProof } from '#lib/account/proof.ts';
import { call, type CallResult } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';

/** The event of an action under `/staff/[id]`. */
export type PlaceEvent = Pick<RequestEvent, 'fetch' | 'request' | 'url'> & { readonly params: { readonly id: string } };

/** What an action answers, under `refused`, when the house says no. */
export interface RefusedChange {
  readonly title: string;
  /** `field` is a path of the API's body. */
  readonly errors: readonly { readonly field?: string; readonly message: string }[];
}

/** What was entered into a form that was not taken, so that nothing is typed twice. */
export type Entered = readonly (readonly [name: string, value: string])[];

type Refusal = Extract<CallResult<OperationKey>, { ok: false }>;

/**
 * Makes one change and answers what `done` makes of it; otherwise `refused` with what was entered, or `proof` when the
 * house wants to know once more who is there. When somebody else was faster, `theirs` is what they saved: the answer
 * alone shows both.
 */
export async function changeInGroup<K extends OperationKey, Done, Theirs = never>(
  event: PlaceEvent,
  run: (groupId: number, form: FormData) => Promise<CallResult<K>> | Refusal,
  done: (answer: Extract<CallResult<K>, { ok: true }>['data']) => Done,
  readTheirs?: (groupId: number) => Promise<Theirs | undefined>,
) {
  const form = await event.request.formData();
  const groupId = await groupIdOf(event.fetch, event.params.id);
  const answer = await withProof<K>(event, form, async () => run(groupId, form));
  if ('proof' in answer) return fail(403, { proof: answer.proof });
  if (answer.ok) return done(answer.data);
  const theirs = answer.status === 412 ? await readTheirs?.(groupId) : undefined;
  return refuse(answer.problem, form, theirs);
}

/** What an action finds out by itself, before anybody is asked. */
export function missing(...errors: NonNullable<Problem['errors']>): Refusal {
  const problem: Problem = {
    type: '/problems/invalid',
    title: 'Something is missing',
    status: 422,
    detail: 'Please fill in what is marked.',
    code: 'invalid',
    errors,
    requestId: '',
  };
  return { ok: false, status: 422, problem };
}

/** The group of a restaurant; becomes the error page when there is none. */
export async function groupIdOf(fetch: typeof globalThis.fetch, restaurantId: string): Promise<number> {
  if (!/^[1-9]\d{0,15}$/.test(restaurantId)) error(404, 'There is no such restaurant.');
  return answered(await call(fetch, 'GET /api/restaurants/{id}', { params: { id: restaurantId } })).groupId;
}

function refuse<Theirs>({ title, detail, status, errors = [] }: Problem, form: FormData, theirs: Theirs | undefined) {
  const told = errors.map(({ path, message }) => ({ field: path, message }));
  const refused: RefusedChange = { title, errors: told.length > 0 ? told : [{ message: detail }] };
  const entered: Entered = [...form].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  return fail(status === 0 ? 503 : status, { refused, entered, theirs });
}
