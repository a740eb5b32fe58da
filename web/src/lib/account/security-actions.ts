import { type ActionFailure, type RequestEvent, fail, redirect } from '@sveltejs/kit';
import type { Call, OperationKey } from '#contract';
import { type CallResult, call } from '#lib/api/client.ts';
import { textOf } from '#lib/guest/booking-search.ts';
import { pageStatus } from '#lib/guest/find-restaurant.ts';
import { noAccount } from './find-account.ts';
import { type FormError, errorsOf, typed } from './form-errors.ts';
import { type ProofAsked, passkeyIn, proveNow, withProof } from './proof.ts';
import type { DoneWord } from './security-words.ts';

export type SecuritySection = 'password' | 'email' | 'authenticator' | 'passkeys' | 'pin' | 'sessions';
export type NewAuthenticator = Call<'POST /api/account/authenticator'>['answer'];
export interface BegunPasskey {
  readonly challenge: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly name: string;
}

/** What the page shows after an action: one of these, or errors of a section. */
export interface SecurityAnswer {
  readonly section?: SecuritySection;
  readonly errors?: readonly FormError[];
  readonly proof?: ProofAsked;
  readonly authenticator?: NewAuthenticator;
  readonly recoveryCodes?: readonly string[];
  readonly begunPasskey?: BegunPasskey;
}

type Changed<K extends OperationKey> =
  | { readonly ok: true; readonly data: Call<K>['answer'] }
  | { readonly ok: false; readonly failure: ActionFailure<SecurityAnswer> };

/** Asks for a change of how somebody signs in; a refusal comes back to its section, or as the question who is there. */
async function change<K extends OperationKey>(
  event: RequestEvent,
  section: SecuritySection,
  ask: (fields: FormData) => Promise<CallResult<K>>,
): Promise<Changed<K> & { readonly fields: FormData }> {
  const fields = await event.request.formData();
  const result = await withProof(event, fields, async () => ask(fields));
  if ('proof' in result) return { ok: false, fields, failure: fail(403, { proof: result.proof }) };
  if (result.ok) return { ok: true, fields, data: result.data };
  const { status, problem } = result;
  const errors =
    problem.code === 'wrong_credentials'
      ? [{ field: 'code', message: 'That was not the code of this moment. Wait for the next one, and try it.' }]
      : errorsOf(problem, ['password', 'email', 'code', 'name', 'pin']);
  return { ok: false, fields, failure: fail(pageStatus(status), { section, errors }) };
}

function done(what: DoneWord): never {
  redirect(303, `/account/security?done=${what}`);
}

export async function changePassword(event: RequestEvent) {
  const changed = await change(event, 'password', async (fields) =>
    call(event.fetch, 'PUT /api/account/password', { body: { password: typed(fields, 'password') } }),
  );
  return changed.ok ? done('password') : changed.failure;
}

export async function changeEmail(event: RequestEvent) {
  const changed = await change(event, 'email', async (fields) =>
    call(event.fetch, 'POST /api/account/email', { body: { email: textOf(fields, 'email') } }),
  );
  return changed.ok ? done('email') : changed.failure;
}

export async function beginAuthenticator(event: RequestEvent) {
  const begun = await change(event, 'authenticator', async () =>
    call(event.fetch, 'POST /api/account/authenticator', {}),
  );
  if (!begun.ok) return begun.failure;
  return { section: 'authenticator', authenticator: begun.data } satisfies SecurityAnswer;
}

export async function confirmAuthenticator(event: RequestEvent) {
  const confirmed = await change(event, 'authenticator', async (fields) =>
    call(event.fetch, 'PUT /api/account/authenticator', {
      body: { code: textOf(fields, 'code').replaceAll(/\s/g, '') },
    }),
  );
  if (confirmed.ok) return { recoveryCodes: confirmed.data.codes } satisfies SecurityAnswer;
  const { failure, fields } = confirmed;
  // The code of the picture that was shown is asked once more, not another picture.
  const [secret, uri, qrCode] = [textOf(fields, 'secret'), textOf(fields, 'uri'), textOf(fields, 'qrCode')];
  return secret === '' ? failure : fail(failure.status, { ...failure.data, authenticator: { secret, uri, qrCode } });
}

