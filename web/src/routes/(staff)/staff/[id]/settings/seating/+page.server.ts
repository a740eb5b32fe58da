import { fail } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { loadSettings } from '#lib/settings/load-settings.ts';
import { readSeatingForm, type SeatingAnswer } from '#lib/settings/seating-form.ts';
import { formText } from '#lib/staff/form-text.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ fetch, params }) => loadSettings(fetch, params.id);

export const actions: Actions = {
  // Bookings keep their tables under these rules, so there is nothing to show before it is saved.
  save: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const typed = readSeatingForm(form);
    const etag = formText(form, 'etag');
    const answer = await call(fetch, 'PUT /api/restaurants/{id}/settings', {
      params: { id: params.id },
      query: {},
      body: { seating: typed },
      headers: etag === '' ? {} : { 'if-match': etag },
    });
    if (!answer.ok) {
      const { problem, status } = answer;
      return fail(status === 0 ? 503 : status, { problem, typed } satisfies SeatingAnswer);
    }
    const { appliedDates, pendingDates, conflicts } = answer.data;
    return { told: { appliedDates, pendingDates, conflicts } } satisfies SeatingAnswer;
  },
};
