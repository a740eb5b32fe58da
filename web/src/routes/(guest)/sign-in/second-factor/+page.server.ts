import { fail, redirect } from '@sveltejs/kit';
import type { Call } from '#contract';
import { call } from '#lib/api/client.ts';
import { completeSignIn } from '#lib/account/complete-sign-in.ts';
import { passkeyIn } from '#lib/account/proof.ts';
import { forgetHalf, readHalf } from '#lib/account/sign-in-cookies.ts';
import { textOf } from '#lib/guest/booking-search.ts';
import { pageStatus } from '#lib/guest/find-restaurant.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ cookies, url }) => {
  const half = readHalf(cookies);
  if (half === null) redirect(303, '/sign-in');
  const recovery = url.searchParams.has('recovery') && half.methods.includes('recovery_code');
  return { methods: half.methods, recovery };
};

export const actions: Actions = {
  default: async (event) => {
    const half = readHalf(event.cookies);
    if (half === null) redirect(303, '/sign-in');
    const factor = factorIn(await event.request.formData());
    if (factor === null) return fail(422, { message: 'Give the code.' });
    const signIn = await call(event.fetch, 'POST /api/auth/second-factor', {
      body: { challenge: half.challenge, ...factor },
    });
    const { status, problem } = completeSignIn(event, signIn, half.next);
    if (problem.code === 'session_expired') {
      forgetHalf(event.cookies);
      redirect(303, half.next === null ? '/sign-in' : `/sign-in?next=${encodeURIComponent(half.next)}`);
    }
    return fail(pageStatus(status), { message: refusal(problem) });
  },
};

type Factor = Omit<Call<'POST /api/auth/second-factor'>['body'], 'challenge'>;

function factorIn(fields: FormData): Factor | null {
  const passkey = passkeyIn(fields, 'passkey');
  if (passkey !== null) return { passkey };
  const code = textOf(fields, 'code').replaceAll(/\s/g, '');
  if (code !== '') return { code };
  const recoveryCode = textOf(fields, 'recoveryCode');
  return recoveryCode === '' ? null : { recoveryCode };
}

function refusal({ code, detail, errors }: { code: string; detail: string; errors?: { message: string }[] }): string {
  if (code === 'wrong_credentials') return 'That was not right. A code works once and for half a minute.';
  return errors?.[0]?.message ?? detail;
}
