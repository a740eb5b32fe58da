import type { Settings, UpdateSettings } from '../contract/restaurants.ts';
import { checkSettings } from '../domain/service/check-settings.ts';
import type { ServiceSettings } from '../domain/service/configuration.ts';
import { restaurantFacts } from '../store/restaurant-facts.ts';
import { updateSettings } from '../store/settings.ts';
import { changeConfiguration, matches, staleEdit, statusOf } from './change-configuration.ts';
import { type Handlers, answer } from './operation.ts';
import { ProblemAnswer, problem } from './problem.ts';

export const settingsHandlers = {
  'GET /api/restaurants/{id}/settings': async ({ env, restaurant }) => {
    // Read anew: who edits must see what is there, not what this isolate remembers.
    const facts = (await restaurantFacts(env, restaurant.restaurantId, { fresh: true })) ?? restaurant;
    const version = facts.configurationVersion;
    return answer(settingsView(version, facts.settings), { etag: version });
  },

  'PUT /api/restaurants/{id}/settings': async (call) => {
    const { restaurant, body, query, ifMatch } = call;
    let settings = restaurant.settings;
    const applied = await changeConfiguration(call, {
      action: 'change-settings',
      dryRun: query.dryRun === 'true',
      retryRaces: ifMatch === null,
      plan: async (present) => {
        if (!matches(ifMatch, present.version)) return staleEdit();
        settings = changedSettings(present.settings, body);
        const wrong = checkSettings(settings, present.dayBoundary);
        if (wrong.length > 0) return problem('invalid', wrong[0]?.message ?? '', { errors: wrong });
        const after = settings;
        return {
          configuration: { ...present, settings },
          statements: (database) => [updateSettings(database, restaurant.restaurantId, after)],
          before: present.settings,
          after,
        };
      },
    });
    if (applied instanceof ProblemAnswer) return applied;
    const changed = { ...settingsView(applied.version, settings), ...applied };
    return answer(changed, { status: statusOf(applied), etag: applied.version });
  },
} satisfies Handlers;

/** A list that is given replaces the list; policies and seating change one by one. */
function changedSettings(present: ServiceSettings, changes: UpdateSettings): ServiceSettings {
  const { periods, specialDays, turnTimes, resetMinutes, policies, seating } = changes;
  return {
    periods: periods ?? present.periods,
    specialDays: specialDays ?? present.specialDays,
    turnTimes: turnTimes ?? present.turnTimes,
    resetMinutes: resetMinutes ?? present.resetMinutes,
    policies: { ...present.policies, ...policies },
    seating: { ...present.seating, ...seating },
  };
}

function settingsView(version: number, { periods, specialDays, ...rest }: ServiceSettings): Settings {
  const copy = (each: ServiceSettings['periods'][number]) => ({
    ...each,
    weekdays: [...each.weekdays],
    channels: [...each.channels],
  });
  return {
    version,
    ...rest,
    turnTimes: rest.turnTimes.map((turn) => ({ ...turn })),
    periods: periods.map(copy),
    specialDays: specialDays.map((day) => ({ ...day, periods: day.periods?.map(copy) ?? null })),
    seating: {
      ...rest.seating,
      peaks: rest.seating.peaks.map((peak) => ({ ...peak, weekdays: [...peak.weekdays] })),
    },
  };
}
