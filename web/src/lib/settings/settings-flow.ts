import type { Settings } from '#contract';
import { call } from '#lib/api/client.ts';
import { SaveFlow } from './save-flow.svelte.ts';

/** The parts of the settings, each with a page of its own. */
export type SettingsPart = 'periods' | 'specialDays' | 'turnTimes' | 'resetMinutes' | 'policies' | 'seating';

/** Edits the named parts; the others stay as they are. */
export function settingsFlow<P extends SettingsPart>(
  restaurantId: number,
  settings: Settings,
  etag: string | null,
  parts: readonly P[],
): SaveFlow<Pick<Settings, P>> {
  const params = { id: restaurantId };
  const pick = (whole: Settings): Pick<Settings, P> =>
    Object.fromEntries(parts.map((part) => [part, whole[part]])) as Pick<Settings, P>;
  return new SaveFlow({
    draft: pick(settings),
    etag,
    rehearse: (body) => call(fetch, 'PUT /api/restaurants/{id}/settings', { params, query: { dryRun: 'true' }, body }),
    save: (body, { headers }) =>
      call(fetch, 'PUT /api/restaurants/{id}/settings', { params, query: {}, body, headers }),
    read: async () => {
      const present = await call(fetch, 'GET /api/restaurants/{id}/settings', { params });
      return present.ok ? { ...present, data: pick(present.data) } : present;
    },
  });
}
