/**
 * The two ceremonies of WebAuthn: making a passkey, and answering with one. A passkey belongs to the host name of the
 * page, and takes the device and its owner's finger, face or PIN: two factors at once.
 */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Env } from '../env.ts';
import { fingerprint } from '../secrets.ts';
import { type PasskeyRow, findPasskey, markPasskeyUsed, passkeysOf } from '../store/passkeys.ts';
import type { UserRow } from '../store/users.ts';
import { makeChallenge, readChallenge } from './challenges.ts';
import { type ProblemAnswer, problem } from './problem.ts';

/** What a browser answers, as `@simplewebauthn/browser` puts it. */
export interface PasskeyAnswer {
  readonly challenge: string;
  readonly response: Readonly<Record<string, unknown>>;
}

interface Asked {
  readonly challenge: string;
  readonly options: Record<string, unknown>;
}

interface Ceremony {
  readonly env: Env;
  /** The page's; its host name is the relying party. */
  readonly origin: string;
}

/** The library is large, and most requests never need it. */
const webauthn = async () => import('@simplewebauthn/server');

/** ES256, EdDSA and RS256: what the devices of this world have. */
const algorithms = [-7, -8, -257];

/** For signing in when `sessionId` is null, else to prove once more who uses that session. */
export async function askForPasskey({ env, origin }: Ceremony, sessionId: string | null): Promise<Asked> {
  const { generateAuthenticationOptions } = await webauthn();
  const rpID = new URL(origin).hostname;
  const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
  const claims = { webauthn: options.challenge };
  const challenge =
    sessionId === null
      ? await makeChallenge(env, 'passkey-sign-in', claims)
      : await makeChallenge(env, 'passkey-reauthentication', { ...claims, sessionId });
  return { challenge, options: { ...options } };
}

/** Whose passkey it is that answered rightly; null for anything else. Each challenge is good for one answer. */
export async function userOfPasskey(
  { env, origin }: Ceremony,
  { challenge, response }: PasskeyAnswer,
  sessionId: string | null,
): Promise<UserRow | null> {
  const asked = await readAsked(env, challenge, sessionId);
  const found = typeof response['id'] === 'string' ? await findPasskey(env, response['id']) : null;
  if (asked === null || found === null) return null;
  const { passkey, user } = found;
  const counter = await counterOf(origin, asked.webauthn, passkey, response);
  if (counter === null) return null;
  const use = { id: passkey.id, counter, askedAt: asked.at, now: Date.now() };
  return (await markPasskeyUsed(env, use)) ? user : null;
}

async function readAsked(env: Env, challenge: string, sessionId: string | null) {
  if (sessionId === null) return readChallenge(env, 'passkey-sign-in', challenge);
  const asked = await readChallenge(env, 'passkey-reauthentication', challenge);
  return asked?.sessionId === sessionId ? asked : null;
}

/** What the device counts by now; null when signature, origin, challenge or anything else is wrong. */
async function counterOf(
  origin: string,
  expectedChallenge: string,
  { id, publicKey, counter }: PasskeyRow,
  response: PasskeyAnswer['response'],
): Promise<number | null> {
  const { verifyAuthenticationResponse } = await webauthn();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as unknown as AuthenticationResponseJSON,
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      credential: { id, publicKey: new Uint8Array(publicKey), counter },
      requireUserVerification: true,
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    // The library throws for everything that a stranger can send.
    return null;
  }
}

/** For a session's own user; the new passkey can be used without giving an address. */
export async function offerPasskey(
  { env, origin }: Ceremony,
  user: { readonly userId: number; readonly sessionId: string; readonly email: string; readonly name: string },
): Promise<Asked> {
  const { generateRegistrationOptions } = await webauthn();
  const known = await passkeysOf(env, user.userId);
  const options = await generateRegistrationOptions({
    rpName: 'maitred',
    rpID: new URL(origin).hostname,
    userName: user.email,
    userDisplayName: user.name,
    userID: new Uint8Array(new TextEncoder().encode(fingerprint(env, 'passkey-user', String(user.userId)))),
    attestationType: 'none',
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  });
  const claims = { webauthn: options.challenge, sessionId: user.sessionId };
  return { challenge: await makeChallenge(env, 'passkey-registration', claims), options: { ...options } };
}

/** The passkey that a browser made for this session; a problem when it was not, or not rightly. */
export async function readNewPasskey(
  { env, origin }: Ceremony,
  { challenge, response }: PasskeyAnswer,
  user: { readonly userId: number; readonly sessionId: string },
): Promise<Pick<PasskeyRow, 'id' | 'publicKey' | 'counter' | 'transports'> | ProblemAnswer> {
  const message = 'The passkey could not be checked. Begin again.';
  const refused = problem('invalid', message, { errors: [{ path: 'response', message }] });
  const asked = await readChallenge(env, 'passkey-registration', challenge);
  if (asked?.sessionId !== user.sessionId) return refused;
  const { verifyRegistrationResponse } = await webauthn();
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: response as unknown as RegistrationResponseJSON,
      expectedChallenge: asked.webauthn,
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    });
    if (!verified) return refused;
    const { id, publicKey, counter } = registrationInfo.credential;
    return { id, publicKey: new Uint8Array(publicKey), counter, transports: transportsOf(response) };
  } catch {
    return refused;
  }
}

function transportsOf({ response }: PasskeyAnswer['response']): string[] {
  const said = (response as { readonly transports?: unknown } | undefined)?.transports;
  const texts = Array.isArray(said) ? said.filter((each): each is string => typeof each === 'string') : [];
  return texts.filter((each) => /^[a-z-]{1,20}$/.test(each)).slice(0, 8);
}