export async function removeAuthenticator(event: RequestEvent) {
  const removed = await change(event, 'authenticator', async () =>
    call(event.fetch, 'DELETE /api/account/authenticator', {}),
  );
  return removed.ok ? done('authenticator-removed') : removed.failure;
}

export async function renewRecoveryCodes(event: RequestEvent) {
  const renewed = await change(event, 'authenticator', async () =>
    call(event.fetch, 'POST /api/account/recovery-codes', {}),
  );
  return renewed.ok ? ({ recoveryCodes: renewed.data.codes } satisfies SecurityAnswer) : renewed.failure;
}

/** What the browser needs to make a passkey; it comes back with `addPasskey`. */
export async function beginPasskey(event: RequestEvent) {
  const begun = await change(event, 'passkeys', async () =>
    call(event.fetch, 'POST /api/account/passkeys/options', {}),
  );
  if (!begun.ok) return begun.failure;
  const name = textOf(begun.fields, 'name') || 'My device';
  return { section: 'passkeys', begunPasskey: { ...begun.data, name } } satisfies SecurityAnswer;
}

export async function addPasskey(event: RequestEvent) {
  const added = await change(event, 'passkeys', async (fields) =>
    call(event.fetch, 'POST /api/account/passkeys', {
      body: { ...(passkeyIn(fields, 'passkey') ?? { challenge: '', response: {} }), name: textOf(fields, 'name') },
    }),
  );
  if (!added.ok) return added.failure;
  // Whoever came because work asks for it goes back to work.
  return event.url.searchParams.has('needed') ? redirect(303, '/staff') : done('passkey');
}

export async function removePasskey(event: RequestEvent) {
  const removed = await change(event, 'passkeys', async (fields) =>
    call(event.fetch, 'DELETE /api/account/passkeys/{passkeyId}', {
      params: { passkeyId: textOf(fields, 'passkeyId') },
    }),
  );
  return removed.ok ? done('passkey-removed') : removed.failure;
}

export async function setPin(event: RequestEvent) {
  const changed = await change(event, 'pin', async (fields) =>
    call(event.fetch, 'PUT /api/account/pin', { body: { pin: textOf(fields, 'pin') } }),
  );
  return changed.ok ? done('pin') : changed.failure;
}

export async function endSession(event: RequestEvent) {
  const ended = await change(event, 'sessions', async (fields) =>
    call(event.fetch, 'DELETE /api/account/sessions/{sessionId}', {
      params: { sessionId: textOf(fields, 'sessionId') },
    }),
  );
  return ended.ok ? done('session') : ended.failure;
}

export async function endOtherSessions(event: RequestEvent) {
  const ended = await change(event, 'sessions', async () => call(event.fetch, 'DELETE /api/account/sessions', {}));
  return ended.ok ? done('sessions') : ended.failure;
}

/** For work that asks for a second factor: this session gives it, and goes on. */
export async function giveSecondFactor(event: RequestEvent) {
  const fields = await event.request.formData();
  const proof = await proveNow(event, fields);
  if (proof === null) redirect(303, '/staff');
  return fail(403, { proof } satisfies SecurityAnswer);
}

export async function closeAccount(event: RequestEvent) {
  const fields = await event.request.formData();
  const closed = await withProof(event, fields, async () => call(event.fetch, 'DELETE /api/account', {}));
  if ('proof' in closed) return fail(403, { proof: closed.proof });
  if (closed.ok) redirect(303, '/account/closed');
  if (closed.problem.code === 'device_locked') noAccount(closed, event.url);
  return fail(pageStatus(closed.status), { refusal: closed.problem.detail });
}
