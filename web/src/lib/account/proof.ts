import { type RequestEvent, redirect } from '@sveltejs/kit';
import type { Call, OperationKey } from '#contract';
import { type CallResult, call } from '#lib/api/client.ts';
import { typed } from './form-errors.ts';
import { signInPath } from './next-page.ts';

/** What `Reauthenticate.svelte` needs to ask who is there, and then to repeat what was asked. */
export interface ProofAsked {
  /** The form action to repeat. */
  readonly action: string;
  /** Everything that the form sent, to be sent again. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly methods: { readonly password: boolean; readonly code: boolean; readonly passkey: boolean };
  readonly error: string | null;
}

type Proof = Call<'POST /api/account/reauthenticate'>['body'];
type Event = Pick<RequestEvent, 'fetch' | 'url'>;

const names = { password: 'proof-password', code: 'proof-code', passkey: 'proof-passkey' } as const;

/**
 * Asks something that the API grants only shortly after the person proved who they are. When it refuses, the answer is
 * `{ proof }` for `fail(403, …)`: the page shows `Reauthenticate` in the place of its forms, which sends `fields` once
 * more with the proof. Whoever is no longer signed in is led to the sign-in.
 */
export async function withProof<K extends OperationKey>(
  event: Event,
  fields: FormData,
  ask: () => Promise<CallResult<K>>,
): Promise<CallResult<K> | { readonly proof: ProofAsked }> {
  const given = proofIn(fields);
  if (given !== null) {
    const refused = await prove(event, given);
    if (refused !== null) return { proof: await proofAsked(event, fields, refused) };
  }
  const result = await ask();
  if (result.ok) return result;
  if (result.status === 401 && result.problem.code !== 'wrong_credentials')
    redirect(303, signInPath(pageOf(event.url)));
  if (result.problem.code !== 'reauthentication_required') return result;
  return { proof: await proofAsked(event, fields, null) };
}

/** The proof of a form that asked for one: null when the form did not, empty when nothing was given. */
function proofIn(fields: FormData): Proof | null {
  if (!fields.has(names.password) && !fields.has(names.code) && !fields.has(names.passkey)) return null;
  const passkey = passkeyIn(fields, names.passkey);
  if (passkey !== null) return { passkey };
  const code = typed(fields, names.code).replaceAll(/\s/g, '');
  const password = typed(fields, names.password);
  if (password !== '') return { password };
  return code === '' ? {} : { code };
}

/** What `PasskeyButton` put into a form, for the API to check. */
export function passkeyIn(fields: FormData, name: string): NonNullable<Proof['passkey']> | null {
  try {
    const { challenge, response } = JSON.parse(typed(fields, name)) as NonNullable<Proof['passkey']>;
    return { challenge, response };
  } catch {
    return null; // left empty
  }
}

/** Proves who is there, without anything to do afterwards. Null when it was right, else what to ask again. */
export async function proveNow(event: Event, fields: FormData): Promise<ProofAsked | null> {
  const refused = await prove(event, proofIn(fields) ?? {});
  return refused === null ? null : proofAsked(event, fields, refused);
}

/** Null when it was right, else what to say. */
async function prove(event: Event, given: Proof): Promise<string | null> {
  if (Object.keys(given).length === 0) return 'Nothing was given. Try once more.';
  const proved = await call(event.fetch, 'POST /api/account/reauthenticate', { body: given });
  if (proved.ok) return null;
  const { code, detail } = proved.problem;
  if (code === 'no_session' || code === 'session_expired') redirect(303, signInPath(pageOf(event.url)));
  return code === 'wrong_credentials' || code === 'invalid' ? 'That was not right. Try once more.' : detail;
}

async function proofAsked(event: Event, fields: FormData, error: string | null): Promise<ProofAsked> {
  const account = await call(event.fetch, 'GET /api/account', {});
  const proofNames: readonly string[] = Object.values(names);
  return {
    action: event.url.search,
    fields: [...fields].flatMap(([name, value]) =>
      typeof value === 'string' && !proofNames.includes(name) ? [[name, value] as const] : [],
    ),
    methods: {
      password: !account.ok || account.data.hasPassword,
      code: account.ok && account.data.hasAuthenticator,
      passkey: account.ok && account.data.passkeyCount > 0,
    },
    error,
  };
}

/** The page without the name of its form action. */
function pageOf(url: URL): Pick<URL, 'pathname' | 'search'> {
  const query = new URLSearchParams([...url.searchParams].filter(([name]) => !name.startsWith('/')));
  return { pathname: url.pathname, search: query.size === 0 ? '' : `?${query.toString()}` };
}
