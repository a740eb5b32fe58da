import { call } from '#lib/api/client.ts';

/** What begins each use of a passkey that the person has. */
export type PasskeyBegin = 'POST /api/auth/passkey/options' | 'POST /api/account/reauthenticate/passkey';

/** The passkey's answer as a form carries it, or what to say. */
export type PasskeyOutcome =
  { readonly ok: true; readonly answer: string } | { readonly ok: false; readonly message: string };

type Library = typeof import('@simplewebauthn/browser');
type RequestOptions = Parameters<Library['startAuthentication']>[0]['optionsJSON'];
type CreationOptions = Parameters<Library['startRegistration']>[0]['optionsJSON'];

/** Lets the browser ask for a passkey. `quietly`: only as a suggestion in the e-mail field, without a window. */
export async function usePasskey(begin: PasskeyBegin, quietly = false): Promise<PasskeyOutcome> {
  const begun = await call(fetch, begin, {});
  if (!begun.ok) return { ok: false, message: begun.problem.detail };
  const { challenge, options } = begun.data;
  const { startAuthentication } = await import('@simplewebauthn/browser');
  return carried(challenge, async () =>
    startAuthentication({ optionsJSON: options as unknown as RequestOptions, useBrowserAutofill: quietly }),
  );
}

/** Lets the browser make a passkey, from what `POST /api/account/passkeys/options` answered. */
export async function makePasskey(begun: {
  readonly challenge: string;
  readonly options: Readonly<Record<string, unknown>>;
}): Promise<PasskeyOutcome> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  return carried(begun.challenge, async () =>
    startRegistration({ optionsJSON: begun.options as unknown as CreationOptions }),
  );
}

async function carried(challenge: string, ask: () => Promise<object>): Promise<PasskeyOutcome> {
  try {
    return { ok: true, answer: JSON.stringify({ challenge, response: await ask() }) };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'InvalidStateError')
      return { ok: false, message: 'This device has a passkey for your account already.' };
    // Closed, timed out, or no passkey for this site: browsers do not say which.
    return { ok: false, message: 'No passkey was used. You can try again, or take another way.' };
  }
}
