import type { Call } from '#contract';
import { call } from '#lib/api/client.ts';
import { changeInGroup } from '#lib/people/group-change.ts';
import { answered } from '#lib/staff/answered.ts';
import { formText } from '#lib/staff/form-text.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, parent }) => {
  const { restaurant } = await parent();
  const params = { groupId: restaurant.groupId };
  const policy = await call(fetch, 'GET /api/groups/{groupId}/security', { params });
  return { policy: answered(policy), etag: policy.ok ? policy.etag : null };
};

type Policy = Call<'PUT /api/groups/{groupId}/security'>['body'];

export const actions: Actions = {
  default: (event) =>
    changeInGroup(
      event,
      (groupId, form) => {
        const etag = formText(form, 'etag');
        return call(event.fetch, 'PUT /api/groups/{groupId}/security', {
          params: { groupId },
          body: policyIn(form),
          headers: etag === '' ? {} : { 'if-match': etag },
        });
      },
      () => ({
        done: 'Saved. It holds from the next sign-in; who works without a second factor is asked for it at once.',
      }),
    ),
};

function policyIn(form: FormData): Policy {
  const from = formText(form, 'quietFrom');
  const to = formText(form, 'quietTo');
  return {
    secondFactor: formText(form, 'secondFactor') as NonNullable<Policy['secondFactor']>,
    idleHours: Number(formText(form, 'idleHours')),
    absoluteDays: Number(formText(form, 'absoluteDays')),
    quietHours: from === '' && to === '' ? null : { from, to },
  };
}
